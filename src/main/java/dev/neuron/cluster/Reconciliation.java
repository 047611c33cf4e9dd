package dev.neuron.cluster;

import static java.util.Objects.requireNonNull;

import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.StoreBounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings index and bytes together again where they have come apart: after members were lost, and
 * when two parts of a split cluster become one. A deletion is a tombstone in the place of the
 * bytes, for as long as the index remembers the id; so bytes from the other side do not bring it
 * back.
 */
final class Reconciliation {

  private final Function<IndexStep, IndexAnswer> index;
  private final SharedContents contents;
  private final StoreBounds bounds;
  private final Quorum quorum;

  Reconciliation(
      Function<IndexStep, IndexAnswer> index,
      SharedContents contents,
      StoreBounds bounds,
      Quorum quorum) {
    this.index = index;
    this.contents = contents;
    this.bounds = bounds;
    this.quorum = quorum;
  }

  /** Removes deleted snapshots from the index, and puts tombstones in their places. */
  void bury(List<String> ids) {
    List<String> forgotten = index.apply(new IndexStep.Bury(ids)).unknown();
    ids.forEach(contents::bury);
    forgotten.forEach(contents::remove);
  }

  /** Takes what the index has lost into it again, and removes what it does not want. */
  void adopt(List<String> lost) {
    adoptReadable(withoutBuried(lost, contents::isBuried));
  }

  /** Buries the ids that have a tombstone; returns the others. */
  private List<String> withoutBuried(Collection<String> ids, Predicate<String> hasTombstone) {
    Map<Boolean, List<String>> byTombstone =
        ids.stream().collect(Collectors.partitioningBy(hasTombstone));
    List<String> buried = byTombstone.getOrDefault(true, List.of());
    if (!buried.isEmpty()) {
      bury(buried);
    }
    return byTombstone.getOrDefault(false, List.of());
  }

  private void adoptReadable(List<String> ids) {
    adoptSnapshots(ids.stream().map(contents::readable).flatMap(Optional::stream).toList());
  }

  private void adoptSnapshots(List<ModelSnapshot> lost) {
    IndexAnswer answer =
        index.apply(new IndexStep.Adopt(lost.stream().map(IndexEntry::of).toList(), bounds));
    Map<String, ModelSnapshot> byId =
        lost.stream().collect(Collectors.toMap(ModelSnapshot::id, Function.identity()));
    for (IndexEntry adopted : answer.entries()) {
      ModelSnapshot snapshot = byId.get(adopted.id());
      if (snapshot != null && !snapshot.createdAt().equals(adopted.createdAt())) {
        contents.put(new ModelSnapshot(adopted.id(), adopted.createdAt(), snapshot.content()));
      }
    }
    contents.remove(answer.gone());
  }

  /** The bytes of the snapshots, and the tombstones, that this member owns. */
  Map<String, byte[]> localValues() {
    return contents.localValues();
  }

  /**
   * Takes over what another cluster had: its deletions, and its snapshots as far as they have been
   * neither deleted nor evicted here. May be repeated.
   */
  void takeOver(Map<String, byte[]> values) {
    List<String> kept =
        new ArrayList<>(
            withoutBuried(values.keySet(), id -> requireNonNull(values.get(id)).length == 0));
    kept.removeAll(index.apply(new IndexStep.Deleted(kept)).unknown());
    kept.forEach(id -> contents.putIfAbsent(id, requireNonNull(values.get(id))));
    adoptReadable(index.apply(new IndexStep.Unknown(kept)).unknown());
  }

  /** The ids of snapshots that this member owns and the index does not know. */
  List<String> unknown() {
    if (!quorum.isMet()) {
      return List.of(); // only those who may change the index need to know
    }
    return index.apply(new IndexStep.Unknown(List.copyOf(contents.local()))).unknown();
  }
}
