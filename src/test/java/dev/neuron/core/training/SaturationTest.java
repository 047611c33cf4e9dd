package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SaturationTest {

  /** ŷ (1 − ŷ) is ¼ where x is 0 and about 0 where it is 1. */
  private static final double[] PARAMETERS = {-1000, 0};

  private static Dataset dataset(int rows, double[] x, double @Nullable [] weights) {
    return Dataset.of(new Matrix(x, rows, 1), new double[rows], weights, null);
  }

  private static int since(Dataset dataset) {
    TrainingTrajectory course = new TrainingTrajectory(9, PARAMETERS);
    for (int epoch = 0; epoch < 9; epoch++) {
      course.add(1, PARAMETERS);
    }
    return Saturation.since(0.01, dataset, course, Standardization.identity(1));
  }

  @Test
  void since_rowsOfWeightInTheSampleOnly_isFromTheStart() {
    double[] x = new double[200];
    double[] weights = new double[200];
    x[7] = 1;
    weights[7] = 1; // the one row that counts; every sixth from 0 on leaves it out
    assertThat(since(dataset(200, x, weights))).isZero();
  }

  @Test
  void since_rowThatWeighsMost_decides() {
    double[] x = new double[200];
    double[] weights = new double[200];
    Arrays.fill(weights, 1e-3);
    x[7] = 1;
    weights[7] = 1e100;
    assertThat(since(dataset(200, x, weights))).isZero();
    x[7] = 0;
    assertThat(since(dataset(200, x, weights))).isEqualTo(9);
  }

  @Test
  void since_rowsWithoutWeightAndFiniteLogit_areNotLookedAt() {
    double[] x = {1, 1e308, 1};
    assertThat(since(dataset(3, x, new double[] {1, 0, 1}))).isZero();
    assertThat(since(dataset(3, new double[] {0, 1, 0}, new double[] {1, 0, 1}))).isEqualTo(9);
  }

  @Test
  void since_manyRowsOfEqualWeights_isAsWithoutWeights() {
    double[] x = new double[500];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 50 == 0 ? 0 : 1;
    }
    double[] weights = new double[500];
    Arrays.fill(weights, 3);
    assertThat(since(dataset(500, x, weights))).isEqualTo(since(dataset(500, x, null)));
  }
}
