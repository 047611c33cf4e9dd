package dev.neuron.training.run;

import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Diagnosis;
import dev.neuron.diagnosis.Finding;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Owner;
import dev.neuron.model.Provenance;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A training that has been checked and can begin.
 *
 * @param owner owner of the model
 * @param name name of the model, if it has one
 * @param training the training itself
 * @param featureNames d names, if the features have names
 * @param startFrom id of the model that it starts from, if any
 * @param cost rows × (features + 1) × epochs
 * @param progressPoints number of epochs, evenly spread, whose progress no reader skips
 * @param findings findings on the request itself
 * @param faults puts failures of the training into the terms of the request
 */
public record PreparedTraining(
    Owner owner,
    @Nullable String name,
    Training training,
    @Nullable List<String> featureNames,
    @Nullable String startFrom,
    long cost,
    int progressPoints,
    List<Finding> findings,
    UnaryOperator<RuntimeException> faults) {

  /** The maximum number of epochs. */
  public int epochs() {
    return training.hyperparameters().epochs();
  }

  /** A copy that puts failures into other terms. */
  public PreparedTraining withFaults(UnaryOperator<RuntimeException> faults) {
    return new PreparedTraining(
        owner, name, training, featureNames, startFrom, cost, progressPoints, findings, faults);
  }

  /** A copy with these findings on the request. */
  public PreparedTraining withFindings(List<Finding> findings) {
    return new PreparedTraining(
        owner, name, training, featureNames, startFrom, cost, progressPoints, findings, faults);
  }

  /** The findings that can be made before the training begins. */
  public List<Finding> foreseen() {
    return withFound(Diagnosis.before(training));
  }

  private List<Finding> withFound(List<Finding> found) {
    return Stream.concat(findings.stream(), found.stream()).toList();
  }

  /** The content for the store. */
  ModelSnapshot.Content content(TrainingResult result) {
    return new ModelSnapshot.Content(
        owner, name, result.parameters(), featureNames, origin(result));
  }

  private Provenance origin(TrainingResult result) {
    return Provenance.of(
        result, startFrom, withFound(Diagnosis.after(training, result)), training.dataset());
  }
}
