package dev.neuron.explanation;

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
}
