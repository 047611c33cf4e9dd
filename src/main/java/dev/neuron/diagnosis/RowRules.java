package dev.neuron.diagnosis;

import dev.neuron.core.Dataset;
import dev.neuron.diagnosis.Finding.Code;
import java.util.Arrays;
import java.util.function.Consumer;

/** Findings on the targets and on rows that are equal. */
final class RowRules {

  /**
   * Below this share of one class, always predicting the other is right for more than 9 rows in 10,
   * and accuracy says next to nothing.
   */
  static final double MINORITY = 0.1;

  private final Columns columns;
  private final Dataset rows;
  private final Targets targets;

  RowRules(Columns columns, Targets targets) {
    this.columns = columns;
    this.targets = targets;
    rows = columns.rows();
  }

  /**
   * Looks at the rows.
   *
   * @return whether some contradict each other
   */
  boolean check(Consumer<Finding> findings) {
    if (targets.areEqual()) {
      oneClass(findings);
      return false;
    }
    double minority = Math.min(targets.mean(), 1 - targets.mean());
    if (minority < MINORITY && targets.areBinary()) {
      imbalanced(minority, findings);
    }
    int contradicting = contradicting();
    if (contradicting > 0) {
      contradicting(contradicting, findings);
    }
    return contradicting > 0;
  }

  private void oneClass(Consumer<Finding> findings) {
    double target = targets.most();
    findings.accept(
        Finding.of(
            Code.ONE_CLASS,
            target,
            "The target is "
                + Figure.of(target)
                + " in every row: there is nothing to tell apart, and the bias alone learns it.",
            "Add rows with another target.",
            null));
  }

  private void imbalanced(double minority, Consumer<Finding> findings) {
    findings.accept(
        Finding.of(
            Code.IMBALANCED,
            minority,
            "Only "
                + Figure.percent(minority)
                + " of the rows have the target "
                + (targets.mean() < 0.5 ? 1 : 0)
                + ": always saying the other is right for "
                + Figure.percent(1 - minority)
                + ", so a high accuracy means little and the few hardly move W.",
            "Give the rows weights (sampleWeights) with which both classes weigh the same, or add"
                + " rows of the rare class.",
            Cure.balancing()));
  }

  private void contradicting(int count, Consumer<Finding> findings) {
    findings.accept(
        Finding.of(
            Code.CONTRADICTING_ROWS,
            count,
            count
                + " rows have the features of an earlier row and another target. No function of"
                + " these features gives both; the best that a neuron can learn for them is the"
                + " mean.",
            "Look whether they are errors; or make one row of equal ones, with the mean of their"
                + " targets; or add a feature that tells them apart.",
            Cure.merging()));
  }

  /** How many rows have the features of an earlier one and not its target. */
  private int contradicting() {
    int compared = Math.min(rows.rows(), Columns.COMPARED);
    int[] table = new int[Integer.highestOneBit(compared) * 4];
    Arrays.fill(table, -1);
    int count = 0;
    for (int i = 0; i < compared; i++) {
      if (rows.weight(i) > 0) {
        int earlier = earlierOrPut(table, i);
        if (earlier >= 0 && rows.target(earlier) != rows.target(i)) {
          count++;
        }
      }
    }
    return count;
  }

  /**
   * Open addressing over the hashes of rows: the first row like this one; -1 if it is the first.
   */
  private int earlierOrPut(int[] table, int i) {
    int mask = table.length - 1;
    long hash = columns.rowHash(i);
    int at = (int) (hash >>> 32) & mask;
    while (table[at] >= 0) {
      if (columns.rowHash(table[at]) == hash && areEqual(table[at], i)) {
        return table[at];
      }
      at = (at + 1) & mask;
    }
    table[at] = i;
    return -1;
  }

  private boolean areEqual(int i, int k) {
    for (int j = 0; j < rows.features(); j++) {
      if (rows.value(i, j) != rows.value(k, j)) {
        return false;
      }
    }
    return true;
  }
}
