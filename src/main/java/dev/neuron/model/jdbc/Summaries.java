package dev.neuron.model.jdbc;

import dev.neuron.model.CreationTimes;
import dev.neuron.model.ModelStore.Page;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.Owner;
import dev.neuron.model.jdbc.KeptModels.Located;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the summaries of snapshots that lists show. They are in a table of their own, so that no
 * content is read for a list. A snapshot that an older version put has none there: its content is
 * read once, one snapshot at a time.
 */
final class Summaries {

  private static final String SELECT =
      """
      select model.id, created_at, bytes, model_summary.id as summarized, name, features, loss, accuracy
      from model left join model_summary on model_summary.id = model.id
      """;

  /** A snapshot in a list; without a summary if there is none yet. */
  private record Row(Located located, @Nullable ModelSummary summary) {}

  private final Database database;
  private final JdbcClient sql;
  private final KeptModels models;
  private final StorageSpace space;

  Summaries(Database database, KeptModels models, StorageSpace space) {
    this.database = database;
    sql = database.sql();
    this.models = models;
    this.space = space;
  }

  /** A page of the owner's snapshots created before a time, or of the newest, newest first. */
  Page before(Owner owner, @Nullable Instant time, int limit) {
    List<Row> found =
        sql.sql(
                SELECT
                    + """
                    where owner = :owner and created_at < :before
                    order by created_at desc limit :limit
                    """)
            .param("owner", owner.name())
            .param("before", time == null ? Long.MAX_VALUE : CreationTimes.toMicros(time))
            .param("limit", limit + 1)
            .query(Summaries::row)
            .list();
    boolean isLast = found.size() <= limit;
    List<Row> page = isLast ? found : found.subList(0, limit);
    return new Page(summaries(page), isLast ? null : page.getLast().located().createdAt());
  }

  /** The owner's snapshots with this name, newest first. */
  List<ModelSummary> named(Owner owner, String name, int limit) {
    return summaries(
        sql.sql(
                SELECT
                    + """
                    where owner = :owner and lookup_name = :name
                    order by created_at desc limit :limit
                    """)
            .param("owner", owner.name())
            .param("name", name)
            .param("limit", limit)
            .query(Summaries::row)
            .list());
  }

  /** The summary of the snapshot with this id; empty if it was removed. */
  List<ModelSummary> withId(String id) {
    return summaries(
        sql.sql(SELECT + "where model.id = :id").param("id", id).query(Summaries::row).list());
  }

  /** Adds the summary of a snapshot. */
  void add(ModelSummary summary) {
    sql.sql(
            """
            insert into model_summary (id, name, features, loss, accuracy)
            values (:id, :name, :features, :loss, :accuracy)
            """)
        .param("id", summary.modelId())
        .param("name", summary.name())
        .param("features", summary.features())
        .param("loss", summary.loss())
        .param("accuracy", summary.accuracy())
        .update();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    String id = row.getString("id");
    Instant createdAt = CreationTimes.ofMicros(row.getLong("created_at"));
    ModelSummary summary =
        row.getString("summarized") == null
            ? null
            : new ModelSummary(
                id,
                row.getString("name"),
                row.getInt("features"),
                row.getObject("loss", Double.class),
                row.getObject("accuracy", Double.class),
                createdAt);
    return new Row(new Located(id, createdAt, row.getLong("bytes"), true), summary);
  }

  /**
   * The summaries in order, without snapshots that were removed meanwhile, or are damaged and not
   * summarized.
   */
  private List<ModelSummary> summaries(List<Row> rows) {
    return rows.stream().flatMap(row -> summary(row).stream()).toList();
  }

  private Optional<ModelSummary> summary(Row row) {
    if (row.summary() != null) {
      return Optional.of(row.summary());
    }
    try {
      return models.snapshot(row.located()).map(ModelSummary::of).map(this::kept);
    } catch (ModelStoreException e) {
      if (e.kind() == ModelStoreException.Kind.DAMAGED) {
        return Optional.empty(); // which is logged, and part of the health
      }
      throw e;
    }
  }

  /** Adds a summary to the table; if that fails, a later list adds it. */
  private ModelSummary kept(ModelSummary summary) {
    if (space.isAmple()) {
      try {
        database.read(() -> addedOnce(summary));
      } catch (ModelStoreException _) {
        // the log says why
      }
    }
    return summary;
  }

  private ModelSummary addedOnce(ModelSummary summary) {
    try {
      add(summary);
    } catch (DataIntegrityViolationException _) {
      // another request has added it, or the snapshot was removed
    }
    return summary;
  }
}
