package dev.neuron.training.run;

import dev.neuron.admission.Allowances;
import dev.neuron.admission.Caller;
import dev.neuron.admission.RefusedException;
import dev.neuron.admission.RefusedException.Cause;
import dev.neuron.admission.RejectionFactory;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.NeuronService;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Begins trainings, and waits for those whose callers wait. */
@Component
public final class Trainings {

  /** Short, so that a waiting caller soon receives an error when the store is unavailable. */
  private static final Duration STORING_WHILE_WAITING = Duration.ofSeconds(2);

  private final NeuronService neurons;
  private final TrainingPool pool;
  private final Allowances allowances;
  private final RejectionFactory refusals;
  private final StoreRetries briefly;
  private final StoreRetries patiently;
  private final TrainingMeters meters;
  private final TimeLimits limits;
  private final RunEvents events;

  Trainings(
      NeuronService neurons,
      TrainingPool pool,
      Allowances allowances,
      RejectionFactory refusals,
      ModelStore store,
      TrainingMeters meters,
      TimeLimits limits,
      RunEvents events) {
    this.neurons = neurons;
    this.pool = pool;
    this.allowances = allowances;
    this.refusals = refusals;
    briefly = new StoreRetries(store, STORING_WHILE_WAITING);
    patiently = new StoreRetries(store, limits.maxStoringTime());
    this.meters = meters;
    this.limits = limits;
    this.events = events;
  }

  /**
   * Trains while the caller waits.
   *
   * @throws RefusedException if it cannot begin now, or does not begin in time
   * @throws RuntimeException the failure of the training
   */
  public ModelSnapshot await(Caller caller, PreparedTraining prepared) {
    TrainingRun run =
        new TrainingRun(neurons, prepared, briefly, meters, limits.maxTimeWaiting(), null);
    begin(caller, prepared, run);
    return await(run);
  }

  /**
   * Begins a training that can be watched.
   *
   * @throws RefusedException if it cannot begin now
   */
  public TrainingRun begin(Caller caller, PreparedTraining prepared) {
    ProgressLog log = new ProgressLog(events, prepared.progressPoints(), prepared.epochs());
    TrainingRun run = new TrainingRun(neurons, prepared, patiently, meters, limits.maxTime(), log);
    begin(caller, prepared, run);
    return run;
  }

  /** A training that runs as a part of other work, which the caller submits. */
  public TrainingRun part(PreparedTraining prepared) {
    return new TrainingRun(neurons, prepared, patiently, meters, limits.maxTimeWaiting(), null);
  }

  /** Starts the time limit for storing the models of such parts. */
  public StoreRetries.Attempts attempts() {
    return patiently.begin();
  }

  private void begin(Caller caller, PreparedTraining prepared, TrainingRun run) {
    allowances.spend(caller, prepared.cost());
    pool.submit(caller, run);
  }

  private ModelSnapshot await(TrainingRun run) {
    try {
      try {
        return run.outcome().get(limits.maxTimeWaiting().toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // It is about to end with its model so far, unless it is still waiting for its first turn.
        run.refuse(this::overdue);
        return run.outcome().get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("The training broke off", e);
    } catch (InterruptedException e) {
      run.abandon();
      Thread.currentThread().interrupt();
      throw pool.stopping();
    }
  }

  private RefusedException overdue() {
    return refusals.of(
        Cause.DEADLINE,
        "The training has waited for a turn as long as it may.",
        Duration.ofSeconds(limits.maxTimeWaiting().toSeconds() / 2));
  }
}
