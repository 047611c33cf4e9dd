package dev.neuron.diagnosis;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.TargetSummary;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Finding.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a training before or after it has run. Findings on data are of all rows, those held out
 * among them; findings on how it went are of the training rows. Costs one pass over the rows, and
 * for one that has not learned a few more; one whose loss swings or rises is tried again if it is
 * small.
 */
public final class Diagnosis {

  private final Training training;
  private final DiagnosedDataset data;
  private final Targets targets;

  /** Of the training rows. */
  private final Targets trained;

  private final List<Finding> findings = new ArrayList<>();
  private final boolean unscaled;
  private final boolean contradicting;

  private Diagnosis(Training training) {
    this.training = training;
    LossFunction loss = training.hyperparameters().loss();
    Dataset rows = training.dataset();
    data = new DiagnosedDataset(rows, training.summary());

    targets = Targets.of(data.statistics().targets(), loss);
    Dataset trainingRows = training.trainingRows();
    trained = trainingRows == rows ? targets : Targets.of(TargetSummary.of(trainingRows), loss);
    unscaled = new FeatureRules(data, training.hyperparameters()).check(findings::add);
    contradicting = new RowRules(data, targets).check(findings::add);
    if (trained.areEqual() && !targets.areEqual()) {
      oneClassToTrainOn();
    }
  }

  /** The findings before a training: on its data alone. */
  public static List<Finding> before(Training training) {
    Diagnosis diagnosis = new Diagnosis(training);
    diagnosis.checkSeparability();
    return List.copyOf(diagnosis.findings);
  }

  /** The findings after a training: on its data and on how it went. */
  public static List<Finding> after(Training training, TrainingResult result) {
    Diagnosis diagnosis = new Diagnosis(training);
    diagnosis.check(result);
    return List.copyOf(diagnosis.findings);
  }

  private void check(TrainingResult result) {
    if (trained.unexplained(result.loss()) > Targets.UNLEARNED) {
      checkSeparability(); // what has been learned well enough needs no such excuse
    }
    LowerRate lowerRate = new LowerRate(training, result, data, trained, unscaled);
    new CourseRules(training, result, trained, lowerRate).check(findings::add);
    new FitRules(training, result, trained, unscaled).check(findings::add);
  }

  private void checkSeparability() {
    if (!contradicting) { // which says it already
      new Separability(data, targets).check(findings::add);
    }
  }

  /** All rows with other targets are held out. */
  private void oneClassToTrainOn() {
    double target = trained.found().most();
    findings.add(
        Finding.of(
            Code.ONE_CLASS,
            target,
            "The target is "
                + Figure.exact(target)
                + " in every training row; the rows with another are all among those held out, so"
                + " the neuron never sees them.",
            "Set validationFraction to 0, or add rows with other targets.",
            SuggestedChange.of("validationFraction", 0)));
  }
}
