package dev.neuron.model;

import dev.neuron.model.ModelSnapshot.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as an index knows it.
 *
 * @param id id of the snapshot
 * @param owner its owner
 * @param name its name, if it has one
 * @param createdAt differs from that of every other
 * @param bytes how much memory it takes, estimated
 */
public record IndexEntry(
    String id, Owner owner, @Nullable String name, Instant createdAt, long bytes) {

  /** The entry of a snapshot. */
  public static IndexEntry of(ModelSnapshot snapshot) {
    Content content = snapshot.content();
    return new IndexEntry(
        snapshot.id(),
        content.owner(),
        content.name(),
        snapshot.createdAt(),
        content.estimatedBytes());
  }

  /** This, created at another time. */
  public IndexEntry createdAt(Instant time) {
    return new IndexEntry(id, owner, name, time, bytes);
  }

  IndexEntry withoutName() {
    return new IndexEntry(id, owner, null, createdAt, bytes);
  }
}
