package dev.neuron.export;

import java.util.List;

/** The neuron as an Excel formula for row 2, with the features from column A on. */
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

  /** Returns the name of a column: A … Z, AA … */
  private static String column(int index) {
    String last = Character.toString('A' + index % LETTERS);
    return index < LETTERS ? last : column(index / LETTERS - 1) + last;
  }
}
