package dev.neuron.training.run;

import static java.util.Objects.requireNonNull;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.NeuronService;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
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
 * <p>The thread that trains looks at one field after each epoch. A thread that wants something of
 * it says what and then raises that field.
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

  /**
   * How a training ended, in one value: no reader sees a state without what belongs to it.
   *
   * @param state one of the last three
   * @param snapshot null if there is none
   * @param cause why there is no model; null if there is one
   */
  public record End(
      State state, Instant at, @Nullable ModelSnapshot snapshot, @Nullable Exception cause) {

    private static End without(State state, Exception cause) {
      return new End(state, now(), null, cause);
    }
  }

  private final NeuronService neurons;
  private final StoreRetries storeRetries;
  private final TrainingMeters meters;
  private final long timeLimit;
  private final int epochs;
  private final @Nullable ProgressLog log;
  private final ProgressPoints points;
  private final CompletableFuture<ModelSnapshot> outcome = new CompletableFuture<>();

  /** Let go at the end, with the dataset. */
  private @Nullable PreparedTraining prepared;

  /** The outcome of the training, from its last turn until it is stored. */
  private @Nullable Trained trained;

  private volatile boolean begun;
  private volatile boolean storing;
  private volatile @Nullable Instant startedAt;
  private volatile @Nullable End end;
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
   * @param content null if there is none, or the training was abandoned
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
      NeuronService neurons,
      PreparedTraining prepared,
      StoreRetries storeRetries,
      TrainingMeters meters,
      Duration timeLimit,
      boolean watched) {
    this.neurons = neurons;
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
    End last = end;
    return last != null ? last.state() : begun ? State.RUNNING : State.QUEUED;
  }

  /** How the training ended; null if it has not. */
  public @Nullable End end() {
    return end;
  }

  /**
   * True from the end of the training until its model is in the store, which may be away for a
   * while. The state is {@link State#RUNNING} until then, since clients poll until it is not.
   */
  public boolean isStoring() {
    return storing && end == null;
  }

  /** How many epochs it may have. */
  public int epochs() {
    return epochs;
  }

  public @Nullable Instant startedAt() {
    return startedAt;
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
    if (state() == State.QUEUED) {
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
    if (!begun) {
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
      TrainingResult result = neurons.train(training.training(), this);
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

  /** Works out the findings here, since that takes the rows and a processor. */
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
    if (trained == null && !storing && end == null) {
      trained = ended;
      prepared = null;
      storing = ended.content() != null;
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
      finish(End.without(State.FAILED, ended.faults().apply(e)));
    } catch (Error e) {
      finish(End.without(State.FAILED, new IllegalStateException("The model was not stored", e)));
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
      finish(End.without(State.FAILED, requireNonNull(ended.failure())));
    } else if (content == null || abandoned) {
      meters.ended(result);
      finish(End.without(State.CANCELLED, new CancelledException()));
    } else {
      ModelSnapshot snapshot = attempts.put(content, () -> !abandoned && !stopping);
      meters.ended(result);
      boolean cancelled = result.stopReason() == StopReason.CANCELLED;
      State state = cancelled ? State.CANCELLED : State.SUCCEEDED;
      finish(new End(state, now(), snapshot, null));
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

  /** The training to run; null if it was over before it began. */
  private synchronized @Nullable PreparedTraining beginTurn() {
    turnNanos = System.nanoTime();
    turnOver = false;
    if (!begun && end == null) {
      startedAt = now();
      startNanos = turnNanos;
      begun = true; // last: from now on it is looked at
    }
    return prepared;
  }

  /** Ends what has not begun; what has begun ends itself. */
  private void endBeforeItBegins(State last, Exception cause) {
    End ended = End.without(last, cause);
    synchronized (this) {
      if (begun || end != null) {
        return;
      }
      setEnd(ended);
    }
    if (last == State.CANCELLED) {
      meters.cancelledBeforeItBegan();
    }
    publish(ended);
  }

  private void finish(End ended) {
    synchronized (this) {
      if (end != null) {
        return;
      }
      setEnd(ended);
    }
    publish(ended);
  }

  private synchronized void setEnd(End ended) {
    prepared = null;
    end = ended;
  }

  /** Completes the outcome, outside of the monitor: what depends on it may take long. */
  private void publish(End ended) {
    if (log != null) {
      log.end(ended.snapshot(), ended.cause());
    }
    if (ended.snapshot() == null) {
      outcome.completeExceptionally(requireNonNull(ended.cause()));
    } else {
      outcome.complete(ended.snapshot());
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
