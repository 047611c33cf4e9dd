package dev.neuron.core;

import java.util.Arrays;

/**
 * A pass over the rows of one chunk in panels, with the working space of one thread: blocks of as
 * many panels as the first-level cache holds go through the {@link PanelStages stages} together.
 */
final class PanelPass {

  /** Most rows of a block. */
  private static final int MAX_BLOCK_ROWS = 512;

  /** Values of a block that the first-level cache is sure to hold beside the working space. */
  private static final int BLOCK_VALUES = 2048;

  /**
   * Elements that caches hold. Data beyond that comes from memory, and is asked for ahead of time:
   * 15 to 25 % faster there, slower where the data is near anyway (measured).
   */
  private static final int CACHED_ELEMENTS = 1 << 21;

  private static final int LINE = 8;

  private final Panels panels;
  private final LossFunction loss;
  private final double[] m;
  private final int d;
  private final int blockRows;
  private final int powers;
  private final int logs;
  private final int ones;
  private final int mask;
  private final int sums;
  private final int unread;
  private final boolean farAway;
  private int h;
  private int nextH;

  /**
   * @param space where this pass's working space begins in the panels' memory
   */
  PanelPass(Panels panels, LossFunction loss, int space) {
    this.panels = panels;
    this.loss = loss;
    m = panels.memory();
    d = panels.features();
    farAway = m.length > CACHED_ELEMENTS;
    blockRows = blockRows(d);
    h = space;
    nextH = h + MAX_BLOCK_ROWS;
    powers = nextH + MAX_BLOCK_ROWS;
    logs = powers + MAX_BLOCK_ROWS;
    ones = logs + MAX_BLOCK_ROWS;
    mask = ones + MAX_BLOCK_ROWS;
    sums = mask + MAX_BLOCK_ROWS;
    unread = sums + LaneSums.LANES * (d + 2);
    Arrays.fill(m, ones, mask, 1);
  }

  /** How many elements of working space a pass takes, a multiple of 8. */
  static int space(int features) {
    return 6 * MAX_BLOCK_ROWS + LaneSums.LANES * (features + 3);
  }

  private static int blockRows(int features) {
    int panels = BLOCK_VALUES / (PanelStages.ROWS * features);
    int mostPanels = MAX_BLOCK_ROWS / PanelStages.ROWS;
    return PanelStages.ROWS * Math.clamp(panels, 1, mostPanels);
  }

  /**
   * Forward and backward pass over a chunk.
   *
   * @param p W and b
   * @param first the chunk's first panel
   * @param rows how many rows, at most a chunk's
   * @param totals modified: d + 2 sums from {@code at} on, over x g, g and the loss
   */
  void lossAndGradient(double[] p, int first, int rows, double[] totals, int at) {
    Arrays.fill(m, sums, sums + LaneSums.LANES * (d + 2), 0);
    logits(p, first, rows, 0, h);
    for (int from = 0; from < rows; from += blockRows) {
      touchNext(first, rows, from);
      errors(first, rows, from);
      gradientAndNextLogits(p, first, rows, from);
      int swapped = h;
      h = nextH;
      nextH = swapped;
    }
    for (int q = 0; q < d + 2; q++) {
      totals[at + q] = LaneSums.tree(m, sums + q * LaneSums.LANES, 1);
    }
  }

  /** The sum of the losses of a chunk, by a forward pass alone. */
  double loss(double[] p, int first, int rows) {
    Arrays.fill(m, sums, sums + LaneSums.LANES * (d + 2), 0);
    for (int from = 0; from < rows; from += blockRows) {
      logits(p, first, rows, from, h);
      touchNext(first, rows, from);
      errors(first, rows, from);
    }
    return LaneSums.tree(m, sums + (d + 1) * LaneSums.LANES, 1);
  }

  /** Logits of the block that begins at row {@code from} of the chunk. */
  private void logits(double[] p, int first, int rows, int from, int to) {
    for (int row = from; row < Math.min(from + blockRows, rows); row += PanelStages.ROWS) {
      PanelStages.logits(m, panels.x(first + row / PanelStages.ROWS), p, d, to + row - from);
    }
  }

  /**
   * Reads a value of each cache line of the next block, so that the block is on its way while the
   * processor is at the errors of this one. Java has no instruction for that alone.
   */
  private void touchNext(int first, int rows, int from) {
    int next = from + blockRows;
    if (!farAway || next >= rows) {
      return;
    }
    int x = panels.x(first + next / PanelStages.ROWS);
    int end = x + Math.min(blockRows, rows - next) * d;
    // A feature of a panel is eight lines. Four sums, so that no reading waits for the one before.
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    for (int at = x; at < end; at += PanelStages.ROWS) {
      sum0 += m[at] + m[at + LINE];
      sum1 += m[at + 2 * LINE] + m[at + 3 * LINE];
      sum2 += m[at + 4 * LINE] + m[at + 5 * LINE];
      sum3 += m[at + 6 * LINE] + m[at + 7 * LINE];
    }
    m[unread] = sum0 + sum1 + sum2 + sum3; // or the compiler would leave the reading out
  }

  private void errors(int first, int rows, int from) {
    int count = Math.min(blockRows, rows - from);
    int padded = Math.ceilDiv(count, PanelStages.ROWS) * PanelStages.ROWS;
    int panel = first + from / PanelStages.ROWS;
    int weights = panels.hasWeights() ? panels.weights(panel) : weights(count, padded);
    int y = panels.y(panel);
    int bias = sums + d * LaneSums.LANES;
    PanelStages.powers(m, h, powers, padded);
    if (loss == LossFunction.MSE) {
      PanelStages.squaredErrors(m, h, powers, y, weights, padded, bias);
    } else {
      PanelStages.logs(m, powers, logs, padded);
      PanelStages.crossEntropies(m, h, powers, logs, y, weights, padded, bias);
    }
  }

  /** Weights of 1, and 0 for what fills up the last panel. */
  private int weights(int count, int padded) {
    if (count == padded) {
      return ones;
    }
    Arrays.fill(m, mask, mask + count, 1);
    Arrays.fill(m, mask + count, mask + padded, 0);
    return mask;
  }

  /** The gradient of a block; where vectors are wide, the next block's logits along with it. */
  private void gradientAndNextLogits(double[] p, int first, int rows, int from) {
    int nextFrom = from + blockRows;
    if (!PanelStages.WIDE) {
      logits(p, first, rows, nextFrom, nextH);
    }
    for (int row = from; row < Math.min(nextFrom, rows); row += PanelStages.ROWS) {
      int x = panels.x(first + row / PanelStages.ROWS);
      int g = h + row - from;
      int nextRow = row + blockRows;
      if (PanelStages.WIDE && nextRow < rows) {
        int next = panels.x(first + nextRow / PanelStages.ROWS);
        PanelStages.gradientAndNextLogits(m, x, g, sums, next, p, d, nextH + row - from);
      } else {
        PanelStages.gradient(x, g, d, sums, m);
      }
    }
  }
}
