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

/** Adds and removes snapshots, and sees to the room for them. All of it within a change. */
final class Room {

  private record Kept(
      String owner, String id, @Nullable String lookupName, long createdAt, long bytes) {}

  private final JdbcClient sql;
  private final Totals totals;
  private final EvictedKeys evicted;
  private final ModelsProperties properties;

  Room(JdbcClient sql, Totals totals, EvictedKeys evicted, ModelsProperties properties) {
    this.sql = sql;
    this.totals = totals;
    this.evicted = evicted;
    this.properties = properties;
  }

  /**
   * Makes room for one more snapshot.
   *
   * @param needed how many bytes it takes
   * @return the ids of what had to go
   * @throws ModelStoreException if there is no room and none may be made
   */
  List<String> make(Owner owner, long needed) {
    List<String> gone = new ArrayList<>();
    Total total = totals.ofAll();
    while (total.models() >= properties.maxModels()
        || total.bytes() + needed > properties.maxBytes()) {
      if (properties.whenFull() == WhenFull.REJECT) {
        throw ModelStoreException.full();
      }
      Kept leaving =
          leastUsed(
              total.models() >= properties.maxModels()
                  ? totals.withTheMost(owner)
                  : totals.withTheLargest(owner, needed));
      evict(leaving);
      gone.add(leaving.id());
      total = new Total(total.models() - 1, total.bytes() - leaving.bytes());
    }
    return gone;
  }

  private Kept leastUsed(Owner owner) {
    return sql.sql(
            """
            select owner, id, lookup_name, created_at, bytes from model
            where owner = :owner order by used_at limit 1
            """)
        .param("owner", owner.name())
        .query(Kept.class)
        .single();
  }

  /** If it was the newest with its name, older ones lose the name with it. */
  private void evict(Kept leaving) {
    Owner owner = new Owner(leaving.owner());
    remove(leaving);
    evicted.add(owner, leaving.id());
    if (leaving.lookupName() != null && hasNoNewer(leaving)) {
      sql.sql("update model set lookup_name = null where owner = :owner and lookup_name = :name")
          .param("owner", leaving.owner())
          .param("name", leaving.lookupName())
          .update();
      evicted.add(owner, leaving.lookupName());
    }
  }

  private boolean hasNoNewer(Kept leaving) {
    return sql.sql(
            """
            select id from model
            where owner = :owner and lookup_name = :name and created_at > :created limit 1
            """)
        .param("owner", leaving.owner())
        .param("name", leaving.lookupName())
        .param("created", leaving.createdAt())
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

  /** Removes the owner's snapshot with this id; whether there was one. */
  boolean remove(Owner owner, String id) {
    return sql.sql(
            """
            select owner, id, lookup_name, created_at, bytes from model
            where owner = :owner and id = :id
            """)
        .param("owner", owner.name())
        .param("id", id)
        .query(Kept.class)
        .optional()
        .map(this::remove)
        .isPresent();
  }

  private Kept remove(Kept leaving) {
    sql.sql("delete from model where id = :id").param("id", leaving.id()).update();
    totals.remove(new Owner(leaving.owner()), leaving.bytes());
    return leaving;
  }
}
