package dev.neuron.diagnosis;

import dev.neuron.core.data.TargetStatistics;
import dev.neuron.diagnosis.Finding.Code;
import java.util.function.Consumer;

/** Findings on the targets and on rows that are equal. */
final class RowRules {

  /**
   * Below this share of one class, always predicting the other is right for more than 9 rows in 10,
   * and accuracy says next to nothing.
   */
  static final double MINORITY = 0.1;

  /**
   * A share below the bound by less than this is at it: more than sums of weights round, less than
   * one row in a thousand million.
   */
  private static final double TIE = 1e-9;

  /** From this share on, the rest is easier to read ("all but …") than a row of nines. */
  private static final double VANISHING = 1e-6;

  private final DiagnosedDataset data;
  private final TargetStatistics targets;

  RowRules(DiagnosedDataset data) {
    this.data = data;
    targets = data.statistics().targets();
  }

  /**
   * Looks at the rows.
   *
   * @return whether some contradict each other
   */
  boolean check(Consumer<Finding> findings) {
    if (targets.isConstant()) {
      oneClass(findings);
      return false;
    }
    if (targets.isBinary()) {
      balance(findings);
    }
    int contradicting = new EqualRows(data).contradicting();
    if (contradicting > 0) {
      contradicting(contradicting, findings);
    }
    return contradicting > 0;
  }

  private void oneClass(Consumer<Finding> findings) {
    double target = targets.max();
    findings.accept(
        Finding.of(
            Code.ONE_CLASS,
            target,
            "The target is "
                + Figure.exact(target)
                + " in every "
                + data.row()
                + ": there is nothing to tell apart, and the bias alone learns it.",
            "Add rows with another target.",
            null));
  }

  /** Each class is added up by itself, so that neither has an advantage by rounding. */
  private void balance(Consumer<Finding> findings) {
    double ones = targets.sum();
    double both = targets.zeros() + ones;
    double minority = Math.min(targets.zeros(), ones);
    if (minority / MINORITY < both * (1 - TIE)) {
      imbalanced(minority / both, ones < targets.zeros() ? 1 : 0, findings);
    }
  }

  private void imbalanced(double minority, int rare, Consumer<Finding> findings) {
    String has =
        data.byWeight()
            ? " of the weight is on rows with the target " + rare
            : " of the rows have the target " + rare;
    findings.accept(
        Finding.of(
            Code.IMBALANCED,
            minority,
            "Only "
                + Figure.percent(minority)
                + has
                + ": always saying the other is right for "
                + (minority < VANISHING
                    ? "all but " + Figure.percent(minority)
                    : Figure.percent(1 - minority))
                + (data.byWeight() ? " of the weight" : "")
                + ", so a high accuracy means little and the few hardly move W.",
            "Give both classes the same weight (classWeights), or add rows of the rare class.",
            SuggestedChange.of("classWeights", "balanced")));
  }

  private void contradicting(int count, Consumer<Finding> findings) {
    boolean one = count == 1;
    int compared = Math.min(data.rows().rows(), DiagnosedDataset.COMPARED);
    boolean all = data.knowsAllRows() && compared == data.rows().rows();
    findings.accept(
        Finding.of(
                Code.CONTRADICTING_ROWS,
                count,
                (all ? "" : "Of the first " + Figure.grouped(compared) + " rows, ")
                    + count
                    + (one ? " row has" : " rows have")
                    + " the features of an earlier row and another target. No function of these"
                    + " features gives both; the best that a neuron can learn for them is the mean"
                    + (data.byWeight() ? " by weight." : "."),
                "Look whether they are errors; or make one row of equal ones, with the mean of their"
                    + " targets; or add a feature that tells them apart.",
                null)
            .with(RowChange.merging()));
  }
}
