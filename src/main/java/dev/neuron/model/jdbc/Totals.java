package dev.neuron.model.jdbc;

import dev.neuron.model.Owner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of totals: the number and size of each owner's models. */
final class Totals {

  /** A number of models and the memory they take, estimated. */
  record Total(long models, long bytes) {}

  private final JdbcClient sql;

  Totals(JdbcClient sql) {
    this.sql = sql;
  }

  /** The totals of all owners together. */
  Total ofAll() {
    return sql.sql(
            """
            select coalesce(sum(models), 0) as models, coalesce(sum(bytes), 0) as bytes
            from owner_total
            """)
        .query(Total.class)
        .single();
  }

  Total of(Owner owner) {
    return sql.sql("select models, bytes from owner_total where owner = :owner")
        .param("owner", owner.name())
        .query(Total.class)
        .optional()
        .orElse(new Total(0, 0));
  }

  /** The owner with the most models; there must be one. */
  Owner withTheMost(Owner growing) {
    return largest("models", growing, 1);
  }

  /**
   * The owner whose models are the largest together; there must be one.
   *
   * @param growing an owner who counts as having that many bytes more
   */
  Owner withTheLargest(Owner growing, long more) {
    return largest("bytes", growing, more);
  }

  private Owner largest(String measure, Owner growing, long more) {
    return sql.sql(
            """
            select owner as name from owner_total
            order by %s + case when owner = :growing then cast(:more as bigint) else 0 end desc
            limit 1
            """
                .formatted(measure))
        .param("growing", growing.name())
        .param("more", more)
        .query(Owner.class)
        .single();
  }

  /** Counts an added model; within a change. */
  void add(Owner owner, long bytes) {
    if (change(owner, 1, bytes) == 0) {
      sql.sql("insert into owner_total (owner, models, bytes) values (:owner, 1, :bytes)")
          .param("owner", owner.name())
          .param("bytes", bytes)
          .update();
    }
  }

  /** Counts a removed model; within a change. */
  void remove(Owner owner, long bytes) {
    change(owner, -1, -bytes);
    sql.sql("delete from owner_total where owner = :owner and models = 0")
        .param("owner", owner.name())
        .update();
  }

  private int change(Owner owner, int models, long bytes) {
    return sql.sql(
            """
            update owner_total set models = models + :models, bytes = bytes + :bytes
            where owner = :owner
            """)
        .param("models", models)
        .param("bytes", bytes)
        .param("owner", owner.name())
        .update();
  }
}
