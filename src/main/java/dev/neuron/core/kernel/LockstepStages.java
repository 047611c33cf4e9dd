package dev.neuron.core.kernel;

import static dev.neuron.core.kernel.PanelStages.all;
import static dev.neuron.core.kernel.PanelStages.load;

import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.GradientStep;
import dev.neuron.core.neuron.LossFunction;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The stages of an epoch of {@value LaneSums#LANES} trainings of one shape side by side, a training
 * in each lane of a vector: where one training would wait for exp, division and update, eight wait
 * together. {@link PanelStages} explains how stages are cut; e^−|h| and log(1 + z) are its own.
 *
 * <p>Shapes: there are four places for up to four rows, and eight for up to eight. Value k of the
 * vector of row i at i · 8 + k; feature j at j · places · 8; after the features a column of ones
 * for the bias. What is missing is 0, also among the weights. In all methods {@code m} is the one
 * array that holds everything, and the integers say where in it something begins.
 *
 * <p>Every operation is one of {@link SmallBatchKernel}, {@link LossFunction} and {@link
 * GradientStep}, in the same order, so the bits are the same; those hold the sources. NaN and
 * overflow propagate to the losses.
 */
public final class LockstepStages {

  private static final int LANES = LaneSums.LANES;
  private static final int WIDTH = PanelStages.WIDTH;

  private LockstepStages() {}

  /**
   * h = b + x·W for all rows.
   *
   * @param m modified: the logits from {@code h} on
   * @param p where W and then b begin, eight each
   * @param places 4 or 8
   */
  public static void logits(double[] m, int x, int p, int places, int d, int h) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      for (int i = lane; i < places * LANES; i += 4 * LANES) {
        DoubleVector h0 = load(m, p + d * LANES + lane);
        DoubleVector h1 = h0;
        DoubleVector h2 = h0;
        DoubleVector h3 = h0;
        for (int j = 0; j < d; j++) {
          DoubleVector w = load(m, p + j * LANES + lane);
          int at = x + j * places * LANES + i;
          h0 = load(m, at).fma(w, h0);
          h1 = load(m, at + LANES).fma(w, h1);
          h2 = load(m, at + 2 * LANES).fma(w, h2);
          h3 = load(m, at + 3 * LANES).fma(w, h3);
        }
        h0.intoArray(m, h + i);
        h1.intoArray(m, h + i + LANES);
        h2.intoArray(m, h + i + 2 * LANES);
        h3.intoArray(m, h + i + 3 * LANES);
      }
    }
  }

  /**
   * g = s · −2 (y − ŷ) · ŷ (1 − ŷ) and the loss s (y − ŷ)² of all rows.
   *
   * @param h logits; modified: become g
   * @param losses modified: the losses
   * @param count places · 8
   */
  public static void squaredErrors(
      double[] m, int h, int powers, int y, int weights, int losses, int count) {
    for (int i = 0; i < count; i += WIDTH) {
      DoubleVector power = load(m, powers + i);
      VectorMask<Double> negative = load(m, h + i).compare(VectorOperators.LT, all(0));
      DoubleVector yHat = all(1).blend(power, negative).div(all(1).add(power));
      DoubleVector e = load(m, y + i).sub(yHat);
      DoubleVector weight = load(m, weights + i);
      DoubleVector derivative = all(-2).mul(e).mul(yHat.neg().fma(yHat, yHat));
      weight.mul(derivative).intoArray(m, h + i);
      weight.mul(e.mul(e)).intoArray(m, losses + i);
    }
  }

  /**
   * g = s (ŷ − y) and the loss s [max(h, 0) − y h + log(1 + e^−|h|)] of all rows; the parameters
   * are those of {@link #squaredErrors}.
   *
   * @param losses where the logarithms are; modified: become the losses
   */
  public static void crossEntropies(
      double[] m, int h, int powers, int y, int weights, int losses, int count) {
    for (int i = 0; i < count; i += WIDTH) {
      DoubleVector logit = load(m, h + i);
      DoubleVector power = load(m, powers + i);
      DoubleVector target = load(m, y + i);
      DoubleVector weight = load(m, weights + i);
      VectorMask<Double> negative = logit.compare(VectorOperators.LT, all(0));
      VectorMask<Double> positive = logit.compare(VectorOperators.GT, all(0));
      DoubleVector yHat = all(1).blend(power, negative).div(all(1).add(power));
      weight.mul(yHat.sub(target)).intoArray(m, h + i);
      DoubleVector linear = target.neg().fma(logit, all(0).blend(logit, positive));
      weight.mul(linear.add(load(m, losses + i))).intoArray(m, losses + i);
    }
  }

  /**
   * The losses of the trainings: [W λ Σ w² + Σ s L] / W, W being the sum of the weights.
   *
   * @param sums modified: the eight losses
   * @param scale where the vectors λ and W begin
   */
  public static void losses(double[] m, int losses, int places, int p, int d, int scale, int sums) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector squares = all(0);
      for (int j = 0; j < d; j++) {
        DoubleVector w = load(m, p + j * LANES + lane);
        squares = w.fma(w, squares);
      }
      int at = losses + lane;
      DoubleVector even = load(m, at);
      DoubleVector odd = load(m, at + LANES);
      DoubleVector even2 = load(m, at + 2 * LANES);
      DoubleVector odd2 = load(m, at + 3 * LANES);
      if (places == LANES) {
        even = even.add(load(m, at + 4 * LANES));
        odd = odd.add(load(m, at + 5 * LANES));
        even2 = even2.add(load(m, at + 6 * LANES));
        odd2 = odd2.add(load(m, at + 7 * LANES));
      }
      DoubleVector rows = all(0).add(even.add(even2).add(odd.add(odd2)));
      DoubleVector weight = load(m, scale + LANES + lane);
      DoubleVector penalty = weight.mul(load(m, scale + lane).mul(squares));
      all(0).add(penalty).add(rows).div(weight).intoArray(m, sums + lane);
    }
  }

  /**
   * dL/dp and then the update of {@link GradientStep#take}, fused.
   *
   * @param p modified: W and b
   * @param v modified: the velocities
   * @param step where the vectors −α, μ, 1/W, 2 λ and 0 begin
   */
  public static void update(double[] m, int x, int g, int places, int p, int v, int d, int step) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      for (int j = 0; j <= d; j++) {
        int at = x + j * places * LANES + lane;
        int from = g + lane;
        DoubleVector even = load(m, from).mul(load(m, at));
        DoubleVector odd = load(m, from + LANES).mul(load(m, at + LANES));
        DoubleVector even2 = load(m, from + 2 * LANES).mul(load(m, at + 2 * LANES));
        DoubleVector odd2 = load(m, from + 3 * LANES).mul(load(m, at + 3 * LANES));
        if (places == LANES) {
          even = even.add(load(m, from + 4 * LANES).mul(load(m, at + 4 * LANES)));
          odd = odd.add(load(m, from + 5 * LANES).mul(load(m, at + 5 * LANES)));
          even2 = even2.add(load(m, from + 6 * LANES).mul(load(m, at + 6 * LANES)));
          odd2 = odd2.add(load(m, from + 7 * LANES).mul(load(m, at + 7 * LANES)));
        }
        DoubleVector gradient = all(0).add(even.add(even2).add(odd.add(odd2)));
        int decays = step + (j < d ? 3 : 4) * LANES + lane;
        int to = j * LANES + lane;
        DoubleVector old = load(m, p + to);
        DoubleVector derivative =
            load(m, decays).fma(old, gradient.mul(load(m, step + 2 * LANES + lane)));
        DoubleVector kept = load(m, step + LANES + lane).mul(load(m, v + to));
        DoubleVector velocity = load(m, step + lane).fma(derivative, kept);
        velocity.intoArray(m, v + to);
        old.add(velocity).intoArray(m, p + to);
      }
    }
  }
}
