package dev.neuron.explanation;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.StepSettings;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.FeatureScale;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * An exercise, with the formulas of the slides in plain doubles.
 *
 * @param weights W on the scale of the step, as is everything but {@link #rawWeight}
 * @param mean of each feature's scale
 * @param deviation of each feature's scale
 * @param isScaled whether the step is taken on a scale
 */
record Exercise(
    double[] weights,
    double bias,
    double[][] x,
    double[] y,
    LossFunction loss,
    double learningRate,
    double l2,
    double momentum,
    double[] velocity,
    double[] mean,
    double[] deviation,
    boolean isScaled) {

  private static final double[] RATES = {0.1, 0.25, 0.5, 1, 2};

  /**
   * As in a lesson: up to three features, numbers of few decimals or of many.
   *
   * @param plain without penalty, momentum and scale
   */
  static Exercise random(Random random, int rows, boolean plain) {
    int d = 1 + random.nextInt(3);
    int decimals = random.nextInt(4);
    double reach = random.nextInt(4) == 0 ? 4 : 1.5;
    double[][] x = new double[rows][d];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = numbers(random, d, 2, decimals);
      y[i] = random.nextInt(8) == 0 ? 0.25 : random.nextInt(2);
    }
    return new Exercise(
        numbers(random, d, reach, decimals),
        numbers(random, 1, 1.5, decimals)[0],
        x,
        y,
        random.nextBoolean() ? LossFunction.MSE : LossFunction.CROSS_ENTROPY,
        RATES[random.nextInt(RATES.length)],
        plain ? 0 : 0.01 * random.nextInt(5),
        plain ? 0 : 0.1 * random.nextInt(10),
        plain ? new double[d + 1] : numbers(random, d + 1, 0.5, 2),
        plain ? new double[d] : numbers(random, d, 1, 1),
        DoubleStream.generate(() -> plain ? 1 : 0.5 + random.nextInt(6) / 2.0).limit(d).toArray(),
        !plain && random.nextBoolean());
  }

  /** Numbers within a reach; of 3 decimals, as many as a double has. */
  private static double[] numbers(Random random, int count, double reach, int decimals) {
    double unit = Math.pow(10, decimals);
    return random
        .doubles(count, -reach, reach)
        .map(value -> decimals == 3 ? value : Math.rint(value * unit) / unit)
        .toArray();
  }

  /** The derivation that the service makes from it; a scale is undone first. */
  Derivation derivation() {
    int d = weights.length;
    double[] raw = new double[d];
    double[][] rows = new double[x.length][d];
    for (int j = 0; j < d; j++) {
      raw[j] = rawWeight(j, weights[j]);
      for (int i = 0; i < x.length; i++) {
        rows[i][j] = isScaled ? x[i][j] * deviation[j] + mean[j] : x[i][j];
      }
    }
    NeuronParameters neuron = new NeuronParameters(raw, rawBias(bias, raw));
    NeuronParameters before = new NeuronParameters(Arrays.copyOf(velocity, d), velocity[d]);
    FeatureScale scale = isScaled ? new FeatureScale(mean, deviation) : null;
    StepSettings settings =
        new StepSettings(loss, learningRate, l2, momentum, before, false, scale);
    Dataset dataset = Dataset.of(Matrix.of(rows), y);
    return Derivation.of(neuron, dataset, new NeuronService().explain(neuron, dataset, settings));
  }

  /** A weight for raw features. */
  double rawWeight(int j, double weight) {
    return isScaled ? weight / deviation[j] : weight;
  }

  /** The bias for raw features. */
  double rawBias(double onScale, double[] rawWeights) {
    double raw = onScale;
    for (int j = 0; isScaled && j < rawWeights.length; j++) {
      raw -= rawWeights[j] * mean[j];
    }
    return raw;
  }

  double logit(double[] row) {
    return logit(weights, bias, row);
  }

  private static double logit(double[] weights, double bias, double[] row) {
    double h = bias;
    for (int j = 0; j < row.length; j++) {
      h += weights[j] * row[j];
    }
    return h;
  }

  double loss(double y, double yHat) {
    return loss == LossFunction.MSE
        ? (y - yHat) * (y - yHat)
        : -(y == 0 ? 0 : y * Math.log(yHat)) - (y == 1 ? 0 : (1 - y) * Math.log(1 - yHat));
  }

  double byPrediction(double y, double yHat) {
    return loss == LossFunction.MSE
        ? -2 * (y - yHat)
        : -(y == 0 ? 0 : y / yHat) + (y == 1 ? 0 : (1 - y) / (1 - yHat));
  }

  double penalty() {
    return penalty(weights);
  }

  private double penalty(double[] of) {
    double sum = 0;
    for (double weight : of) {
      sum += weight * weight;
    }
    return l2 * sum;
  }

  double penaltyGradient(int j) {
    return 2 * l2 * weights[j];
  }

  /** The mean loss at W and b for raw features. */
  double lossAt(double[] rawWeights, double rawBias) {
    double[] other = rawWeights.clone();
    double otherBias = rawBias;
    for (int j = 0; isScaled && j < other.length; j++) {
      otherBias += rawWeights[j] * mean[j];
      other[j] *= deviation[j];
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += loss(y[i], 1 / (1 + Math.exp(-logit(other, otherBias, x[i]))));
    }
    return sum / x.length + penalty(other);
  }
}
