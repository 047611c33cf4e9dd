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
 * @param owner whose the model will be
 * @param name what it will be called, if anything
 * @param training the training itself
 * @param featureNames d names, if the features have names
 * @param startFrom id of the model that it goes on from, if any
 * @param cost rows × (features + 1) × epochs
 * @param progressPoints at how many epochs, evenly spread, progress is told in any case
 * @param findings what was found while the request was read
 * @param faults puts what goes wrong on the way into terms of the request
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

  /** How many epochs it may have. */
  public int epochs() {
    return training.hyperparameters().epochs();
  }

  /** This, with other terms for what goes wrong on the way. */
  public PreparedTraining withFaults(UnaryOperator<RuntimeException> faults) {
    return new PreparedTraining(
        owner, name, training, featureNames, startFrom, cost, progressPoints, findings, faults);
  }

  /** This, with what was found while the request was read. */
  public PreparedTraining withFindings(List<Finding> findings) {
    return new PreparedTraining(
        owner, name, training, featureNames, startFrom, cost, progressPoints, findings, faults);
  }

  /** The findings before it begins. */
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
