package dev.neuron.model.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.DamagedModels;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Owner;
import dev.neuron.model.SnapshotCache;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads snapshots. Every lookup asks the database, so that a snapshot which another service deletes
 * is not found here either; contents are cached, since they never change.
 */
final class KeptModels {

  /** A snapshot that was found, by its id or by its name, without its content. */
  record Located(String id, Instant createdAt, long bytes, boolean isById) {}

  private static final RowMapper<Located> LOCATED =
      (row, _) ->
          new Located(
              row.getString("id"),
              CreationTimes.ofMicros(row.getLong("created_at")),
              row.getLong("bytes"),
              row.getInt("by_id") == 1);

  private final JdbcClient sql;
  private final ContentMemory memory;
  private final Cache<String, ModelSnapshot> read;
  private final DamagedModels damaged = new DamagedModels();

  /**
   * Begins with an empty cache.
   *
   * @param cacheBytes how much memory the snapshots may take that were read, estimated
   */
  KeptModels(JdbcClient sql, ContentMemory memory, long cacheBytes) {
    this.sql = sql;
    this.memory = memory;
    read = SnapshotCache.ofBytes(cacheBytes);
  }

  /** The owner's snapshot with this id, or else the newest with this name. */
  Optional<Located> newest(Owner owner, String idOrName) {
    return sql.sql(
            """
            select id, created_at, bytes, by_id from (
              (select id, created_at, bytes, 1 as by_id from model
               where id = :key and owner = :owner)
              union all
              (select id, created_at, bytes, 0 as by_id from model
               where owner = :owner and lookup_name = :key order by created_at desc limit 1)
            ) as found order by by_id desc limit 1
            """)
        .param("key", idOrName)
        .param("owner", owner.name())
        .query(LOCATED)
        .optional();
  }

  /** The snapshot with this id, whichever owner it has. */
  Optional<Located> withId(String id) {
    return sql.sql("select id, created_at, bytes, 1 as by_id from model where id = :id")
        .param("id", id)
        .query(LOCATED)
        .optional();
  }

  /** The owner's snapshot with this name that was created at this time. */
  Optional<Located> named(Owner owner, String name, Instant createdAt) {
    return sql.sql(
            """
            select id, created_at, bytes, 0 as by_id from model
            where owner = :owner and lookup_name = :name and created_at = :created
            """)
        .param("owner", owner.name())
        .param("name", name)
        .param("created", CreationTimes.toMicros(createdAt))
        .query(LOCATED)
        .optional();
  }

  /** Returns a located snapshot from the cache or the database; empty if it was removed. */
  Optional<ModelSnapshot> snapshot(Located located) {
    ModelSnapshot remembered = read.getIfPresent(located.id());
    return remembered == null
        ? memory.with(located.bytes(), () -> read(located.id()))
        : Optional.of(remembered);
  }

  /** Reads it, unless another request has while this one waited for memory. */
  private Optional<ModelSnapshot> read(String id) {
    ModelSnapshot remembered = read.getIfPresent(id);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Optional<ModelSnapshot> snapshot =
        sql.sql("select id, created_at, content from model where id = :id")
            .param("id", id)
            .query(this::fromRow)
            .optional();
    snapshot.ifPresent(this::remember);
    return snapshot;
  }

  private ModelSnapshot fromRow(ResultSet row, int number) throws SQLException {
    String id = row.getString("id");
    return new ModelSnapshot(
        id,
        CreationTimes.ofMicros(row.getLong("created_at")),
        damaged.decoded(id, row.getBytes("content")));
  }

  /** Caches a snapshot. */
  void remember(ModelSnapshot snapshot) {
    read.put(snapshot.id(), snapshot);
  }

  /** Drops a removed snapshot from the cache. */
  void forget(String id) {
    read.invalidate(id);
    damaged.forget(id);
  }

  /** The ids of damaged snapshots, see {@link DamagedModels#ids}. */
  List<String> damaged() {
    return damaged.ids();
  }
}
