package dev.neuron.model.jdbc;

import dev.neuron.model.Owner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ids and names of snapshots that had to make room, up to a number of them. */
final class EvictedKeys {

  private final JdbcClient sql;
  private final int limit;

  EvictedKeys(JdbcClient sql, int limit) {
    this.sql = sql;
    this.limit = limit;
  }

  boolean contains(Owner owner, String idOrName) {
    return !sql.sql("select place from evicted where owner = :owner and id_or_name = :key")
        .param("owner", owner.name())
        .param("key", idOrName)
        .query(Long.class)
        .list()
        .isEmpty();
  }

  /** Adds one as the latest; within a change. */
  void add(Owner owner, String idOrName) {
    remove(owner, idOrName);
    sql.sql("insert into evicted (owner, id_or_name) values (:owner, :key)")
        .param("owner", owner.name())
        .param("key", idOrName)
        .update();
    sql.sql(
            """
            delete from evicted where place <=
              (select place from evicted order by place desc offset :limit rows fetch first 1 row only)
            """)
        .param("limit", limit)
        .update();
  }

  /** Forgets one; within a change. */
  void remove(Owner owner, String idOrName) {
    sql.sql("delete from evicted where owner = :owner and id_or_name = :key")
        .param("owner", owner.name())
        .param("key", idOrName)
        .update();
  }
}
