package dev.neuron.training.run;

import static java.util.Objects.requireNonNull;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.NeuronService;
import dev.neuron.core.training.LockstepGroups;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingListener.Signal;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.model.ModelSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One training, from the queue to its end. Works in turns on a thread of the pool; other threads
 * watch and cancel it.
 */
public final class TrainingRun implements TrainingPool.Work {

  /** The states of a training. */
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  /**
   * The end of a training, as one value, so that no reader sees a state without its model or cause.
   *
   * @param state one of the last three
   * @param snapshot the model; null if there is none
   * @param cause why there is no model; null if there is one
   */
  public record End(
      State state, Instant at, @Nullable ModelSnapshot snapshot, @Nullable Exception cause) {

    static End with(ModelSnapshot snapshot, State state) {
      return new End(state, now(), snapshot, null);
    }

    static End without(State state, Exception cause) {
      return new End(state, now(), null, cause);
    }

    static Instant now() {
      return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
  }

  private final NeuronService neurons;
  private final StoreRetries storeRetries;
  private final TrainingMeters meters;
  private final int epochs;
  private final @Nullable ProgressLog log;
  private final EpochListener listener;
  private final TrainingLifecycle lifecycle;
  private final CompletableFuture<ModelSnapshot> outcome = new CompletableFuture<>();

  private volatile boolean abandoned;
  private volatile boolean stopping;

  /**
   * @param timeLimit from the beginning, after which the training ends with its model so far
   * @param log null for a training that is not watched
   */
  TrainingRun(
      NeuronService neurons,
      PreparedTraining prepared,
      StoreRetries storeRetries,
      TrainingMeters meters,
      Duration timeLimit,
      @Nullable ProgressLog log) {
    this.neurons = neurons;
    this.storeRetries = storeRetries;
    this.meters = meters;
    this.log = log;
    epochs = prepared.epochs();
    lifecycle = new TrainingLifecycle(prepared);
    listener = new EpochListener(epochs, timeLimit, log);
  }

  /** Completes with the model, or with the exception for which there is none. */
  public CompletableFuture<ModelSnapshot> outcome() {
    return outcome;
  }

  /** The state; {@link State#RUNNING} until the model is stored. */
  public State state() {
    return lifecycle.state();
  }

  /** The end of the training; null if it has not ended. */
  public @Nullable End end() {
    return lifecycle.end();
  }

  /**
   * True from the last epoch until the model is in the store, which may be unavailable for a while.
   * The state is {@link State#RUNNING} until then, since clients poll until it is not.
   */
  public boolean isStoring() {
    return lifecycle.isStoring();
  }

  /** The maximum number of epochs. */
  public int epochs() {
    return epochs;
  }

  /** The time of the first turn, to the microsecond; null before it. */
  public @Nullable Instant startedAt() {
    return lifecycle.startedAt();
  }

  /** The newest progress; null before the first epoch is over, or if it is not watched. */
  public @Nullable Progress progress() {
    return log == null ? null : log.newest();
  }

  ProgressLog log() {
    if (log == null) {
      throw new IllegalStateException("This training is not watched");
    }
    return log;
  }

  /** Ends the training; its model so far is stored. */
  public void cancel() {
    listener.end(Signal.CANCEL);
    endBeforeItBegins(State.CANCELLED, CompletedTraining.cancelled());
  }

  /** Ends the training without storing a model. */
  public void abandon() {
    abandoned = true;
    cancel();
  }

  /** Fails the training if it has not begun. */
  void refuse(Supplier<RefusedException> refusal) {
    if (state() == State.QUEUED) {
      endBeforeItBegins(State.FAILED, refusal.get());
    }
  }

  @Override
  public void stop(Supplier<RefusedException> refusal) {
    stopping = true;
    refuse(refusal);
    listener.end(Signal.CANCEL);
  }

  @Override
  public void tick(boolean othersWait) {
    if (lifecycle.hasBegun()) { // else its turn is about to begin
      listener.tick(othersWait);
    }
  }

  /**
   * Runs trainings side by side as far as that is possible, which leaves each at least an epoch to
   * {@link #run}. Queued trainings begin with it.
   */
  public static void advance(List<TrainingRun> runs) {
    List<Training> trainings = new ArrayList<>();
    List<TrainingListener> listeners = new ArrayList<>();
    for (TrainingRun run : runs) {
      PreparedTraining training = run.beginTurn();
      if (training != null) {
        trainings.add(training.training());
        listeners.add(run.listener);
      }
    }
    LockstepGroups.advance(trainings, listeners);
  }

  @Override
  public boolean run() {
    PreparedTraining training = beginTurn();
    if (training == null) {
      return true;
    }
    try {
      TrainingResult result = neurons.train(training.training(), listener);
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

  /** Begins a turn; returns the training to run, or null if it ended before it began. */
  @Nullable PreparedTraining beginTurn() {
    return lifecycle.beginTurn(listener);
  }

  /** Works out the findings on this thread, since they need the rows and a processor. */
  private void succeeded(PreparedTraining training, TrainingResult result) {
    if (log != null && !abandoned) {
      log.addResult(Progress.of(result.epochsRun(), epochs, result.loss(), result.parameters()));
    }
    lifecycle.complete(
        new CompletedTraining(
            result, abandoned ? null : training.content(result), null, training.faults()));
  }

  /** Fails the training for a reason outside of it, unless it has ended. */
  public void failed(Exception cause) {
    lifecycle.complete(CompletedTraining.failed(cause));
  }

  @Override
  public void complete() {
    complete(storeRetries.begin());
  }

  /**
   * Puts the model into the store, and ends the training.
   *
   * @param attempts how long to retry while the store is unavailable
   */
  public void complete(StoreRetries.Attempts attempts) {
    CompletedTraining ended = lifecycle.takeCompleted();
    if (ended == null) {
      return; // it ended before it began
    }
    try {
      finish(
          ended.store(
              meters, abandoned, content -> attempts.put(content, () -> !abandoned && !stopping)));
    } catch (RuntimeException e) {
      meters.failed();
      finish(End.without(State.FAILED, ended.faults().apply(e)));
    } catch (Error e) {
      finish(End.without(State.FAILED, new IllegalStateException("The model was not stored", e)));
      throw e;
    }
  }

  /** Ends the training if it has not begun; if it has, its own thread ends it. */
  private void endBeforeItBegins(State last, Exception cause) {
    End ended = End.without(last, cause);
    if (lifecycle.endBeforeItBegins(ended)) {
      if (last == State.CANCELLED) {
        meters.cancelledBeforeItBegan();
      }
      publish(ended);
    }
  }

  private void finish(End ended) {
    if (lifecycle.end(ended)) {
      publish(ended);
    }
  }

  /** Completes the outcome, outside of the monitor, since its dependents may take long. */
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
}
