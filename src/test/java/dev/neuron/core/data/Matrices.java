package dev.neuron.core.data;

import java.util.Arrays;

/** Looks into matrices and datasets for tests of other packages. */
public final class Matrices {

  private Matrices() {}

  /** Row by row, without what the array may have beyond. */
  public static double[] values(Matrix matrix) {
    return Arrays.copyOf(matrix.values(), matrix.rows() * matrix.columns());
  }

  public static double[] x(Dataset dataset) {
    return values(dataset.x());
  }

  public static double[] y(Dataset dataset) {
    return dataset.y().clone();
  }
}
