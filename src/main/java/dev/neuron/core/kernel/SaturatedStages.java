package dev.neuron.core.kernel;

import static dev.neuron.core.kernel.PanelStages.all;
import static dev.neuron.core.kernel.PanelStages.load;

import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.Sigmoid;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The errors of rows of which some logits are above {@link Sigmoid#SATURATING}, in vectors: 1 − ŷ
 * is e^−h − e^−2h there. Stages of their own, so that rows that are not saturated pay for those
 * that are with no more than a comparison of the logits; {@link PanelStages} explains how stages
 * are cut.
 *
 * <p>In all methods {@code m} is the one array that holds everything, and the integers say where in
 * it something begins. Every operation is one of {@link Sigmoid} and {@link LossFunction}, in the
 * same order; those hold the sources. NaN and overflow propagate.
 */
public final class SaturatedStages {

  private static final int LANES = LaneSums.LANES;
  private static final int WIDTH = PanelStages.WIDTH;

  private SaturatedStages() {}

  /**
   * g = s · −2 (y − ŷ) · ŷ (1 − ŷ) and the loss (y − ŷ)², without its weight, of each row.
   *
   * @param h logits; modified: become g
   * @param losses modified: become the losses
   * @param count how many rows, a multiple of 8
   */
  public static void squaredErrors(
      double[] m, int h, int powers, int y, int weights, int losses, int count) {
    for (int i = 0; i < count; i += WIDTH) {
      DoubleVector logit = load(m, h + i);
      DoubleVector power = load(m, powers + i);
      DoubleVector target = load(m, y + i);
      DoubleVector weight = load(m, weights + i);
      VectorMask<Double> negative = logit.compare(VectorOperators.LT, all(0));
      VectorMask<Double> high = logit.compare(VectorOperators.GT, all(Sigmoid.SATURATING));
      DoubleVector yHat = all(1).blend(power, negative).div(all(1).add(power));
      DoubleVector rest = power.neg().fma(power, power);
      DoubleVector e = target.sub(yHat).blend(target.sub(all(1)).add(rest), high);
      DoubleVector slope = yHat.neg().fma(yHat, yHat).blend(yHat.mul(rest), high);
      weight.mul(all(-2).mul(e).mul(slope)).intoArray(m, h + i);
      e.mul(e).intoArray(m, losses + i);
    }
  }

  /**
   * g = s (ŷ − y) and the loss max(h, 0) − y h + log(1 + e^−|h|), without its weight, of each row;
   * the parameters are those of {@link #squaredErrors}.
   *
   * @param losses where the logarithms of 1 + e^−|h| are; modified: become the losses
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
      VectorMask<Double> high = logit.compare(VectorOperators.GT, all(Sigmoid.SATURATING));
      DoubleVector yHat = all(1).blend(power, negative).div(all(1).add(power));
      DoubleVector rest = power.neg().fma(power, power);
      DoubleVector error = yHat.sub(target).blend(target.sub(all(1)).add(rest).neg(), high);
      weight.mul(error).intoArray(m, h + i);
      DoubleVector linear = target.neg().fma(logit, all(0).blend(logit, positive));
      linear.add(load(m, losses + i)).intoArray(m, losses + i);
    }
  }

  /**
   * Adds a panel's g and its losses by their weights to the lanes.
   *
   * @param sums where 8 lane sums of g and then 8 of the loss begin; modified
   */
  static void addUp(double[] m, int g, int weights, int losses, int sums) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector bias = load(m, sums + lane);
      DoubleVector loss = load(m, sums + lane + LANES);
      for (int i = lane; i < PanelStages.ROWS; i += LANES) {
        bias = load(m, g + i).add(bias);
        loss = load(m, weights + i).fma(load(m, losses + i), loss);
      }
      bias.intoArray(m, sums + lane);
      loss.intoArray(m, sums + lane + LANES);
    }
  }

  /**
   * Multiplies losses by their weights.
   *
   * @param losses modified
   * @param count how many, a multiple of 8
   */
  public static void weigh(double[] m, int weights, int losses, int count) {
    for (int i = 0; i < count; i += WIDTH) {
      load(m, weights + i).mul(load(m, losses + i)).intoArray(m, losses + i);
    }
  }
}
