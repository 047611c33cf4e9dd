package dev.neuron.diagnosis;

import dev.neuron.core.ColumnSummary;
import dev.neuron.core.Dataset;
import dev.neuron.core.Training;
import dev.neuron.core.TrainingResult;
import dev.neuron.diagnosis.Finding.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a training before or after it has run. Costs one pass over the training rows, and for
 * one that has not learned a few more.
 */
public final class Diagnosis {

  private final Columns columns;
  private final Targets targets;
  private final List<Finding> findings = new ArrayList<>();
  private final boolean unscaled;
  private final boolean contradicting;

  private Diagnosis(Training training) {
    ColumnSummary all = training.summary();
    Dataset rows = training.trainingRows();
    columns = new Columns(rows, all);
    Targets found = Targets.of(rows, training.hyperparameters().loss());
    targets = all == null ? found : found.ofAll(all, training.hyperparameters().loss());
    unscaled =
        new FeatureRules(columns, training.hyperparameters().standardize()).check(findings::add);
    contradicting = new RowRules(columns, targets).check(findings::add);
  }

  /** What can be found before a training: of its rows alone. */
  public static List<Finding> before(Training training) {
    Diagnosis diagnosis = new Diagnosis(training);
    diagnosis.checkSeparability();
    return List.copyOf(diagnosis.findings);
  }

  /** What is found after a training: of its rows and of how it went. */
  public static List<Finding> after(Training training, TrainingResult result) {
    Diagnosis diagnosis = new Diagnosis(training);
    if (diagnosis.targets.unexplained(result.loss()) > Targets.UNLEARNED) {
      diagnosis.checkSeparability(); // what has been learned well enough needs no such excuse
    }
    CourseRules course = new CourseRules(training, result, diagnosis.targets, diagnosis.unscaled);
    course.check(diagnosis.findings::add);
    FitRules fit = new FitRules(training, result, diagnosis.targets, diagnosis.unscaled);
    fit.check(diagnosis.findings::add);
    return List.copyOf(diagnosis.findings);
  }

  private void checkSeparability() {
    if (contradicting) {
      return; // which says it already
    }
    Separability separability = new Separability(columns, targets);
    if (separability.isShownImpossible()) {
      findings.add(
          Finding.of(
              Code.NOT_SEPARABLE,
              separability.features().size(),
              separability.features().size() == 1
                  ? "No threshold on its one feature has all rows of one class on one side; a neuron"
                      + " draws no other border, so it cannot get every row right."
                  : "No straight line has all rows of one class on one side (their convex hulls"
                      + " overlap); a neuron draws no other border, so it cannot get every row"
                      + " right.",
              "Add features that bend the border, such as products of those that are there; or be"
                  + " content with most rows.",
              separability.cure()));
    }
  }
}
