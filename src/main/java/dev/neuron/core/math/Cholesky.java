package dev.neuron.core.math;

import org.jspecify.annotations.Nullable;

/**
 * The factor U of a positive definite matrix A = UᵀU, with which equations A v = r are solved.
 * Immutable.
 *
 * <p>The factorisation takes a row off the rest of the matrix at a time, so that its inner loop
 * runs over neighbouring elements and none waits for another. The bits are the same on every
 * machine.
 *
 * <p>Source: G. Golub, C. Van Loan, <i>Matrix Computations</i>, 4.2 (outer product form).
 */
public final class Cholesky {

  private final SymmetricMatrix factor;
  private final double minPivot;
  private final double maxPivot;

  private Cholesky(SymmetricMatrix factor, double minPivot, double maxPivot) {
    this.factor = factor;
    this.minPivot = minPivot;
    this.maxPivot = maxPivot;
  }

  /**
   * Factorises A + shift · I; null if that is not positive definite, as far as it can be told in
   * doubles, or not finite.
   *
   * @param matrix A; not modified
   */
  public static @Nullable Cholesky of(SymmetricMatrix matrix, double shift) {
    int n = matrix.size();
    SymmetricMatrix factor = new SymmetricMatrix(n);
    double[] u = factor.values();
    System.arraycopy(matrix.values(), 0, u, 0, u.length);
    for (int i = 0; i < n; i++) {
      factor.addToDiagonal(i, shift);
    }
    double min = Double.POSITIVE_INFINITY;
    double max = 0;
    for (int k = 0; k < n; k++) {
      int row = factor.diagonal(k);
      double pivot = u[row];
      if (!(pivot > 0 && pivot <= Double.MAX_VALUE)) {
        return null;
      }
      min = Math.min(min, pivot);
      max = Math.max(max, pivot);
      eliminate(u, factor, k, Math.sqrt(pivot));
    }
    return new Cholesky(factor, min, max);
  }

  /** Divides row k by its root, and takes its products off the rows below. */
  private static void eliminate(double[] u, SymmetricMatrix factor, int k, double root) {
    int n = factor.size();
    int row = factor.diagonal(k);
    u[row] = root;
    for (int j = 1; j < n - k; j++) {
      u[row + j] /= root;
    }
    for (int i = k + 1; i < n; i++) {
      subtract(u, row + i - k, factor.diagonal(i), n - i);
    }
  }

  /** Takes {@code u[from] · u[from + j]} off {@code u[to + j]} for each j below {@code count}. */
  private static void subtract(double[] u, int from, int to, int count) {
    double factor = -u[from];
    for (int j = 0; j < count; j++) {
      u[to + j] = Math.fma(factor, u[from + j], u[to + j]);
    }
  }

  /** The smallest pivot, a square of the diagonal of U, as a share of the largest. */
  public double pivotRatio() {
    return minPivot / maxPivot;
  }

  /** The solution v of A v = r; a new array. */
  public double[] solve(double[] r) {
    double[] v = solveTransposed(r);
    double[] u = factor.values();
    int n = factor.size();
    for (int i = n - 1; i >= 0; i--) {
      int row = factor.diagonal(i);
      double sum = v[i];
      for (int j = i + 1; j < n; j++) {
        sum = Math.fma(-u[row + j - i], v[j], sum);
      }
      v[i] = sum / u[row];
    }
    return v;
  }

  /** rᵀ A⁻¹ r: the squared length of the solution of Uᵀ v = r. */
  public double inverseForm(double[] r) {
    double sum = 0;
    for (double value : solveTransposed(r)) {
      sum = Math.fma(value, value, sum);
    }
    return sum;
  }

  /** The solution v of Uᵀ v = r; a new array. */
  private double[] solveTransposed(double[] r) {
    double[] v = r.clone();
    double[] u = factor.values();
    int n = factor.size();
    for (int i = 0; i < n; i++) {
      int row = factor.diagonal(i);
      v[i] /= u[row];
      for (int j = i + 1; j < n; j++) {
        v[j] = Math.fma(-u[row + j - i], v[i], v[j]);
      }
    }
    return v;
  }
}
