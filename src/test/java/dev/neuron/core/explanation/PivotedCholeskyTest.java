package dev.neuron.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.explanation.PivotedCholesky.Kind;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PivotedCholeskyTest {

  private static PivotedCholesky decomposed(double[]... matrix) {
    double[] size = new double[matrix.length];
    Arrays.setAll(size, i -> Math.abs(matrix[i][i]));
    return new PivotedCholesky(matrix, size);
  }

  @Test
  void positiveDefinite_isSolvedExactlyWhereItIsExactByHand() {
    PivotedCholesky decomposed =
        decomposed(new double[] {4, 2, 0}, new double[] {2, 2, 0}, new double[] {0, 0, 16});

    assertThat(decomposed.kind()).isEqualTo(Kind.POSITIVE_DEFINITE);
    assertThat(decomposed.solve(new double[] {8, 6, 48})).containsExactly(1, 2, 3);
  }

  @Test
  void anySquare_isPositiveDefiniteInAnyUnits() {
    for (int seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      int n = random.nextInt(1, 9);
      double[][] root = new double[n + 3][];
      Arrays.setAll(root, i -> random.doubles(n, -1, 1).toArray());
      double[] unit = random.doubles(n, -99, 99).map(e -> Math.pow(10, e)).toArray();
      double[][] matrix = new double[n][n];
      double[] right = new double[n];
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          for (double[] row : root) {
            matrix[j][k] += row[j] * row[k] * unit[j] * unit[k];
          }
          right[j] += matrix[j][k] * (k + 1) / unit[k];
        }
      }

      double[] solution = decomposed(matrix).solve(right);

      for (int k = 0; k < n; k++) {
        assertThat(solution[k] * unit[k]).isCloseTo(k + 1, within(1e-8));
      }
    }
  }

  @Test
  void flatMatrix_isSingular() {
    assertThat(decomposed(new double[] {0}).kind()).isEqualTo(Kind.SINGULAR);
    assertThat(decomposed(new double[] {1, 2}, new double[] {2, 4}).kind())
        .isEqualTo(Kind.SINGULAR);
    assertThat(
            decomposed(new double[] {2, 1, 0}, new double[] {1, 2, 0}, new double[] {0, 0, 0})
                .kind())
        .isEqualTo(Kind.SINGULAR);
    assertThatIllegalStateException()
        .isThrownBy(() -> decomposed(new double[] {0}).solve(new double[] {1}));
  }

  @Test
  void matrixThatIsNegativeInSomeDirection_isIndefinite() {
    assertThat(decomposed(new double[] {-1e-200}).kind()).isEqualTo(Kind.INDEFINITE);
    assertThat(decomposed(new double[] {0, 1}, new double[] {1, 0}).kind())
        .isEqualTo(Kind.INDEFINITE);
    assertThat(decomposed(new double[] {1, 2}, new double[] {2, 1}).kind())
        .isEqualTo(Kind.INDEFINITE);
    assertThat(
            decomposed(new double[] {4, 0, 2}, new double[] {0, 0, 1}, new double[] {2, 1, 1})
                .kind())
        .isEqualTo(Kind.INDEFINITE);
  }

  /** What is left of much larger terms is their rounding. */
  @Test
  void valuesBelowTheirRounding_countAsZero() {
    double[] ofTerms = {1, 1};
    assertThat(new PivotedCholesky(new double[][] {{1, 0}, {0, -1e-16}}, ofTerms).kind())
        .isEqualTo(Kind.SINGULAR);
  }
}
