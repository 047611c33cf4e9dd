package dev.neuron.model.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Owner;
import dev.neuron.model.SnapshotCache;
import dev.neuron.model.SnapshotCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads snapshots. Which there are is asked of the database every time, so that what another
 * service deletes is gone here too; what they hold is remembered, for it never changes.
 */
final class KeptModels {

  /** Where a snapshot is in the order of creation, and by what it was found. */
  record Located(String id, Instant createdAt, boolean isById) {}

  private static final RowMapper<Located> LOCATED =
      (row, _) ->
          new Located(
              row.getString("id"),
              CreationTimes.ofMicros(row.getLong("created_at")),
              row.getInt("by_id") == 1);

  private static final RowMapper<ModelSnapshot> SNAPSHOT =
      (row, _) ->
          new ModelSnapshot(
              row.getString("id"),
              CreationTimes.ofMicros(row.getLong("created_at")),
              SnapshotCodec.decode(row.getBytes("content")));

  private final JdbcClient sql;
  private final Cache<String, ModelSnapshot> read;

  /**
   * Has read nothing yet.
   *
   * @param cacheBytes how much memory the snapshots may take that were read, estimated
   */
  KeptModels(JdbcClient sql, long cacheBytes) {
    this.sql = sql;
    read = SnapshotCache.ofBytes(cacheBytes);
  }

  /** The owner's snapshot with this id, or else the newest with this name. */
  Optional<Located> newest(Owner owner, String idOrName) {
    return sql.sql(
            """
            select id, created_at, by_id from (
              (select id, created_at, 1 as by_id from model where id = :key and owner = :owner)
              union all
              (select id, created_at, 0 as by_id from model
               where owner = :owner and lookup_name = :key order by created_at desc limit 1)
            ) as found order by by_id desc limit 1
            """)
        .param("key", idOrName)
        .param("owner", owner.name())
        .query(LOCATED)
        .optional();
  }

  /** The snapshot with this id, whichever owner it has. */
  Optional<ModelSnapshot> withId(String id) {
    return sql.sql("select id, created_at, content from model where id = :id")
        .param("id", id)
        .query(SNAPSHOT)
        .optional();
  }

  /** The owner's snapshots with this name, newest first. */
  List<Located> named(Owner owner, String name, int limit) {
    return sql.sql(
            """
            select id, created_at, 0 as by_id from model
            where owner = :owner and lookup_name = :name order by created_at desc limit :limit
            """)
        .param("owner", owner.name())
        .param("name", name)
        .param("limit", limit)
        .query(LOCATED)
        .list();
  }

  /** The owner's snapshot with this name that was created at this time. */
  Optional<Located> named(Owner owner, String name, Instant createdAt) {
    return sql.sql(
            """
            select id, created_at, 0 as by_id from model
            where owner = :owner and lookup_name = :name and created_at = :created
            """)
        .param("owner", owner.name())
        .param("name", name)
        .param("created", CreationTimes.toMicros(createdAt))
        .query(LOCATED)
        .optional();
  }

  /** The owner's snapshots created before a time, or the newest, newest first. */
  List<Located> before(Owner owner, @Nullable Instant time, int limit) {
    return sql.sql(
            """
            select id, created_at, 1 as by_id from model
            where owner = :owner and created_at < :before order by created_at desc limit :limit
            """)
        .param("owner", owner.name())
        .param("before", time == null ? Long.MAX_VALUE : CreationTimes.toMicros(time))
        .param("limit", limit)
        .query(LOCATED)
        .list();
  }

  /** What was located, in its order, without what has gone meanwhile. */
  List<ModelSnapshot> snapshots(List<Located> located) {
    Map<String, ModelSnapshot> found = new HashMap<>();
    List<String> unread = new ArrayList<>();
    for (Located one : located) {
      ModelSnapshot snapshot = read.getIfPresent(one.id());
      if (snapshot == null) {
        unread.add(one.id());
      } else {
        found.put(one.id(), snapshot);
      }
    }
    if (!unread.isEmpty()) {
      sql.sql("select id, created_at, content from model where id in (:ids)")
          .param("ids", unread)
          .query(SNAPSHOT)
          .list()
          .forEach(
              snapshot -> {
                remember(snapshot);
                found.put(snapshot.id(), snapshot);
              });
    }
    return located.stream().map(one -> found.get(one.id())).filter(Objects::nonNull).toList();
  }

  /** Spares reading a snapshot that is at hand. */
  void remember(ModelSnapshot snapshot) {
    read.put(snapshot.id(), snapshot);
  }

  /** Gives back the memory of one that is gone. */
  void forget(String id) {
    read.invalidate(id);
  }
}
