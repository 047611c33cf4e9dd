package dev.neuron.core.kernel;

import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import java.util.Arrays;

/**
 * A pass over the rows of one chunk in panels, with the working space of one thread: each panel
 * goes through all {@link PanelStages stages} while it is in the first-level cache.
 */
final class PanelPass {

  private static final int ROWS = PanelStages.ROWS;

  /**
   * Elements that caches hold. Data beyond that comes from memory, and is read ahead of time: 10 to
   * 15 % faster there, slower where the data is in the caches anyway (measured).
   */
  private static final int CACHED_ELEMENTS = 1 << 21;

  private static final int LINE = 8;

  private final Panels panels;
  private final LossFunction loss;
  private final double[] m;
  private final int d;
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
   * A pass with working space of its own.
   *
   * @param space where this pass's working space begins in the panels' memory
   */
  PanelPass(Panels panels, LossFunction loss, int space) {
    this.panels = panels;
    this.loss = loss;
    m = panels.memory();
    d = panels.features();
    farAway = m.length > CACHED_ELEMENTS;
    h = space;
    nextH = h + ROWS;
    powers = nextH + ROWS;
    logs = powers + ROWS;
    ones = logs + ROWS;
    mask = ones + ROWS;
    sums = mask + ROWS;
    unread = sums + LaneSums.LANES * (d + 2);
    Arrays.fill(m, ones, mask, 1);
  }

  /** The number of elements of working space of a pass, a multiple of 8. */
  static int space(int features) {
    return 6 * ROWS + LaneSums.LANES * (features + 3);
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
    Arrays.fill(m, sums, unread, 0);
    PanelStages.logits(m, panels.x(first), p, d, h);
    int panel = first;
    for (int left = rows; left > 0; left -= ROWS, panel++) {
      boolean last = left <= ROWS;
      errors(panel, left);
      gradientAndNextLogits(p, panel, last);
      int swapped = h;
      h = nextH;
      nextH = swapped;
    }
    for (int q = 0; q < d + 2; q++) {
      totals[at + q] = LaneSums.tree(m, sums + q * LaneSums.LANES, 1);
    }
  }

  /** The sum of the losses of a chunk, by a forward pass only. */
  double loss(double[] p, int first, int rows) {
    Arrays.fill(m, sums, unread, 0);
    int panel = first;
    for (int left = rows; left > 0; left -= ROWS, panel++) {
      PanelStages.logits(m, panels.x(panel), p, d, h);
      errors(panel, left);
    }
    return LaneSums.tree(m, sums + (d + 1) * LaneSums.LANES, 1);
  }

  /**
   * The second derivatives over a chunk.
   *
   * @param lanes room for 8 lane sums of each element of the upper triangle, from {@link
   *     AlignedBufferPool#FIRST} on; modified
   * @param totals modified: the sums of the lanes
   */
  void hessian(
      double[] p, Curvature curvature, int first, int rows, double[] lanes, double[] totals) {
    int from = AlignedBufferPool.FIRST;
    Arrays.fill(lanes, from, from + totals.length * LaneSums.LANES, 0);
    int panel = first;
    for (int left = rows; left > 0; left -= ROWS, panel++) {
      PanelStages.logits(m, panels.x(panel), p, d, h);
      curvatures(panel, left, curvature);
      products(panels.x(panel), lanes);
    }
    for (int q = 0; q < totals.length; q++) {
      totals[q] = LaneSums.tree(lanes, from + q * LaneSums.LANES, 1);
    }
  }

  /** The curvatures of a panel's rows, in the place of the logarithms. */
  private void curvatures(int panel, int left, Curvature curvature) {
    if (farAway && left > ROWS) {
      touch(panels.x(panel + 1));
    }
    int weights = panels.hasWeights() ? panels.weights(panel) : weights(left);
    PanelStages.powers(m, h, powers, ROWS);
    if (loss == LossFunction.MSE) {
      HessianStages.squaredErrors(m, h, powers, panels.y(panel), weights, curvature, logs);
    } else {
      HessianStages.crossEntropies(m, powers, weights, logs);
    }
  }

  /** Adds the products of a panel's rows, two features at a time where there are registers. */
  private void products(int x, double[] lanes) {
    int at = AlignedBufferPool.FIRST;
    for (int a = 0; a < d; ) {
      boolean two = PanelStages.WIDE && a + 1 < d;
      at = two ? productsOfTwo(x, a, lanes, at) : productsOfOne(x, a, lanes, at);
      a += two ? 2 : 1;
    }
    for (int i = 0; i < ROWS; i++) {
      lanes[at + i % LaneSums.LANES] += m[logs + i];
    }
  }

