package dev.neuron.cluster;

import dev.neuron.model.ContentMemory;
import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds entries in the index and reads their snapshots, within the memory for contents. */
record SnapshotReader(
    IndexAccess index, SharedContents contents, ContentMemory memory, Certainty certainty) {

  /**
   * Finds a snapshot by its id or name.
   *
   * @param createdAt its version; null for the newest
   * @throws ModelStoreException if there is none, or other members do not respond
   */
  ModelSnapshot find(Owner owner, String idOrName, @Nullable Instant createdAt) {
    IndexEntry entry =
        index.make(new IndexStep.Get(owner, idOrName, createdAt)).entries().getFirst();
    ModelSnapshot snapshot = snapshot(entry);
    if (snapshot == null) {
      forget(entry);
      return find(owner, idOrName, createdAt);
    }
    return snapshot;
  }

  /** Removes an entry whose bytes were lost with all copies, or removed in the meantime. */
  private void forget(IndexEntry entry) {
    certainty.require(); // other members may have it
    try {
      index.make(new IndexStep.Remove(entry.owner(), entry.id()));
    } catch (ModelStoreException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        throw e;
      }
    }
  }

  /** Reads the snapshot of an entry; null if its bytes were lost, or removed in the meantime. */
  private @Nullable ModelSnapshot snapshot(IndexEntry entry) {
    return memory.with(
        entry.bytes(),
        () -> {
          ModelSnapshot snapshot = contents.get(entry.id());
          return snapshot == null ? contents.getFromPrimary(entry.id()) : snapshot;
        });
  }

  /**
   * The summaries of entries, without those whose snapshots are missing or damaged. Reads one
   * content after the other, so that no more than one is held for a list.
   */
  List<ModelSummary> summaries(List<IndexEntry> entries) {
    List<ModelSummary> summaries = new ArrayList<>(entries.size());
    for (IndexEntry entry : entries) {
      summary(entry).ifPresent(summaries::add);
    }
    return summaries;
  }

  private Optional<ModelSummary> summary(IndexEntry entry) {
    try {
      return Optional.ofNullable(snapshot(entry)).map(ModelSummary::of);
    } catch (ModelStoreException e) {
      if (e.kind() == Kind.DAMAGED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
