package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.ElementaryFunctions;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.Sigmoid;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The stages of a pass over panels, in vectors: a large training spends its time here.
 *
 * <p><b>The panel.</b> {@value #ROWS} rows lie together, column by column: value (i, j) of a panel
 * at j · 64 + i. A vector then holds one feature of neighbouring rows, so that no sum over features
 * ever runs across a vector, memory is read in one forward stream, and rows that share a lane
 * (equal i mod 8) stand in the same place of a vector, which is the order of addition that {@link
 * LaneSums} promises. A machine with 512-bit vectors goes over a panel once, with all eight lanes
 * in a vector; one with 256 bits twice, four lanes at a time; one with 128 bits four times. The
 * bits are the same.
 *
 * <p><b>The stages.</b> Logits, powers e^−|h|, errors, gradient: methods over arrays that the
 * first-level cache holds. The compiler keeps a vector in registers only within one compiled
 * method; a vector that is passed to another becomes an object, a hundred times slower. It inlines
 * until a budget is spent, and may end a compiled method anywhere. Hence: no stage calls a method
 * that takes or returns a vector, except the one-line {@code load} and {@code all}; running sums
 * are arguments and never the object of a call ({@code g.add(bias)}), because after a loop only the
 * class of a new value is known; and every stage is longer than the 325 bytes of code up to which
 * the compiler would inline it into its caller along with its neighbours. {@code PanelStagesTest}
 * tests the last point. Where vectors are wide enough for sixteen running values, {@link
 * #gradientAndNextLogits} does the first stage of the next panel along with the last one of this
 * panel, so that memory is read while the processor multiplies.
 *
 * <p><b>Alignment.</b> A 64-byte load that straddles two cache lines costs twice. {@link
 * AlignedBufferPool} lets panels begin on a line if the collector allows it.
 *
 * <p>In all methods {@code m} is the one array that holds panels and intermediate results, and the
 * integers say where in it something begins. Shapes have been checked by {@link Dataset} and are
 * not checked again. Every operation is one of {@link ElementaryFunctions}, {@link Sigmoid} and
 * {@link LossFunction}, in the same order; those hold the sources. NaN and overflow propagate.
 */
public final class PanelStages {

  /** Rows of a panel. */
  public static final int ROWS = 64;

  /** The widest vectors of this processor that hold no more than the eight lanes. */
  private static final VectorSpecies<Double> SPECIES = species();

  /** Lanes that a vector holds. */
  static final int WIDTH = SPECIES.length();

  private static final long SATURATING_BITS = Double.doubleToRawLongBits(Sigmoid.SATURATING);

  /** The distance from one vector of a column to the next: eight rows. */
  private static final int STEP = LaneSums.LANES;

  /** True if the processor has registers for sixteen running vectors and some more. */
  static final boolean WIDE = WIDTH == LaneSums.LANES;

  private PanelStages() {}

  /**
   * h = b + x·W for a panel.
   *
   * @param m modified: 64 logits from {@code h} on; the panel at {@code x} is not modified
   * @param p d + 1 parameters, W first and b last
   */
  static void logits(double[] m, int x, double[] p, int d, int h) {
    for (int lane = 0; lane < LaneSums.LANES; lane += WIDTH) {
      DoubleVector h0 = all(p[d]);
      DoubleVector h1 = h0;
      DoubleVector h2 = h0;
      DoubleVector h3 = h0;
      DoubleVector h4 = h0;
      DoubleVector h5 = h0;
      DoubleVector h6 = h0;
      DoubleVector h7 = h0;
      for (int j = 0; j < d; j++) {
        DoubleVector w = all(p[j]);
        int at = x + lane + j * ROWS;
        h0 = load(m, at).fma(w, h0);
        h1 = load(m, at + STEP).fma(w, h1);
        h2 = load(m, at + 2 * STEP).fma(w, h2);
        h3 = load(m, at + 3 * STEP).fma(w, h3);
        h4 = load(m, at + 4 * STEP).fma(w, h4);
        h5 = load(m, at + 5 * STEP).fma(w, h5);
        h6 = load(m, at + 6 * STEP).fma(w, h6);
        h7 = load(m, at + 7 * STEP).fma(w, h7);
      }
      int to = h + lane;
      h0.intoArray(m, to);
      h1.intoArray(m, to + STEP);
      h2.intoArray(m, to + 2 * STEP);
      h3.intoArray(m, to + 3 * STEP);
      h4.intoArray(m, to + 4 * STEP);
      h5.intoArray(m, to + 5 * STEP);
      h6.intoArray(m, to + 6 * STEP);
      h7.intoArray(m, to + 7 * STEP);
    }
  }

  /**
   * dL/dW += x g for a panel, lane by lane.
   *
   * @param g where 64 values of s · dL/dh begin
   * @param to modified: 8 lane sums a feature from {@code sums} on; may be {@code m}
   */
  static void gradient(int x, int g, int d, double[] to, int sums, double[] m) {
    for (int lane = 0; lane < LaneSums.LANES; lane += WIDTH) {
      DoubleVector g0 = load(m, g + lane);
      DoubleVector g1 = load(m, g + lane + STEP);
      DoubleVector g2 = load(m, g + lane + 2 * STEP);
      DoubleVector g3 = load(m, g + lane + 3 * STEP);
      DoubleVector g4 = load(m, g + lane + 4 * STEP);
      DoubleVector g5 = load(m, g + lane + 5 * STEP);
      DoubleVector g6 = load(m, g + lane + 6 * STEP);
      DoubleVector g7 = load(m, g + lane + 7 * STEP);
      for (int j = 0; j < d; j++) {
        int at = x + lane + j * ROWS;
        int sum = sums + lane + j * LaneSums.LANES;
        DoubleVector a = load(to, sum);
        a = load(m, at).fma(g0, a);
        a = load(m, at + STEP).fma(g1, a);
        a = load(m, at + 2 * STEP).fma(g2, a);
        a = load(m, at + 3 * STEP).fma(g3, a);
        a = load(m, at + 4 * STEP).fma(g4, a);
        a = load(m, at + 5 * STEP).fma(g5, a);
        a = load(m, at + 6 * STEP).fma(g6, a);
        a = load(m, at + 7 * STEP).fma(g7, a);
        a.intoArray(to, sum);
      }
    }
  }

  /**
   * {@link #gradient} of the panel at {@code x} and {@link #logits} of the panel at {@code next},
   * to {@code nextH}, in one loop over the features; only where vectors are {@link #WIDE}.
   */
  static void gradientAndNextLogits(
      double[] m, int x, int g, int sums, int next, double[] p, int d, int nextH) {
    DoubleVector g0 = load(m, g);
    DoubleVector g1 = load(m, g + STEP);
    DoubleVector g2 = load(m, g + 2 * STEP);
    DoubleVector g3 = load(m, g + 3 * STEP);
    DoubleVector g4 = load(m, g + 4 * STEP);
    DoubleVector g5 = load(m, g + 5 * STEP);
    DoubleVector g6 = load(m, g + 6 * STEP);
    DoubleVector g7 = load(m, g + 7 * STEP);
    DoubleVector h0 = all(p[d]);
    DoubleVector h1 = h0;
    DoubleVector h2 = h0;
    DoubleVector h3 = h0;
    DoubleVector h4 = h0;
    DoubleVector h5 = h0;
    DoubleVector h6 = h0;
    DoubleVector h7 = h0;
    for (int j = 0; j < d; j++) {
      DoubleVector w = all(p[j]);
      int at = x + j * ROWS;
      int from = next + j * ROWS;
      int sum = sums + j * LaneSums.LANES;
      DoubleVector a = load(m, sum);
      h0 = load(m, from).fma(w, h0);
      a = load(m, at).fma(g0, a);
      h1 = load(m, from + STEP).fma(w, h1);
      a = load(m, at + STEP).fma(g1, a);
      h2 = load(m, from + 2 * STEP).fma(w, h2);
      a = load(m, at + 2 * STEP).fma(g2, a);
      h3 = load(m, from + 3 * STEP).fma(w, h3);
      a = load(m, at + 3 * STEP).fma(g3, a);
      h4 = load(m, from + 4 * STEP).fma(w, h4);
      a = load(m, at + 4 * STEP).fma(g4, a);
      h5 = load(m, from + 5 * STEP).fma(w, h5);
      a = load(m, at + 5 * STEP).fma(g5, a);
      h6 = load(m, from + 6 * STEP).fma(w, h6);
      a = load(m, at + 6 * STEP).fma(g6, a);
      h7 = load(m, from + 7 * STEP).fma(w, h7);
      a = load(m, at + 7 * STEP).fma(g7, a);
      a.intoArray(m, sum);
    }
    h0.intoArray(m, nextH);
    h1.intoArray(m, nextH + STEP);
    h2.intoArray(m, nextH + 2 * STEP);
    h3.intoArray(m, nextH + 3 * STEP);
    h4.intoArray(m, nextH + 4 * STEP);
    h5.intoArray(m, nextH + 5 * STEP);
    h6.intoArray(m, nextH + 6 * STEP);
    h7.intoArray(m, nextH + 7 * STEP);
  }

  /**
   * e^−|h|, as {@link ElementaryFunctions#exp}.
   *
   * @param m modified: the powers from {@code powers} on
   * @param count how many, a multiple of 8
   * @return whether some logits are above {@link Sigmoid#SATURATING} or NaN, so that the errors are
   *     those of {@link SaturatedStages}
   */
  public static boolean powers(double[] m, int h, int powers, int count) {
    LongVector highest = all(0).viewAsIntegralLanes();
    for (int i = 0; i < count; i += WIDTH) {
      LongVector logit = load(m, h + i).viewAsIntegralLanes();
      highest = highest.max(logit); // the bits of positive numbers are in the order of the numbers
      DoubleVector x = logit.or(Long.MIN_VALUE).viewAsFloatingLanes();
      VectorMask<Double> low =
          x.compare(VectorOperators.LT, all(ElementaryFunctions.MIN_EXP_ARGUMENT));
      x = x.blend(all(ElementaryFunctions.MIN_EXP_ARGUMENT), low);
      DoubleVector rounded =
          x.fma(all(ElementaryFunctions.LOG2_E), all(ElementaryFunctions.ROUNDER));
      DoubleVector k = rounded.sub(all(ElementaryFunctions.ROUNDER));
      DoubleVector r = k.fma(all(-ElementaryFunctions.LN2_HIGH), x);
      r = k.fma(all(-ElementaryFunctions.LN2_LOW), r);
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector q01 = r.fma(all(ElementaryFunctions.Q1), all(ElementaryFunctions.Q0));
      DoubleVector q23 = r.fma(all(ElementaryFunctions.Q3), all(ElementaryFunctions.Q2));
      DoubleVector q45 = r.fma(all(ElementaryFunctions.Q5), all(ElementaryFunctions.Q4));
      DoubleVector q67 = r.fma(all(ElementaryFunctions.Q7), all(ElementaryFunctions.Q6));
      DoubleVector q89 = r.fma(all(ElementaryFunctions.Q9), all(ElementaryFunctions.Q8));
      DoubleVector q03 = q23.fma(r2, q01);
      DoubleVector q47 = q67.fma(r2, q45);
      DoubleVector q = q89.fma(r4.mul(r4), q47.fma(r4, q03));
      LongVector power = q.fma(r2, r).add(all(1)).viewAsIntegralLanes();
      LongVector exponent = rounded.viewAsIntegralLanes().lanewise(VectorOperators.LSHL, 52);
      power.add(exponent).viewAsFloatingLanes().intoArray(m, powers + i);
      if (low.anyTrue()) {
        ElementaryFunctions.powers(m, h + i, powers + i, WIDTH); // too rare to be worth vectors
      }
    }
    return highest.compare(VectorOperators.GT, SATURATING_BITS).anyTrue();
  }

  /**
   * ŷ and, for {@link LossFunction#MSE}, g = s · −2 (y − ŷ) · ŷ (1 − ŷ) and the loss s (y − ŷ)².
   * Two vectors at a time, so that one divides while the other multiplies.
   *
   * @param h logits; modified: become g
   * @param weights where the weights s of these rows begin
   * @param sums where 8 lane sums of g and then 8 of the loss begin; modified
   */
  static void squaredErrors(double[] m, int h, int powers, int y, int weights, int sums) {
    for (int lane = 0; lane < LaneSums.LANES; lane += WIDTH) {
      DoubleVector bias = load(m, sums + lane);
      DoubleVector loss = load(m, sums + lane + LaneSums.LANES);
      for (int i = lane; i < ROWS; i += 2 * STEP) {
        int k = i + STEP;
        DoubleVector power = load(m, powers + i);
        DoubleVector power2 = load(m, powers + k);
        VectorMask<Double> negative = load(m, h + i).compare(VectorOperators.LT, all(0));
        VectorMask<Double> negative2 = load(m, h + k).compare(VectorOperators.LT, all(0));
        DoubleVector yHat = all(1).blend(power, negative).div(all(1).add(power));
        DoubleVector yHat2 = all(1).blend(power2, negative2).div(all(1).add(power2));
        DoubleVector e = load(m, y + i).sub(yHat);
        DoubleVector e2 = load(m, y + k).sub(yHat2);
        DoubleVector weight = load(m, weights + i);
        DoubleVector weight2 = load(m, weights + k);
        DoubleVector derivative = all(-2).mul(e).mul(yHat.neg().fma(yHat, yHat));
        DoubleVector derivative2 = all(-2).mul(e2).mul(yHat2.neg().fma(yHat2, yHat2));
        DoubleVector g = weight.mul(derivative);
        DoubleVector g2 = weight2.mul(derivative2);
        g.intoArray(m, h + i);
        g2.intoArray(m, h + k);
        bias = g2.add(g.add(bias));
        loss = weight2.fma(e2.mul(e2), weight.fma(e.mul(e), loss));
      }
      bias.intoArray(m, sums + lane);
      loss.intoArray(m, sums + lane + LaneSums.LANES);
    }
  }

  /**
   * log(1 + z), as {@link ElementaryFunctions#log1p}.
   *
   * @param m modified: the logarithms from {@code logs} on
   * @param count how many, a multiple of 8
   */
  public static void logs(double[] m, int z, int logs, int count) {
    for (int i = 0; i < count; i += WIDTH) {
      DoubleVector whole = load(m, z + i);
      VectorMask<Double> upper = whole.compare(VectorOperators.GT, all(0.5));
      DoubleVector shifted = all(0.5).mul(whole.sub(all(1)));
      DoubleVector f = whole.blend(shifted, upper);
      DoubleVector divisor = all(2).add(f);
      DoubleVector s = f.div(divisor);
      DoubleVector t = s.mul(s);
      DoubleVector t2 = t.mul(t);
      DoubleVector t4 = t2.mul(t2);
      DoubleVector p01 = t.fma(all(ElementaryFunctions.P1), all(ElementaryFunctions.P0));
      DoubleVector p23 = t.fma(all(ElementaryFunctions.P3), all(ElementaryFunctions.P2));
      DoubleVector p45 = t.fma(all(ElementaryFunctions.P5), all(ElementaryFunctions.P4));
      DoubleVector p67 = t.fma(all(ElementaryFunctions.P7), all(ElementaryFunctions.P6));
      DoubleVector p = p67.fma(t2, p45).fma(t4, p23.fma(t2, p01));
      DoubleVector correction = s.neg().mul(t.neg().fma(p, f));
      DoubleVector base = all(0).blend(all(ElementaryFunctions.LN2), upper);
      DoubleVector rest = all(0).blend(all(ElementaryFunctions.LN2_REST), upper);
      DoubleVector sum = base.add(f);
      DoubleVector lost = f.sub(sum.sub(base));
      sum.add(correction.add(lost.add(rest))).intoArray(m, logs + i);
    }
  }

  /**
   * ŷ and, for {@link LossFunction#CROSS_ENTROPY}, g = s (ŷ − y) and the loss s [max(h, 0) − y h +
   * log(1 + e^−|h|)], two vectors at a time; the parameters are those of {@link #squaredErrors}.
   *
   * @param logs where the logarithms of 1 + e^−|h| begin
   */
  static void crossEntropies(
      double[] m, int h, int powers, int logs, int y, int weights, int sums) {
    for (int lane = 0; lane < LaneSums.LANES; lane += WIDTH) {
      DoubleVector bias = load(m, sums + lane);
      DoubleVector loss = load(m, sums + lane + LaneSums.LANES);
      for (int i = lane; i < ROWS; i += 2 * STEP) {
        int k = i + STEP;
        DoubleVector logit = load(m, h + i);
        DoubleVector logit2 = load(m, h + k);
        DoubleVector power = load(m, powers + i);
        DoubleVector power2 = load(m, powers + k);
        DoubleVector target = load(m, y + i);
        DoubleVector target2 = load(m, y + k);
        VectorMask<Double> negative = logit.compare(VectorOperators.LT, all(0));
        VectorMask<Double> negative2 = logit2.compare(VectorOperators.LT, all(0));
        DoubleVector yHat = all(1).blend(power, negative).div(all(1).add(power));
        DoubleVector yHat2 = all(1).blend(power2, negative2).div(all(1).add(power2));
        DoubleVector weight = load(m, weights + i);
        DoubleVector weight2 = load(m, weights + k);
        DoubleVector g = weight.mul(yHat.sub(target));
        DoubleVector g2 = weight2.mul(yHat2.sub(target2));
        g.intoArray(m, h + i);
        g2.intoArray(m, h + k);
        bias = g2.add(g.add(bias));
        VectorMask<Double> positive = logit.compare(VectorOperators.GT, all(0));
        VectorMask<Double> positive2 = logit2.compare(VectorOperators.GT, all(0));
        DoubleVector linear = target.neg().fma(logit, all(0).blend(logit, positive));
        DoubleVector linear2 = target2.neg().fma(logit2, all(0).blend(logit2, positive2));
        loss = weight.fma(linear.add(load(m, logs + i)), loss);
        loss = weight2.fma(linear2.add(load(m, logs + k)), loss);
      }
      bias.intoArray(m, sums + lane);
      loss.intoArray(m, sums + lane + LaneSums.LANES);
    }
  }

  static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  private static VectorSpecies<Double> species() {
    VectorSpecies<Double> widest = DoubleVector.SPECIES_PREFERRED;
    return widest.length() > LaneSums.LANES ? DoubleVector.SPECIES_512 : widest;
  }
}
