package dev.neuron.core.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Matrix;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitTest {

  /**
   * The fused chain leaves the rounding of the first product: −0.0555 for 1e16, −5.6e12 for 1e30.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e16, 1e30, 1e300})
  void exact_termsThatCancel_isZero(double w) {
    assertThat(exact(new double[] {w, -w, 0}, 0.1, 0.1)).isZero();
  }

  @Test
  void exact_termsThatCancelBesideOthers_isTheOthers() {
    assertThat(exact(new double[] {1e16, -1e16, 0.75}, 0.1, 0.1)).isEqualTo(0.75);
    assertThat(exact(new double[] {1e16, 1, -1e16, 0}, 0.1, 0.25, 0.1)).isEqualTo(0.25);
  }

  @Test
  void predict_termsThatCancel_isOneHalf() {
    double[] predictions =
        new NeuronService()
            .predict(
                new NeuronParameters(new double[] {1e16, -1e16}, 0),
                Matrix.of(new double[] {0.1, 0.1}, new double[] {3, 3}));
    assertThat(predictions).containsExactly(0.5, 0.5);
  }

  /** Rows of eight and more, beside rows that do not cancel, and squares out of range. */
  @Test
  void predict_someRowsCancel_areExactOneByOne() {
    for (double scale : new double[] {1, 1e-170, 1e170}) {
      double[][] rows = new double[19][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = new double[] {scale * 0.1, scale * (i % 3 == 0 ? 0.1 : 0.3)};
      }
      double w = 1e16 / scale;
      double[] predictions =
          new NeuronService()
              .predict(new NeuronParameters(new double[] {w, -w}, 0), Matrix.of(rows));
      for (int i = 0; i < rows.length; i++) {
        assertThat(predictions[i]).isEqualTo(i % 3 == 0 ? 0.5 : 0);
      }
    }
  }

  /** Ordinary logits keep the bits of the chain that trainings use. */
  @Test
  void exact_ordinary_isTheChain() {
    Random random = new Random(1);
    for (int sample = 0; sample < 1000; sample++) {
      double[] p = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      double[] x = {random.nextGaussian(), random.nextGaussian()};
      assertThat(exact(p, x)).isEqualTo(Logit.of(p, Matrix.of(x), 0));
    }
  }

  /** Large products whose sum is small: right to the last digits, against decimal arithmetic. */
  @Test
  void exact_nearlyCancelled_hasItsDigits() {
    Random random = new Random(2);
    for (int sample = 0; sample < 1000; sample++) {
      double w = random.nextGaussian() * 1e12;
      double[] x = {random.nextGaussian(), 0, random.nextGaussian()};
      x[1] = -x[0] + random.nextGaussian() * 1e-13;
      double[] p = {w, w, random.nextGaussian(), random.nextGaussian()};
      BigDecimal sum = new BigDecimal(p[3]);
      for (int j = 0; j < 3; j++) {
        sum = sum.add(new BigDecimal(p[j]).multiply(new BigDecimal(x[j])));
      }
      double expected = sum.doubleValue();
      double h = exact(p, x);
      double bound = Math.abs(h) < 1e4 ? 1e-14 * (Math.abs(expected) + 1) : Math.ulp(w);
      assertThat(Math.abs(h - expected)).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void exact_overflow_staysAsItIs() {
    assertThat(exact(new double[] {1e300, 1e300, 0}, 1e300, -1e300)).isInfinite();
    assertThat(exact(new double[] {1e300, 0}, 1e300)).isInfinite();
  }

  private static double exact(double[] parameters, double... x) {
    Matrix row = Matrix.of(x);
    return Logit.exact(Logit.of(parameters, row, 0), parameters, row, 0);
  }
}
