package dev.neuron.explanation;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * A system of a few linear equations.
 *
 * @param matrix n × n
 * @param right n values
 */
record LinearSystem(BigDecimal[][] matrix, BigDecimal[] right) {

  /**
   * The solution where there is none or not only one: far from any other, so that numbers whose
   * rounding makes a system singular get more digits.
   */
  static final BigDecimal NONE = new BigDecimal("1e1000");

  /** The system H p = −g. */
  static LinearSystem of(
      List<List<PrintedNumber>> hessian,
      List<PrintedNumber> gradient,
      Function<PrintedNumber, BigDecimal> value) {
    return new LinearSystem(
        hessian.stream()
            .map(row -> row.stream().map(value).toArray(BigDecimal[]::new))
            .toArray(BigDecimal[][]::new),
        gradient.stream().map(value).map(BigDecimal::negate).toArray(BigDecimal[]::new));
  }

  /** One value of the solution, by elimination with the largest pivots; modifies the system. */
  BigDecimal solution(int unknown) {
    int n = right.length;
    for (int k = 0; k < n; k++) {
      toTop(k);
      if (matrix[k][k].signum() == 0) {
        return NONE;
      }
      for (int i = 0; i < n; i++) {
        if (i != k) {
          subtract(i, k);
        }
      }
    }
    return Decimals.over(right[unknown], matrix[unknown][unknown]);
  }

  private void toTop(int k) {
    int largest = k;
    for (int i = k + 1; i < right.length; i++) {
      largest = matrix[i][k].abs().compareTo(matrix[largest][k].abs()) > 0 ? i : largest;
    }
    BigDecimal[] row = matrix[k];
    matrix[k] = matrix[largest];
    matrix[largest] = row;
    BigDecimal value = right[k];
    right[k] = right[largest];
    right[largest] = value;
  }

  /** Subtracts that multiple of row k from row i after which the latter is 0 in column k. */
  private void subtract(int i, int k) {
    BigDecimal factor = Decimals.over(matrix[i][k], matrix[k][k]);
    for (int j = 0; j < right.length; j++) {
      matrix[i][j] = Decimals.minus(matrix[i][j], Decimals.times(factor, matrix[k][j]));
    }
    matrix[i][k] = BigDecimal.ZERO;
    right[i] = Decimals.minus(right[i], Decimals.times(factor, right[k]));
  }
}
