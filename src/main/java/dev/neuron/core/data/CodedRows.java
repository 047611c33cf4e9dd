package dev.neuron.core.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of cells become a dataset, as numbers alone, so that it can be sent to where the rows
 * lie. Built after all rows have been seen, so that every cell can be decoded.
 *
 * @param columns how many cells a row has
 * @param features the columns that become features, in their order
 * @param target the column of the targets
 * @param weights the column of the weights; null if rows have no weights
 * @param classWeights the weights of targets other than 1, and of 1; null if both weigh 1
 */
public record CodedRows(
    int columns,
    List<CodedColumn> features,
    CodedColumn target,
    @Nullable CodedColumn weights,
    double @Nullable [] classWeights) {

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
    int[] runs = runs();
    for (int i = 0; i < rows; i++) {
      int row = i * columns;
      decode(cells, row, x, i * d, runs);
      y[i] = target.number(cells[row + target.column()]);
    }
    return Dataset.ofChecked(new Matrix(x, rows, d), y, weights(cells, y), featureNames);
  }

  private void decode(double[] cells, int row, double[] x, int from, int[] runs) {
    int at = from;
    int k = 0;
    while (k < runs.length) {
      CodedColumn column = features.get(k);
      if (runs[k] > 1) {
        System.arraycopy(cells, row + column.column(), x, at, runs[k]);
        at += runs[k];
        k += runs[k];
      } else {
        column.decode(cells[row + column.column()], x, at);
        at += column.width();
        k++;
      }
    }
  }

  /**
   * For each column of features, how many from it on are neighbours of numbers alone, which are
   * copied at once.
   */
  private int[] runs() {
    int[] runs = new int[features.size()];
    for (int k = runs.length - 1; k >= 0; k--) {
      CodedColumn column = features.get(k);
      boolean goesOn =
          k + 1 < runs.length
              && runs[k + 1] > 0
              && features.get(k + 1).column() == column.column() + 1;
      runs[k] = column.isOfNumbersAlone() ? 1 + (goesOn ? runs[k + 1] : 0) : 0;
    }
    return runs;
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
