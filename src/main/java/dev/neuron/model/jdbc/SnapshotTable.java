package dev.neuron.model.jdbc;

import dev.neuron.model.CreationTimes;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.ModelsProperties.WhenFull;
import dev.neuron.model.Owner;
import dev.neuron.model.jdbc.Totals.Total;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds and removes rows of the table of snapshots, and makes room in it. Keeps the tables of totals
 * and of evicted keys in step. To be called within a change.
 */
final class SnapshotTable {

  private record Row(
      String owner, String id, @Nullable String lookupName, long createdAt, long bytes) {}

  private final JdbcClient sql;
  private final Totals totals;
  private final EvictedKeys evicted;
  private final ModelsProperties properties;

  SnapshotTable(JdbcClient sql, Totals totals, EvictedKeys evicted, ModelsProperties properties) {
    this.sql = sql;
    this.totals = totals;
    this.evicted = evicted;
    this.properties = properties;
  }

  /**
   * Makes room for one more snapshot.
   *
   * @param owner the owner of the new snapshot, who counts as having it already
   * @param needed the estimated size of the new snapshot in bytes
   * @return the ids of the evicted snapshots
   * @throws ModelStoreException if there is no room and none may be made
   */
  List<String> makeRoom(Owner owner, long needed) {
    List<String> evictedIds = new ArrayList<>();
    Total total = totals.ofAll();
    while (total.models() >= properties.maxModels()
        || total.bytes() + needed > properties.maxBytes()) {
      if (properties.whenFull() == WhenFull.REJECT) {
        throw ModelStoreException.full();
      }
      Row row =
          leastUsed(
              total.models() >= properties.maxModels()
                  ? totals.withTheMost(owner)
                  : totals.withTheLargest(owner, needed));
      evict(row);
      evictedIds.add(row.id());
      total = new Total(total.models() - 1, total.bytes() - row.bytes());
    }
    return evictedIds;
  }

  private Row leastUsed(Owner owner) {
    return sql.sql(
            """
            select owner, id, lookup_name, created_at, bytes from model
            where owner = :owner order by used_at limit 1
            """)
        .param("owner", owner.name())
        .query(Row.class)
        .single();
  }

  /** Evicts a snapshot; if it was the newest with its name, the older ones lose the name too. */
  private void evict(Row row) {
    Owner owner = new Owner(row.owner());
    remove(row);
    evicted.add(owner, row.id());
    if (row.lookupName() != null && hasNoNewer(row)) {
      sql.sql("update model set lookup_name = null where owner = :owner and lookup_name = :name")
          .param("owner", row.owner())
          .param("name", row.lookupName())
          .update();
      evicted.add(owner, row.lookupName());
    }
  }

  private boolean hasNoNewer(Row row) {
    return sql.sql(
            """
            select id from model
            where owner = :owner and lookup_name = :name and created_at > :created limit 1
            """)
        .param("owner", row.owner())
        .param("name", row.lookupName())
        .param("created", row.createdAt())
        .query(String.class)
        .list()
        .isEmpty();
  }

  /** Adds a snapshot, for which there is room. */
  void add(ModelSnapshot snapshot, byte[] content) {
    Owner owner = snapshot.content().owner();
    String name = snapshot.content().name();
    long bytes = snapshot.content().estimatedBytes();
    long createdAt = CreationTimes.toMicros(snapshot.createdAt());
    sql.sql(
            """
            insert into model (id, owner, lookup_name, created_at, used_at, bytes, content)
            values (:id, :owner, :name, :created, :created, :bytes, :content)
            """)
        .param("id", snapshot.id())
        .param("owner", owner.name())
        .param("name", name)
        .param("created", createdAt)
        .param("bytes", bytes)
        .param("content", content)
        .update();
    sql.sql("update store_state set last_created_at = :created")
        .param("created", createdAt)
        .update();
    totals.add(owner, bytes);
    if (name != null) {
      // from now on the name is missing only if it is deleted
      evicted.remove(owner, name);
    }
  }

  /** Removes the owner's snapshot with this id; returns true if there was one. */
  boolean remove(Owner owner, String id) {
    return sql.sql(
            """
            select owner, id, lookup_name, created_at, bytes from model
            where owner = :owner and id = :id
            """)
        .param("owner", owner.name())
        .param("id", id)
        .query(Row.class)
        .optional()
        .map(this::remove)
        .isPresent();
  }

  private Row remove(Row row) {
    sql.sql("delete from model where id = :id").param("id", row.id()).update();
    totals.remove(new Owner(row.owner()), row.bytes());
    return row;
  }
}
