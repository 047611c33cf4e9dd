package dev.neuron.table;

import java.util.Arrays;

/** The chunk of rows that is being filled. */
final class ChunkBuffer {

  private final int rows;
  private double[] cells = {};
  private int filled;

  /**
   * @param rows how many rows fill it
   */
  ChunkBuffer(int rows) {
    this.rows = rows;
  }

  /**
   * Appends a row; only if the buffer is not full.
   *
   * @param row at least as many cells as there are columns; copied
   */
  void add(double[] row, int columns) {
    if (filled == 0) {
      cells = new double[rows * columns];
    }
    System.arraycopy(row, 0, cells, filled, columns);
    filled += columns;
  }

  boolean isFull() {
    return filled > 0 && filled == cells.length;
  }

  boolean isEmpty() {
    return filled == 0;
  }

  /** Returns the cells row by row, which empties the buffer. */
  double[] take() {
    double[] taken = isFull() ? cells : Arrays.copyOf(cells, filled);
    cells = new double[0];
    filled = 0;
    return taken;
  }
}
