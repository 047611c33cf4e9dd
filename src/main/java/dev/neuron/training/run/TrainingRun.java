package dev.neuron.training.run;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.StopReason;
import dev.neuron.core.Training;
import dev.neuron.core.TrainingListener;
import dev.neuron.core.TrainingResult;
import dev.neuron.model.ModelSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
    /**
     * It has been trained; its model is being put into the store, which may be away for a while.
     */
    STORING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  private final StoreRetries storeRetries;
  private final TrainingMeters meters;
  private final long timeLimit;
  private final int epochs;
  private final @Nullable ProgressLog log;
  private final ProgressPoints points;
  private final CompletableFuture<ModelSnapshot> outcome = new CompletableFuture<>();

  /** Let go at the end, with the dataset. */
  private @Nullable PreparedTraining prepared;

  /** What came of the training, from its last turn until it is stored. */
  private @Nullable Trained trained;

  private volatile State state = State.QUEUED;
  private volatile @Nullable Instant startedAt;
  private volatile @Nullable Instant finishedAt;
  private volatile boolean attention = true;
  private volatile Signal asked = Signal.GO_ON;
  private volatile boolean turnOver;
  private volatile boolean abandoned;
  private volatile boolean stopping;
  private volatile long startNanos;
  private volatile long turnNanos;
  private int nextPoint;

  /**
   * What came of a training: a result with what the store is to take, or the failure.
   *
   * @param content null if there is none, or nobody wants it
   * @param faults puts what goes wrong with the store into terms of the request
   */
  private record Trained(
      @Nullable TrainingResult result,
      ModelSnapshot.@Nullable Content content,
      @Nullable Exception failure,
      UnaryOperator<RuntimeException> faults) {

    static Trained failed(Exception failure) {
      return new Trained(null, null, failure, UnaryOperator.identity());
    }
  }

  TrainingRun(
      PreparedTraining prepared,
      StoreRetries storeRetries,
      TrainingMeters meters,
      Duration timeLimit,
      boolean watched) {
    this.prepared = prepared;
    this.storeRetries = storeRetries;
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
    endBeforeItBegins(State.CANCELLED, new CancelledException());
  }

  /** Ends it, and keeps nothing. */
  public void abandon() {
    abandoned = true;
    cancel();
  }

  /** Fails if it has not begun. */
  void refuse(Supplier<RefusedException> refusal) {
    if (state == State.QUEUED) {
      endBeforeItBegins(State.FAILED, refusal.get());
    }
  }

  @Override
  public void stop(Supplier<RefusedException> refusal) {
    stopping = true;
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
      succeeded(training, result);
    } catch (RuntimeException e) {
      failed(training.faults().apply(e));
    } catch (Error e) {
      failed(new IllegalStateException("The training broke off", e));
      throw e;
    }
    return true;
  }

  /** What the training found is worked out here, since that takes its rows and a processor. */
  private void succeeded(PreparedTraining training, TrainingResult result) {
    if (log != null && !abandoned) {
      log.add(Progress.of(result.epochsRun(), epochs, result.loss(), result.parameters()), true);
    }
    ended(
        new Trained(result, abandoned ? null : training.content(result), null, training.faults()));
  }

  /** Fails it for a reason outside of it, unless it has ended. */
  public void failed(Exception cause) {
    ended(Trained.failed(cause));
  }

  private synchronized void ended(Trained ended) {
    if (trained == null && (state == State.QUEUED || state == State.RUNNING)) {
      trained = ended;
      prepared = null;
      state = ended.content() == null ? state : State.STORING;
    }
  }

  @Override
  public void complete() {
    complete(storeRetries.begin());
  }

  /**
   * Puts the model into the store, and ends.
   *
   * @param attempts how long that is tried, if the store is away
   */
  public void complete(StoreRetries.Attempts attempts) {
    Trained ended = takeTrained();
    if (ended == null) {
      return; // it was over before it began
    }
    try {
      store(ended, attempts);
    } catch (RuntimeException e) {
      meters.failed();
      finish(State.FAILED, null, ended.faults().apply(e));
    } catch (Error e) {
      finish(State.FAILED, null, new IllegalStateException("The model was not stored", e));
      throw e;
    }
  }

  private synchronized @Nullable Trained takeTrained() {
    Trained taken = trained;
    trained = null;
    return taken;
  }

  private void store(Trained ended, StoreRetries.Attempts attempts) {
    TrainingResult result = ended.result();
    ModelSnapshot.Content content = ended.content();
    if (result == null) {
      meters.failed();
      finish(State.FAILED, null, ended.failure());
    } else if (content == null || abandoned) {
      meters.ended(result);
      finish(State.CANCELLED, null, new CancelledException());
    } else {
      ModelSnapshot snapshot = attempts.put(content, () -> !abandoned && !stopping);
      meters.ended(result);
      boolean cancelled = result.stopReason() == StopReason.CANCELLED;
      finish(cancelled ? State.CANCELLED : State.SUCCEEDED, snapshot, null);
    }
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

  /** Ends what has not begun; what has begun ends itself. */
  private void endBeforeItBegins(State end, Exception cause) {
    synchronized (this) {
      if (state != State.QUEUED) {
        return;
      }
      state = end; // from now on it does not begin
    }
    if (end == State.CANCELLED) {
      meters.cancelledBeforeItBegan();
    }
    finish(end, null, cause);
  }

  /**
   * Ends it. Those who wait for the outcome are told outside of the monitor: that may take long.
   */
  private void finish(State end, @Nullable ModelSnapshot snapshot, @Nullable Exception cause) {
    synchronized (this) {
      if (finishedAt != null) {
        return;
      }
      prepared = null;
      finishedAt = now();
      state = end;
    }
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
