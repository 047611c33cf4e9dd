package dev.neuron.training.run;

import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Diagnosis;
import dev.neuron.diagnosis.Finding;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Owner;
import dev.neuron.model.Provenance;
import dev.neuron.table.ClassWeights;
import dev.neuron.table.TableEncoding;
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
 * @param encoding how the table became features
 * @param classWeights weights of the classes, if there are any
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
    TableEncoding encoding,
    @Nullable ClassWeights classWeights,
    @Nullable String startFrom,
    long cost,
    int progressPoints,
    List<Finding> findings,
    UnaryOperator<RuntimeException> faults) {

  /** The maximum number of epochs. */
  public int epochs() {
    return training.hyperparameters().epochs();
  }

  /** A copy that puts failures into other terms, after those of this one. */
  public PreparedTraining withFaults(UnaryOperator<RuntimeException> other) {
    return copy(findings, e -> other.apply(faults.apply(e)));
  }

  /** A copy with these findings on the request before its own. */
  public PreparedTraining withFindings(List<Finding> more) {
    return copy(Stream.concat(more.stream(), findings.stream()).toList(), faults);
  }

  private PreparedTraining copy(List<Finding> found, UnaryOperator<RuntimeException> located) {
    return new PreparedTraining(
        owner,
        name,
        training,
        featureNames,
        encoding,
        classWeights,
        startFrom,
        cost,
        progressPoints,
        found,
        located);
  }

  /**
   * The findings and the encoding before the training begins.
   *
   * @param findings on the request and its data
   * @param encoding how the table became features, with the ranges of all rows
   */
  public record Foreseen(List<Finding> findings, TableEncoding encoding) {}

  /** Looks at the data before the training begins. */
  public Foreseen foreseen() {
    Diagnosis diagnosis = Diagnosis.before(training);
    return new Foreseen(withFound(diagnosis.findings()), encodingWithRanges(diagnosis));
  }

  private List<Finding> withFound(List<Finding> found) {
    return Stream.concat(
            findings.stream(), found.stream().map(finding -> finding.inColumns(encoding)))
        .toList();
  }

  /** The content for the store. */
  ModelSnapshot.Content content(TrainingResult result) {
    Diagnosis diagnosis = Diagnosis.after(training, result);
    Provenance provenance =
        Provenance.of(
            result, startFrom, withFound(diagnosis.findings()), classWeights, training.dataset());
    return new ModelSnapshot.Content(
        owner, name, result.parameters(), featureNames, encodingWithRanges(diagnosis), provenance);
  }

  private TableEncoding encodingWithRanges(Diagnosis diagnosis) {
    FeatureStatistics all = diagnosis.statistics();
    return encoding.withRanges(all.min(), all.max());
  }
}
