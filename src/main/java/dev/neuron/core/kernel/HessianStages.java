package dev.neuron.core.kernel;

import static dev.neuron.core.kernel.PanelStages.all;
import static dev.neuron.core.kernel.PanelStages.load;

import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The stages of a pass over panels that sums second derivatives, in vectors; {@link PanelStages}
 * explains panels, and how stages are cut.
 *
 * <p>In all methods {@code m} is the array that holds panels and intermediate results, and the
 * integers say where in it something begins; the sums are an array of their own. Every operation is
 * one of {@link LossFunction#curvature} and {@link ScalarKernel#hessian}, in the same order. NaN
 * and overflow propagate.
 */
final class HessianStages {

  private static final int ROWS = PanelStages.ROWS;
  private static final int LANES = LaneSums.LANES;
  private static final int WIDTH = PanelStages.WIDTH;
  private static final int STEP = LaneSums.LANES;

  private HessianStages() {}

  /**
   * c = s ŷ (1 − ŷ) for a panel: the curvature of {@link LossFunction#CROSS_ENTROPY}. Four vectors
   * at a time, so that one divides while others multiply.
   *
   * @param powers where the powers e^−|h| begin
   * @param weights where the weights s of these rows begin
   * @param c modified: 64 curvatures
   */
  static void crossEntropies(double[] m, int powers, int weights, int c) {
    for (int i = 0; i < ROWS; i += 4 * WIDTH) {
      DoubleVector power0 = load(m, powers + i);
      DoubleVector power1 = load(m, powers + i + WIDTH);
      DoubleVector power2 = load(m, powers + i + 2 * WIDTH);
      DoubleVector power3 = load(m, powers + i + 3 * WIDTH);
      DoubleVector rest0 = all(1).div(all(1).add(power0));
      DoubleVector rest1 = all(1).div(all(1).add(power1));
      DoubleVector rest2 = all(1).div(all(1).add(power2));
      DoubleVector rest3 = all(1).div(all(1).add(power3));
      DoubleVector weight0 = load(m, weights + i);
      DoubleVector weight1 = load(m, weights + i + WIDTH);
      DoubleVector weight2 = load(m, weights + i + 2 * WIDTH);
      DoubleVector weight3 = load(m, weights + i + 3 * WIDTH);
      weight0.mul(power0.mul(rest0).mul(rest0)).intoArray(m, c + i);
      weight1.mul(power1.mul(rest1).mul(rest1)).intoArray(m, c + i + WIDTH);
      weight2.mul(power2.mul(rest2).mul(rest2)).intoArray(m, c + i + 2 * WIDTH);
      weight3.mul(power3.mul(rest3).mul(rest3)).intoArray(m, c + i + 3 * WIDTH);
    }
  }

  /**
   * c = s d²L/dh² for a panel: the curvature of {@link LossFunction#MSE}; the parameters are those
   * of {@link #crossEntropies}.
   *
   * @param h where the logits begin
   * @param y where the targets begin
   */
  static void squaredErrors(
      double[] m, int h, int powers, int y, int weights, Curvature curvature, int c) {
    boolean exact = curvature == Curvature.EXACT;
    for (int i = 0; i < ROWS; i += WIDTH) {
      DoubleVector power = load(m, powers + i);
      DoubleVector rest = all(1).div(all(1).add(power));
      DoubleVector p = power.mul(rest);
      DoubleVector t = p.mul(rest);
      DoubleVector target = load(m, y + i);
      VectorMask<Double> negative = load(m, h + i).compare(VectorOperators.LT, all(0));
      DoubleVector far = all(1).sub(target).blend(target, negative);
      DoubleVector bend = p.sub(far).mul(all(-2).fma(p, all(1)));
      DoubleVector factor = exact ? t.add(bend) : t;
      load(m, weights + i).mul(all(2).mul(t).mul(factor)).intoArray(m, c + i);
    }
  }

  /**
   * u = c x_a for a panel and a feature a, Σ u x_a and Σ u, lane by lane.
   *
   * @param x where the feature begins
   * @param u modified: 64 values of u
   * @param sums modified: 8 lane sums of u x_a from {@code square} on, and of u from {@code bias}
   *     on
   */
  static void scale(double[] m, int x, int c, int u, double[] sums, int square, int bias) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector squares = load(sums, square + lane);
      DoubleVector total = load(sums, bias + lane);
      for (int i = lane; i < ROWS; i += 4 * STEP) {
        DoubleVector x0 = load(m, x + i);
        DoubleVector x1 = load(m, x + i + STEP);
        DoubleVector x2 = load(m, x + i + 2 * STEP);
        DoubleVector x3 = load(m, x + i + 3 * STEP);
        DoubleVector u0 = load(m, c + i).mul(x0);
        DoubleVector u1 = load(m, c + i + STEP).mul(x1);
        DoubleVector u2 = load(m, c + i + 2 * STEP).mul(x2);
        DoubleVector u3 = load(m, c + i + 3 * STEP).mul(x3);
        u0.intoArray(m, u + i);
        u1.intoArray(m, u + i + STEP);
        u2.intoArray(m, u + i + 2 * STEP);
        u3.intoArray(m, u + i + 3 * STEP);
        squares = x0.fma(u0, squares);
        squares = x1.fma(u1, squares);
        squares = x2.fma(u2, squares);
        squares = x3.fma(u3, squares);
        total = u0.add(total);
        total = u1.add(total);
        total = u2.add(total);
        total = u3.add(total);
      }
      squares.intoArray(sums, square + lane);
      total.intoArray(sums, bias + lane);
    }
  }

  /**
   * Σ u x of two u for consecutive features x, lane by lane: {@link PanelStages#gradient} twice in
   * one loop, which reads each x for both; only where vectors are {@link PanelStages#WIDE}.
   *
   * @param x where the first of the features begins
   * @param count how many they are
   * @param u the first u; the second begins 64 values further on
   * @param sums modified: 8 lane sums for each feature with the first u from {@code at} on
   * @param next where the lane sums of the second begin
   */
  static void twoProducts(double[] m, int x, int count, int u, double[] sums, int at, int next) {
    DoubleVector u0 = load(m, u);
    DoubleVector u1 = load(m, u + STEP);
    DoubleVector u2 = load(m, u + 2 * STEP);
    DoubleVector u3 = load(m, u + 3 * STEP);
    DoubleVector u4 = load(m, u + 4 * STEP);
    DoubleVector u5 = load(m, u + 5 * STEP);
    DoubleVector u6 = load(m, u + 6 * STEP);
    DoubleVector u7 = load(m, u + 7 * STEP);
    DoubleVector v0 = load(m, u + ROWS);
    DoubleVector v1 = load(m, u + ROWS + STEP);
    DoubleVector v2 = load(m, u + ROWS + 2 * STEP);
    DoubleVector v3 = load(m, u + ROWS + 3 * STEP);
    DoubleVector v4 = load(m, u + ROWS + 4 * STEP);
    DoubleVector v5 = load(m, u + ROWS + 5 * STEP);
    DoubleVector v6 = load(m, u + ROWS + 6 * STEP);
    DoubleVector v7 = load(m, u + ROWS + 7 * STEP);
    for (int j = 0; j < count; j++) {
      int from = x + j * ROWS;
      DoubleVector s = load(sums, at + j * LANES);
      DoubleVector t = load(sums, next + j * LANES);
      DoubleVector value = load(m, from);
      s = value.fma(u0, s);
      t = value.fma(v0, t);
      value = load(m, from + STEP);
      s = value.fma(u1, s);
      t = value.fma(v1, t);
      value = load(m, from + 2 * STEP);
      s = value.fma(u2, s);
      t = value.fma(v2, t);
      value = load(m, from + 3 * STEP);
      s = value.fma(u3, s);
      t = value.fma(v3, t);
      value = load(m, from + 4 * STEP);
      s = value.fma(u4, s);
      t = value.fma(v4, t);
      value = load(m, from + 5 * STEP);
      s = value.fma(u5, s);
      t = value.fma(v5, t);
      value = load(m, from + 6 * STEP);
      s = value.fma(u6, s);
      t = value.fma(v6, t);
      value = load(m, from + 7 * STEP);
      s = value.fma(u7, s);
      t = value.fma(v7, t);
      s.intoArray(sums, at + j * LANES);
      t.intoArray(sums, next + j * LANES);
    }
  }
}
