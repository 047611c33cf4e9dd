package dev.neuron.diagnosis;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Finding.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Trainings that are looked at, and data for them. */
final class Diagnosed {

  private static final NeuronService NEURONS = new NeuronService();

  private Diagnosed() {}

  /** The findings after a training. */
  static List<Finding> after(Dataset dataset, HyperparametersBuilder hyperparameters) {
    Training training = NEURONS.begin(dataset, hyperparameters.build());
    TrainingResult result = Objects.requireNonNull(training.run(TrainingListener.NONE));
    return Diagnosis.after(training, result).findings();
  }

  /** The findings before a training. */
  static List<Finding> before(Dataset dataset, HyperparametersBuilder hyperparameters) {
    return Diagnosis.before(NEURONS.begin(dataset, hyperparameters.build())).findings();
  }

  /** The codes of what is found after a training with all defaults. */
  static List<Code> codes(Dataset dataset) {
    return codes(dataset, Hyperparameters.builder());
  }

  /** The codes of what is found after a training. */
  static List<Code> codes(Dataset dataset, HyperparametersBuilder hyperparameters) {
    return after(dataset, hyperparameters).stream().map(Finding::code).toList();
  }

  /** The one finding with a code. */
  static Finding only(Code code, List<Finding> findings) {
    List<Finding> found = findings.stream().filter(finding -> finding.code() == code).toList();
    if (found.size() != 1) {
      throw new AssertionError(code + " is to be found once: " + findings);
    }
    return found.getFirst();
  }

  /** Rows whose last value is the target. */
  static Dataset rows(double[]... rows) {
    double[][] x = new double[rows.length][];
    double[] y = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int d = rows[i].length - 1;
      x[i] = Arrays.copyOf(rows[i], d);
      y[i] = rows[i][d];
    }
    return Dataset.of(Matrix.of(x), y);
  }

  static double[] row(double... values) {
    return values;
  }

  /**
   * Two clouds of rows, normally distributed around (−apart, …) with target 0 and (apart, …) with
   * target 1, by turns.
   */
  static Dataset clouds(long seed, int rows, int features, double apart) {
    Random random = new Random(seed);
    double[][] x = new double[rows][features];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      y[i] = i % 2;
      for (int j = 0; j < features; j++) {
        x[i][j] = random.nextGaussian() + (y[i] == 1 ? apart : -apart);
      }
    }
    return Dataset.of(Matrix.of(x), y);
  }

  /** The truth table of a logic gate. */
  static Dataset gate(double y00, double y01, double y10, double y11) {
    return rows(row(0, 0, y00), row(0, 1, y01), row(1, 0, y10), row(1, 1, y11));
  }

  static Dataset xor() {
    return gate(0, 1, 1, 0);
  }

  /** The same rows with every value times a factor. */
  static Dataset scaled(Dataset dataset, double factor) {
    double[][] x = new double[dataset.rows()][dataset.features()];
    double[] y = new double[dataset.rows()];
    for (int i = 0; i < y.length; i++) {
      y[i] = dataset.target(i);
      for (int j = 0; j < dataset.features(); j++) {
        x[i][j] = factor * dataset.value(i, j);
      }
    }
    return Dataset.of(Matrix.of(x), y);
  }
}
