package dev.neuron.core.data;

import java.util.Arrays;

/**
 * The lines of a text on which its rows begin. Takes memory only for rows that do not begin on the
 * line after the row before, such as those behind a cell with a line break.
 */
public final class RowLines {

  /** Pairs of a row and its line, ascending, from which both count up. */
  private int[] jumps = new int[2];

  private int length;

  /** Notes the line of a row; rows come in their order, and lines are ascending. */
  public void add(int row, int line) {
    if (length > 0 && line == line(row)) {
      return;
    }
    if (length == jumps.length) {
      jumps = Arrays.copyOf(jumps, 2 * length);
    }
    jumps[length] = row;
    jumps[length + 1] = line;
    length += 2;
  }

  /** The memory that this takes. */
  public long bytes() {
    return (long) Integer.BYTES * jumps.length;
  }

  /** The line of a row, counted from 1. */
  public int line(int row) {
    int low = 0;
    int high = length / 2 - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (jumps[2 * middle] <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return jumps[2 * low + 1] + row - jumps[2 * low];
  }
}
