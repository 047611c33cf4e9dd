package dev.neuron.core.data;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How rows of cells become a dataset, as numbers alone, so that it can be sent to where the rows
 * lie. Whoever makes it has seen all rows: each of their cells can be decoded.
 *
 * @param columns how many cells a row has
 * @param features the columns that become features, in their order
 * @param target the column of the targets
 * @param weights the column of the weights; null if it has none
 * @param classWeights the weights of targets other than 1, and of 1; null if both weigh 1
 */
public record CodedRows(
    int columns,
    List<CodedColumn> features,
    CodedColumn target,
    @Nullable CodedColumn weights,
    double @Nullable [] classWeights) {

  /** Rows of numbers that are features but for the target. */
  public static CodedRows ofNumbers(int columns, int target) {
    List<CodedColumn> features =
        IntStream.range(0, columns)
            .filter(j -> j != target)
            .mapToObj(CodedColumn::ofNumbers)
            .toList();
    return new CodedRows(columns, features, CodedColumn.ofNumbers(target), null, null);
  }

  /** The number d of features. */
  public int featureCount() {
    return features.stream().mapToInt(CodedColumn::width).sum();
  }

  /** True if rows have weights of their own. */
  public boolean isWeighted() {
    return weights != null || classWeights != null;
  }

  /**
   * The rows as a dataset.
   *
   * @param cells row by row, as many as {@code rows} have; not modified
   * @param featureNames d names; null leaves the features unnamed
   */
  public Dataset decode(double[] cells, int rows, @Nullable List<String> featureNames) {
    int d = featureCount();
    double[] x = new double[rows * d];
    double[] y = new double[rows];
    int at = 0;
    for (int i = 0; i < rows; i++) {
      int row = i * columns;
      for (CodedColumn column : features) {
        column.decode(cells[row + column.column()], x, at);
        at += column.width();
      }
      y[i] = target.number(cells[row + target.column()]);
    }
    return Dataset.ofChecked(new Matrix(x, rows, d), y, weights(cells, y), featureNames);
  }

  private double @Nullable [] weights(double[] cells, double[] y) {
    if (!isWeighted()) {
      return null;
    }
    double[] s = new double[y.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = weights == null ? 1 : weights.number(cells[i * columns + weights.column()]);
      s[i] *= classWeights == null ? 1 : classWeights[y[i] == 1 ? 1 : 0];
    }
    return s;
  }
}
