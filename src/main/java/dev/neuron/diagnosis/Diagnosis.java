package dev.neuron.diagnosis;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.TargetStatistics;
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

  /** The targets of the training rows. */
  private final TargetStatistics trained;

  private final BaselineLoss baseline;
  private final List<Finding> findings = new ArrayList<>();
  private final boolean unscaled;
  private final boolean contradicting;

  private Diagnosis(Training training) {
    this.training = training;
    Dataset rows = training.dataset();
    data = new DiagnosedDataset(rows, training.summary());
    TargetStatistics targets = data.statistics().targets();
    Dataset trainingRows = training.trainingRows();
    trained = trainingRows == rows ? targets : TargetStatistics.of(trainingRows);
    baseline = BaselineLoss.of(trained, training.hyperparameters().loss());
    unscaled = new FeatureRules(data, training.hyperparameters()).check(findings::add);
    contradicting = new RowRules(data).check(findings::add);
    if (trained.isConstant() && !targets.isConstant()) {
      oneClassToTrainOn();
    }
  }

  /** The diagnosis before a training: of its data alone. */
  public static Diagnosis before(Training training) {
    Diagnosis diagnosis = new Diagnosis(training);
    diagnosis.checkSeparability();
    return diagnosis;
  }

  /** The diagnosis after a training: of its data and of how it went. */
  public static Diagnosis after(Training training, TrainingResult result) {
    Diagnosis diagnosis = new Diagnosis(training);
    diagnosis.check(result);
    return diagnosis;
  }

  /** The findings, immutable. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** The statistics of all rows, held-out ones among them. */
  public FeatureStatistics statistics() {
    return data.statistics();
  }

  private void check(TrainingResult result) {
    if (baseline.unexplained(result.loss()) > BaselineLoss.UNLEARNED) {
      checkSeparability(); // what has been learned well enough needs no such excuse
    }
    LowerRate lowerRate = new LowerRate(training, result, data, baseline, unscaled);
    new CourseRules(training, result, baseline, lowerRate).check(findings::add);
    new FitRules(training, result, baseline, unscaled).check(findings::add);
  }

  private void checkSeparability() {
    if (!contradicting) { // which says it already
      new Separability(data).check(findings::add);
    }
  }

  /** All rows with other targets are held out. */
  private void oneClassToTrainOn() {
    double target = trained.max();
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
