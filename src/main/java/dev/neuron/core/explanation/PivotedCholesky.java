package dev.neuron.core.explanation;

import java.util.Arrays;

/**
 * The Cholesky decomposition of a symmetric matrix, with the largest pivot first: says whether the
 * matrix is positive definite, and solves a system with it if it is.
 *
 * <p>The matrix is first scaled to a diagonal of about 1, so that the units of the features do not
 * matter: A = S H S, with powers of two in S, which round nothing. PᵀAP = L D Lᵀ, without square
 * roots, so that systems that are exact by hand are exact here. Source: N. Higham, <i>Accuracy and
 * Stability of Numerical Algorithms</i>, 2nd edition (2002), section 10.3.
 */
final class PivotedCholesky {

  /** The kinds of symmetric matrix. */
  enum Kind {
    POSITIVE_DEFINITE,
    /** Positive semidefinite, and flat in some direction. */
    SINGULAR,
    /** Negative in some direction. */
    INDEFINITE
  }

  /**
   * The pivot that counts as 0: with a smaller one, a solution would have fewer than about five
   * digits.
   */
  private static final double ZERO = 1e-10;

  private final int n;
  private final double[] scale;

  /** A, of which the diagonal becomes D and what is below it L. */
  private final double[][] a;

  private final int[] order;
  private final Kind kind;

  /**
   * Decomposes a matrix.
   *
   * @param matrix n × n, symmetric and finite; not modified
   * @param size n values ≥ 0: the sum of the magnitudes of the terms that each value of the
   *     diagonal was summed from
   */
  PivotedCholesky(double[][] matrix, double[] size) {
    n = matrix.length;
    scale = Arrays.stream(size).map(s -> Math.scalb(1.0, -Math.getExponent(s) / 2)).toArray();
    a = new double[n][n];
    order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
      for (int j = 0; j < n; j++) {
        a[i][j] = matrix[i][j] * scale[i] * scale[j];
      }
    }
    kind = decompose();
  }

  Kind kind() {
    return kind;
  }

  private Kind decompose() {
    for (int k = 0; k < n; k++) {
      int largest = k;
      for (int i = k + 1; i < n; i++) {
        largest = a[i][i] > a[largest][largest] ? i : largest;
      }
      if (a[largest][largest] <= ZERO) {
        return kindOfRest(k);
      }
      swap(k, largest);
      eliminate(k);
    }
    return Kind.POSITIVE_DEFINITE;
  }

  /** The rest of a matrix that is negative in no direction has nothing beside its diagonal. */
  private Kind kindOfRest(int k) {
    for (int i = k; i < n; i++) {
      for (int j = k; j <= i; j++) {
        if (i == j ? a[i][i] < -ZERO : Math.abs(a[i][j]) > ZERO) {
          return Kind.INDEFINITE;
        }
      }
    }
    return Kind.SINGULAR;
  }

  private void swap(int i, int j) {
    int place = order[i];
    order[i] = order[j];
    order[j] = place;
    double[] row = a[i];
    a[i] = a[j];
    a[j] = row;
    for (double[] each : a) {
      double value = each[i];
      each[i] = each[j];
      each[j] = value;
    }
  }

  private void eliminate(int k) {
    for (int i = k + 1; i < n; i++) {
      double factor = a[i][k] / a[k][k];
      for (int j = k + 1; j < n; j++) {
        a[i][j] = Math.fma(-factor, a[k][j], a[i][j]);
      }
    }
    for (int i = k + 1; i < n; i++) {
      a[i][k] /= a[k][k];
      a[k][i] = a[i][k];
    }
  }

  /**
   * Solves H p = r.
   *
   * @param r n values; not modified
   * @return p, n values
   * @throws IllegalStateException if the matrix is not positive definite
   */
  double[] solve(double[] r) {
    if (kind != Kind.POSITIVE_DEFINITE) {
      throw new IllegalStateException("The matrix is not positive definite.");
    }
    double[] u = new double[n];
    for (int i = 0; i < n; i++) {
      u[i] = r[order[i]] * scale[order[i]];
      for (int j = 0; j < i; j++) {
        u[i] = Math.fma(-a[i][j], u[j], u[i]);
      }
    }
    double[] p = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      u[i] /= a[i][i];
      for (int j = i + 1; j < n; j++) {
        u[i] = Math.fma(-a[j][i], u[j], u[i]);
      }
      p[order[i]] = u[i] * scale[order[i]];
    }
    return p;
  }
}
