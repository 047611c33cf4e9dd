package dev.neuron.core.data;

import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Collects numbers whose count is not known in advance. They lie in blocks that are copied once, at
 * the end, each released as soon as it has been copied: the peak is 2.25 times the memory of the
 * numbers, where an array that doubles when it is full takes three times.
 */
public final class DoubleBlocks {

  private static final int FIRST_LENGTH = 64;

  /** The count up to which capacity doubles; beyond, it grows by a quarter. */
  private static final int SMALL = 4096;

  private static final int MAX_LENGTH = 1 << 17;

  /** The longest array that every JVM can allocate. */
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

  private final Deque<double[]> full = new ArrayDeque<>();
  private double[] block = new double[FIRST_LENGTH];
  private int used;
  private int sizeOfFull;

  /** Appends a number. */
  public void add(double value) {
    if (used == block.length) {
      nextBlock();
    }
    block[used++] = value;
  }

  /** Appends the first numbers of an array. */
  public void add(double[] values, int count) {
    int from = 0;
    while (from < count) {
      if (used == block.length) {
        nextBlock();
      }
      int length = Math.min(count - from, block.length - used);
      System.arraycopy(values, from, block, used, length);
      used += length;
      from += length;
    }
  }

  /** The number of values so far. */
  public int size() {
    return sizeOfFull + used;
  }

  /** All numbers, in an array of just their length; nothing may be added afterwards. */
  public double[] toArray() {
    double[] values = take();
    return values.length == size() ? values : Arrays.copyOf(values, size());
  }

  /** All numbers, in an array that may be longer; nothing may be added afterwards. */
  double[] take() {
    if (full.isEmpty()) {
      return block;
    }
    double[] values = new double[size()];
    System.arraycopy(block, 0, values, sizeOfFull, used);
    block = new double[0];
    int to = 0;
    while (!full.isEmpty()) {
      double[] next = full.removeFirst();
      System.arraycopy(next, 0, values, to, next.length);
      to += next.length;
    }
    return values;
  }

  private void nextBlock() {
    if (size() == MAX_SIZE) {
      throw new InvalidInputException(
          Reason.NUMBER_OUT_OF_RANGE, "", "More values than one array can hold.");
    }
    full.addLast(block);
    sizeOfFull += used;
    int growth = sizeOfFull < SMALL ? sizeOfFull : Math.min(sizeOfFull / 4, MAX_LENGTH);
    block = new double[Math.min(growth, MAX_SIZE - sizeOfFull)];
    used = 0;
  }
}