  /**
   * Adds the products of a feature with those from it on, and with the bias.
   *
   * @param at where its lane sums begin
   * @return where those of the next feature begin
   */
  private int productsOfOne(int x, int a, double[] lanes, int at) {
    int next = scale(x, a, h, lanes, at);
    int other = x + (a + 1) * ROWS;
    PanelStages.gradient(other, h, d - a - 1, lanes, at + LaneSums.LANES, m);
    return next;
  }

  /** {@link #productsOfOne} of a feature and the next, which read the others together. */
  private int productsOfTwo(int x, int a, double[] lanes, int at) {
    int next = scale(x, a, h, lanes, at);
    int after = scale(x, a + 1, h + ROWS, lanes, next);
    int sum = at + LaneSums.LANES;
    PanelStages.gradient(x + (a + 1) * ROWS, h, 1, lanes, sum, m);
    int other = x + (a + 2) * ROWS;
    HessianStages.twoProducts(
        m, other, d - a - 2, h, lanes, sum + LaneSums.LANES, next + LaneSums.LANES);
    return after;
  }

  /**
   * Multiplies a feature with the curvatures. Logits and powers are not needed any more: the
   * products take their places.
   */
  private int scale(int x, int a, int u, double[] lanes, int at) {
    int next = at + (d - a + 1) * LaneSums.LANES;
    HessianStages.scale(m, x + a * ROWS, logs, u, lanes, at, next - LaneSums.LANES);
    return next;
  }

  /**
   * Errors and losses of a panel's logits.
   *
   * @param left how many rows of the chunk there are from this panel on
   */
  private void errors(int panel, int left) {
    if (farAway && left > ROWS) {
      touch(panels.x(panel + 1));
    }
    int weights = panels.hasWeights() ? panels.weights(panel) : weights(left);
    int y = panels.y(panel);
    int bias = sums + d * LaneSums.LANES;
    if (PanelStages.powers(m, h, powers, ROWS)) {
      saturatedErrors(y, weights, bias);
    } else if (loss == LossFunction.MSE) {
      PanelStages.squaredErrors(m, h, powers, y, weights, bias);
    } else {
      PanelStages.logs(m, powers, logs, PanelStages.ROWS);
      PanelStages.crossEntropies(m, h, powers, logs, y, weights, bias);
    }
  }

  private void saturatedErrors(int y, int weights, int bias) {
    if (loss == LossFunction.MSE) {
      SaturatedStages.squaredErrors(m, h, powers, y, weights, logs, ROWS);
    } else {
      PanelStages.logs(m, powers, logs, ROWS);
      SaturatedStages.crossEntropies(m, h, powers, y, weights, logs, ROWS);
    }
    SaturatedStages.addUp(m, h, weights, logs, bias);
  }

  /** Weights of 1, and 0 for what fills up the last panel. */
  private int weights(int left) {
    if (left >= ROWS) {
      return ones;
    }
    Arrays.fill(m, mask, mask + left, 1);
    Arrays.fill(m, mask + left, mask + ROWS, 0);
    return mask;
  }

  private void gradientAndNextLogits(double[] p, int panel, boolean last) {
    int x = panels.x(panel);
    if (last) {
      PanelStages.gradient(x, h, d, m, sums, m);
    } else if (PanelStages.WIDE) {
      PanelStages.gradientAndNextLogits(m, x, h, sums, panels.x(panel + 1), p, d, nextH);
    } else {
      PanelStages.gradient(x, h, d, m, sums, m);
      PanelStages.logits(m, panels.x(panel + 1), p, d, nextH);
    }
  }

  /**
   * Reads a value of each cache line of a panel, so that the panel is loaded while the processor
   * computes the errors of the previous one. Java has no prefetch instruction.
   */
  private void touch(int x) {
    // A feature of a panel is eight lines. Four sums, so that no read waits for the previous one.
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    for (int at = x; at < x + d * ROWS; at += ROWS) {
      sum0 += m[at] + m[at + LINE];
      sum1 += m[at + 2 * LINE] + m[at + 3 * LINE];
      sum2 += m[at + 4 * LINE] + m[at + 5 * LINE];
      sum3 += m[at + 6 * LINE] + m[at + 7 * LINE];
    }
    m[unread] = sum0 + sum1 + sum2 + sum3; // or the compiler would remove the reads
  }
}
