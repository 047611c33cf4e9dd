package dev.neuron.training.run;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.StopReason;
import dev.neuron.core.Training;
import dev.neuron.core.TrainingListener;
import dev.neuron.core.TrainingResult;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One training under way, from the queue to its end. Works in turns on a thread of the pool; is
 * watched and cancelled from any other.
 *
 * <p>The thread that trains looks at one field after each epoch. Whoever wants something of it says
 * what and then raises that field.
 */
public final class TrainingRun implements TrainingPool.Work, TrainingListener {

  /** Where a training is. */
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  private final ModelStore store;
  private final TrainingMeters meters;
  private final long timeLimit;
  private final int epochs;
  private final @Nullable ProgressLog log;
  private final ProgressPoints points;
  private final CompletableFuture<ModelSnapshot> outcome = new CompletableFuture<>();

  /** Let go at the end, with the dataset. */
  private @Nullable PreparedTraining prepared;

  private volatile State state = State.QUEUED;
  private volatile @Nullable Instant startedAt;
  private volatile @Nullable Instant finishedAt;
  private volatile boolean attention = true;
  private volatile Signal asked = Signal.GO_ON;
  private volatile boolean turnOver;
  private volatile boolean abandoned;
  private volatile long startNanos;
  private volatile long turnNanos;
  private int nextPoint;

  TrainingRun(
      PreparedTraining prepared,
      ModelStore store,
      TrainingMeters meters,
      Duration timeLimit,
      boolean watched) {
    this.prepared = prepared;
    this.store = store;
    this.meters = meters;
    this.timeLimit = timeLimit.toNanos();
    epochs = prepared.epochs();
    log = watched ? new ProgressLog() : null;
    points = new ProgressPoints(watched ? prepared.progressPoints() : 0, epochs);
    nextPoint = points.next();
  }

  /** Completes with the model, or with the exception that says why there is none. */
  public CompletableFuture<ModelSnapshot> outcome() {
    return outcome;
  }

  public State state() {
    return state;
  }

  /** How many epochs it may have. */
  public int epochs() {
    return epochs;
  }

  public @Nullable Instant startedAt() {
    return startedAt;
  }

  public @Nullable Instant finishedAt() {
    return finishedAt;
  }

  /** How far it is; null before its first epoch is over, or if it is not watched. */
  public @Nullable Progress progress() {
    return log == null ? null : log.newest();
  }

  ProgressLog log() {
    if (log == null) {
      throw new IllegalStateException("Nobody watches this training");
    }
    return log;
  }

  /** Ends it; the model so far is kept. */
  public void cancel() {
    ask(Signal.CANCEL);
    end(State.CANCELLED, new CancelledException());
  }

  /** Ends it, and keeps nothing. */
  public void abandon() {
    abandoned = true;
    cancel();
  }

  /** Fails if it has not begun. */
  void refuse(Supplier<RefusedException> refusal) {
    if (state == State.QUEUED) {
      end(State.FAILED, refusal.get());
    }
  }

  @Override
  public void stop(Supplier<RefusedException> refusal) {
    refuse(refusal);
    ask(Signal.CANCEL);
  }

  @Override
  public void tick(boolean othersWait) {
    if (state == State.QUEUED) {
      return; // its turn is only about to begin
    }
    if (System.nanoTime() - startNanos > timeLimit) {
      ask(Signal.OVERDUE);
    }
    if (TrainingPool.isOver(turnNanos, othersWait)) {
      turnOver = true;
    }
    if (log != null || turnOver) {
      attention = true;
    }
  }

  private synchronized void ask(Signal signal) {
    if (asked == Signal.GO_ON) {
      asked = signal;
    }
    attention = true;
  }

  /**
   * Runs what trainings can do side by side, which leaves each at least an epoch to {@link #run}.
   * Those that wait begin with it.
   */
  public static void advance(List<TrainingRun> runs) {
    List<Training> trainings = new ArrayList<>();
    List<TrainingRun> begun = new ArrayList<>();
    for (TrainingRun run : runs) {
      PreparedTraining training = run.beginTurn();
      if (training != null) {
        trainings.add(training.training());
        begun.add(run);
      }
    }
    Training.advance(trainings, begun);
  }

  @Override
  public boolean run() {
    PreparedTraining training = beginTurn();
    if (training == null) {
      return true;
    }
    try {
      TrainingResult result = training.training().run(this);
      if (result == null) {
        return false;
      }
      succeed(training, result);
    } catch (RuntimeException e) {
      meters.failed();
      end(State.FAILED, training.faults().apply(e));
    } catch (Error e) {
      end(State.FAILED, new IllegalStateException("The training broke off", e));
      throw e;
    }
    return true;
  }

  @Override
  public Signal epochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    return attention || epoch + 1 == nextPoint ? attend(epoch, loss, parameters) : Signal.GO_ON;
  }

  /** The result is told as the last progress, with its own loss. */
  @Override
  public void lastEpochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    // nothing is asked for any more
  }

  private Signal attend(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    attention = asked != Signal.GO_ON || turnOver; // until it has been heard
    Signal ending = asked;
    if (ending != Signal.GO_ON) {
      return ending; // this was its last epoch, of which the result is told
    }
    if (log != null) {
      boolean isPoint = epoch + 1 == nextPoint;
      log.add(Progress.of(epoch + 1, epochs, loss, parameters.get()), isPoint);
      if (isPoint) {
        points.advance();
        nextPoint = points.next();
      }
    }
    return turnOver ? Signal.PAUSE : Signal.GO_ON;
  }

  /** What to train; null if that is over before it begins. */
  private synchronized @Nullable PreparedTraining beginTurn() {
    turnNanos = System.nanoTime();
    turnOver = false;
    if (state == State.QUEUED) {
      startedAt = now();
      startNanos = turnNanos;
      state = State.RUNNING; // last: from now on it is looked at
    }
    return state == State.RUNNING ? prepared : null;
  }

  private void succeed(PreparedTraining training, TrainingResult result) {
    if (abandoned) {
      meters.ended(result);
      finish(State.CANCELLED, null, new CancelledException());
      return;
    }
    if (log != null) {
      log.add(Progress.of(result.epochsRun(), epochs, result.loss(), result.parameters()), true);
    }
    ModelSnapshot snapshot = store.put(training.content(result));
    meters.ended(result);
    boolean cancelled = result.stopReason() == StopReason.CANCELLED;
    finish(cancelled ? State.CANCELLED : State.SUCCEEDED, snapshot, null);
  }

  /** Ends what has not begun, or has failed. */
  private synchronized void end(State end, Exception cause) {
    if (end == State.CANCELLED && state != State.QUEUED) {
      return; // it ends itself, with its model so far
    }
    if (end == State.CANCELLED) {
      meters.cancelledBeforeItBegan();
    }
    finish(end, null, cause);
  }

  private synchronized void finish(
      State end, @Nullable ModelSnapshot snapshot, @Nullable Exception cause) {
    if (finishedAt != null) {
      return;
    }
    prepared = null;
    finishedAt = now();
    state = end;
    if (log != null) {
      log.end(snapshot, cause);
    }
    if (snapshot == null) {
      outcome.completeExceptionally(cause == null ? new CancelledException() : cause);
    } else {
      outcome.complete(snapshot);
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
