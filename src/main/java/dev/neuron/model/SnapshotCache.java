package dev.neuron.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Snapshots that were read from where they are kept, by id: what they hold never changes. */
public final class SnapshotCache {

  private SnapshotCache() {}

  /**
   * An empty one.
   *
   * @param bytes how much memory the snapshots may take, estimated
   */
  public static Cache<String, ModelSnapshot> ofBytes(long bytes) {
    return Caffeine.newBuilder()
        .maximumWeight(bytes)
        .weigher((String _, ModelSnapshot snapshot) -> weight(snapshot))
        .build();
  }

  private static int weight(ModelSnapshot snapshot) {
    return (int) Math.min(Integer.MAX_VALUE, snapshot.content().estimatedBytes());
  }
}
