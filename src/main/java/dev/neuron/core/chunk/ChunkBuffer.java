package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import java.util.Arrays;

/**
 * The chunk that is being filled: takes rows of a table and separates target and features. Not safe
 * for several threads.
 */
final class ChunkBuffer {

  private final int features;
  private final int targetColumn;
  private double[] x = {};
  private double[] y = {};
  private int rows;

  /**
   * @param targetColumn index of the target in a row of features + 1 values
   */
  ChunkBuffer(int features, int targetColumn) {
    this.features = features;
    this.targetColumn = targetColumn;
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == RowChunks.ROWS;
  }

  /**
   * Appends a row; only if the buffer is not full.
   *
   * @param row at least features + 1 values; copied
   */
  void add(double[] row) {
    if (rows == 0) {
      x = new double[RowChunks.ROWS * features];
      y = new double[RowChunks.ROWS];
    }
    int at = rows * features;
    System.arraycopy(row, 0, x, at, targetColumn);
    System.arraycopy(row, targetColumn + 1, x, at + targetColumn, features - targetColumn);
    y[rows++] = row[targetColumn];
  }

  /**
   * The rows as a dataset, which empties the buffer.
   *
   * @throws dev.neuron.core.data.InvalidInputException if a value is out of range, with pointers
   *     {@code x/…} and {@code y/…}
   */
  Dataset take() {
    double[] values = isFull() ? x : Arrays.copyOf(x, rows * features);
    double[] targets = isFull() ? y : Arrays.copyOf(y, rows);
    Matrix matrix = new Matrix(values, rows, features);
    rows = 0;
    x = new double[0];
    y = new double[0];
    return Dataset.of(matrix, targets);
  }
}
