package dev.neuron.training.run;

import dev.neuron.training.run.TrainingRun.End;
import dev.neuron.training.run.TrainingRun.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of one training: queued, running, waiting for its model to be stored, ended. Each
 * transition happens once, under this object's monitor; any thread may read at any time.
 */
final class TrainingLifecycle {

  /** Null at the end, so that the dataset can be collected. */
  private @Nullable PreparedTraining prepared;

  /** Set from the last turn until it is taken to be stored. */
  private @Nullable CompletedTraining completed;

  private volatile boolean begun;
  private volatile boolean storing;
  private volatile @Nullable Instant startedAt;
  private volatile @Nullable End end;

  TrainingLifecycle(PreparedTraining prepared) {
    this.prepared = prepared;
  }

  State state() {
    End last = end;
    return last != null ? last.state() : begun ? State.RUNNING : State.QUEUED;
  }

  boolean hasBegun() {
    return begun;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  /** True while the model is waiting for the store. */
  boolean isStoring() {
    return storing && end == null;
  }

  @Nullable End end() {
    return end;
  }

  /**
   * Begins a turn, and with the first turn the training.
   *
   * @return the training to run; null if it ended before it began
   */
  synchronized @Nullable PreparedTraining beginTurn(EpochListener listener) {
    boolean isFirst = !begun && end == null;
    listener.beginTurn(isFirst);
    if (isFirst) {
      startedAt = End.now();
      begun = true; // last: from now on other threads look at it
    }
    return prepared;
  }

  /** Ends the epochs, unless the training has ended. */
  synchronized void complete(CompletedTraining ended) {
    if (completed == null && !storing && end == null) {
      completed = ended;
      prepared = null;
      storing = ended.content() != null;
    }
  }

  /** The completed training, for the first caller only; null for others, or if there is none. */
  synchronized @Nullable CompletedTraining takeCompleted() {
    CompletedTraining taken = completed;
    completed = null;
    return taken;
  }

  /**
   * Ends the training if it has not begun.
   *
   * @return false if it has begun or ended, which changes nothing
   */
  synchronized boolean endBeforeItBegins(End last) {
    return !begun && end(last);
  }

  /**
   * Ends the training.
   *
   * @return false if it has ended before, which changes nothing
   */
  synchronized boolean end(End last) {
    if (end != null) {
      return false;
    }
    prepared = null;
    end = last;
    return true;
  }
}
