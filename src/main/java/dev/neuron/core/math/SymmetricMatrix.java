package dev.neuron.core.math;

/**
 * A symmetric matrix of which the upper triangle is stored, row by row: element (i, j) with i ≤ j
 * is where the rows before i, each without what is left of its diagonal, end. Not safe for use by
 * several threads.
 */
public final class SymmetricMatrix {

  private final int size;
  private final double[] values;

  /** The zero matrix with this number of rows and of columns. */
  public SymmetricMatrix(int size) {
    this.size = size;
    values = new double[elements(size)];
  }

  /**
   * The number of elements of the upper triangle: size (size + 1) / 2.
   *
   * @param size at most 65,535
   */
  public static int elements(int size) {
    return (int) (size * (size + 1L) / 2);
  }

  /** The number of rows, which is that of columns. */
  public int size() {
    return size;
  }

  /** The upper triangle, row by row: the array itself. */
  public double[] values() {
    return values;
  }

  /**
   * The place of (i, i), where row i of the triangle begins; that of (i, j) is j − i further on.
   */
  public int diagonal(int i) {
    return (int) (i * (2L * size - i + 1) / 2);
  }

  /** Element (i, j). */
  public double at(int i, int j) {
    return i <= j ? values[diagonal(i) + j - i] : values[diagonal(j) + i - j];
  }

  /** Divides all elements. */
  public void divide(double divisor) {
    for (int k = 0; k < values.length; k++) {
      values[k] /= divisor;
    }
  }

  /** Adds to element (i, i). */
  public void addToDiagonal(int i, double value) {
    values[diagonal(i)] += value;
  }

  /** The largest element of the diagonal; NaN if one of them is NaN. */
  public double maxDiagonal() {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      max = Math.max(max, values[diagonal(i)]);
    }
    return max;
  }

  /**
   * vᵀ A v.
   *
   * @param v size values
   */
  public double quadraticForm(double[] v) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      int row = diagonal(i);
      double ofRow = 0.5 * values[row] * v[i];
      for (int j = i + 1; j < size; j++) {
        ofRow = Math.fma(values[row + j - i], v[j], ofRow);
      }
      sum = Math.fma(2 * v[i], ofRow, sum);
    }
    return sum;
  }
}
