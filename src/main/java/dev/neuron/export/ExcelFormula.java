package dev.neuron.export;

import java.util.List;

/** One formula for the row 2, whose features stand from column A on. */
final class ExcelFormula {

  private static final int MAX_LENGTH = 8192;
  private static final int LETTERS = 26;

  private ExcelFormula() {}

  static String of(ExportedNeuron neuron) {
    StringBuilder h = new StringBuilder(neuron.bias());
    List<String> weights = neuron.weights();
    for (int j = 0; j < weights.size(); j++) {
      h.append('+').append(weights.get(j)).append('*').append(column(j)).append('2');
    }
    // EXP(710) is an error; beyond 700, the bound changes nothing that a cell can show.
    String formula = "=1/(1+EXP(-MAX(-700,MIN(700," + h + "))))";
    if (formula.length() > MAX_LENGTH) {
      throw ExportedNeuron.refusal(
          "The formula would have %d characters, in Excel it may have %d."
              .formatted(formula.length(), MAX_LENGTH));
    }
    return formula + "\n";
  }

  /** A … Z, AA … */
  private static String column(int index) {
    String last = Character.toString('A' + index % LETTERS);
    return index < LETTERS ? last : column(index / LETTERS - 1) + last;
  }
}
