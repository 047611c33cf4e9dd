package dev.neuron.training.run;

import static java.util.Objects.requireNonNull;

import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import dev.neuron.training.run.TrainingRun.End;
import dev.neuron.training.run.TrainingRun.State;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A training after its last epoch, before its model is stored: a result and what the store is to
 * take, or a failure.
 *
 * @param result null if the training failed
 * @param content null if the training failed or was abandoned
 * @param failure null if there is a result
 * @param faults puts failures of the store into terms of the request
 */
record CompletedTraining(
    @Nullable TrainingResult result,
    ModelSnapshot.@Nullable Content content,
    @Nullable Exception failure,
    UnaryOperator<RuntimeException> faults) {

  static CompletedTraining failed(Exception failure) {
    return new CompletedTraining(null, null, failure, UnaryOperator.identity());
  }

  /**
   * Stores the model, if there is one, and counts the training.
   *
   * @param abandoned whether the model is not wanted any more
   * @param store puts a model into the store
   */
  End store(
      TrainingMeters meters,
      boolean abandoned,
      Function<ModelSnapshot.Content, ModelSnapshot> store) {
    if (result == null) {
      meters.failed();
      return End.without(State.FAILED, requireNonNull(failure));
    }
    if (content == null || abandoned) {
      meters.ended(result);
      return End.without(State.CANCELLED, cancelled());
    }
    ModelSnapshot snapshot = store.apply(content);
    meters.ended(result);
    boolean cancelled = result.stopReason() == StopReason.CANCELLED;
    return End.with(snapshot, cancelled ? State.CANCELLED : State.SUCCEEDED);
  }

  /** Returns the problem of a training that was cancelled and left no model. */
  static ProblemException cancelled() {
    return new ProblemException(
        ProblemType.TRAINING_CANCELLED, "The training was cancelled before it had begun.");
  }
}
