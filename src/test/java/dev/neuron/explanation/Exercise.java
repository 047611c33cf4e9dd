package dev.neuron.explanation;

import dev.neuron.core.Dataset;
import dev.neuron.core.LossFunction;
import dev.neuron.core.Matrix;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.NeuronService;
import dev.neuron.core.StepSettings;
import java.util.Random;

/** An exercise, with the formulas of the slides in plain doubles. */
record Exercise(
    double[] weights,
    double bias,
    double[][] x,
    double[] y,
    LossFunction loss,
    double learningRate,
    double l2,
    double momentum,
    double[] velocity) {

  private static final double[] RATES = {0.1, 0.25, 0.5, 1, 2};

  /** As in a lesson: up to three features, numbers of few decimals or of many. */
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
        plain ? new double[d + 1] : numbers(random, d + 1, 0.5, 2));
  }

  /** Numbers within a reach; of 3 decimals, as many as a double has. */
  private static double[] numbers(Random random, int count, double reach, int decimals) {
    double unit = Math.pow(10, decimals);
    return random
        .doubles(count, -reach, reach)
        .map(value -> decimals == 3 ? value : Math.rint(value * unit) / unit)
        .toArray();
  }

  Derivation derivation() {
    NeuronParameters neuron = new NeuronParameters(weights, bias);
    Dataset rows = Dataset.of(Matrix.of(x), y);
    int d = weights.length;
    NeuronParameters before =
        new NeuronParameters(java.util.Arrays.copyOf(velocity, d), velocity[d]);
    StepSettings settings = new StepSettings(loss, learningRate, l2, momentum, before, false, null);
    return Derivation.of(neuron, rows, new NeuronService().explain(neuron, rows, settings));
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

  /** The mean loss at other W and b. */
  double lossAt(double[] otherWeights, double otherBias) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += loss(y[i], 1 / (1 + Math.exp(-logit(otherWeights, otherBias, x[i]))));
    }
    return sum / x.length + penalty(otherWeights);
  }
}
