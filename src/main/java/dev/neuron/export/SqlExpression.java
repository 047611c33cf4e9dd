package dev.neuron.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One expression over quoted column names, in standard SQL. Numbers are approximate numeric
 * literals, so that a database computes with floating-point numbers. Some databases fail on an
 * exponential outside their range, so none is computed for |h| > 700.
 */
final class SqlExpression {

  /**
   * The maximum number of terms in a sum. More are nested, since databases limit the depth of
   * expressions.
   */
  private static final int TERMS = 100;

  private SqlExpression() {}

  static String of(ExportedNeuron neuron) {
    List<String> columns = neuron.columns();
    List<String> weights = neuron.weights();
    List<String> terms = new ArrayList<>();
    terms.add(literal(neuron.bias()));
    for (int j = 0; j < columns.size(); j++) {
      terms.add(literal(weights.get(j)) + " * " + identifier(columns.get(j)));
    }
    String h = sum(terms);
    return """
        CASE
          WHEN %1$s < -700 THEN 0.0E0
          WHEN %1$s > 700 THEN 1.0E0
          ELSE 1.0E0 / (1.0E0 + EXP(-%1$s))
        END
        """
        .formatted(h);
  }

  private static String sum(List<String> terms) {
    List<String> sums = terms;
    while (sums.size() > TERMS) {
      List<String> parts = new ArrayList<>();
      for (int from = 0; from < sums.size(); from += TERMS) {
        parts.add(parentheses(sums.subList(from, Math.min(from + TERMS, sums.size()))));
      }
      sums = parts;
    }
    return parentheses(sums);
  }

  private static String parentheses(List<String> terms) {
    return terms.stream().collect(Collectors.joining(" + ", "(", ")"));
  }

  private static String literal(String number) {
    return number.contains("E") ? number : number + "E0";
  }

  /** Quotes a column name, without the null character, which ends a text in C. */
  private static String identifier(String name) {
    return '"' + name.replace("\0", "").replace("\"", "\"\"") + '"';
  }
}
