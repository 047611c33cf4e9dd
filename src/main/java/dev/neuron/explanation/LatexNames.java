package dev.neuron.explanation;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;

/**
 * The names of the quantities in a derivation.
 *
 * @param row the loss of a row and the mean over the rows
 * @param total the loss that the step minimises: differs from {@code row} if it includes λ Σ W²
 * @param prime a mark on W and b that are on the scale of scaled features; else empty
 */
record LatexNames(boolean isMse, String row, String total, String prime) {

  static LatexNames of(Derivation derivation) {
    boolean isMse = derivation.loss() == LossFunction.MSE;
    boolean isPenalised = derivation.settings().l2() > 0;
    String row = isMse ? "\\mathrm{MSE}" : isPenalised ? "\\mathrm{CE}" : "L";
    return new LatexNames(
        isMse, row, isPenalised ? "L" : row, derivation.chain().onScale() == null ? "" : "'");
  }

  String input() {
    return prime.isEmpty() ? "x" : "z";
  }

  String weights() {
    return "W" + prime;
  }

  String bias() {
    return "b" + prime;
  }

  /**
   * W or b; of several weights with an index.
   *
   * @param j the feature; their number for b
   */
  String parameter(int j, int features) {
    if (j == features) {
      return bias();
    }
    return features == 1 ? weights() : weights() + "_" + (j + 1);
  }

  /** A feature; of several with an index. */
  String feature(int j, int features) {
    return features == 1 ? input() : input() + "_" + (j + 1);
  }

  /** The weighted mean of what follows. */
  static String mean(Dataset rows) {
    String total = rows.isWeighted() ? "\\sum_i s_i" : String.valueOf(rows.rows());
    return "\\frac{1}{%s} \\sum_{i=1}^{%d} %s"
        .formatted(total, rows.rows(), rows.isWeighted() ? "s_i " : "");
  }
}
