package dev.neuron.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.ChainRule;
import dev.neuron.core.explanation.StepSettings;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.FeatureScale;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each printed equation, recomputed from its printed numbers, gives the printed result. */
class LatexEquationsTest {

  private static final List<Double> TARGETS = List.of(0.0, 1.0, 0.25, 1.0 / 3);
  private static final List<Double> LOGITS =
      List.of(0.0, 1e-9, 0.3, 4.0, 7.0, 10.0, 20.0, 36.0, 38.0, 50.0);

  private static String latex(NeuronParameters neuron, Dataset rows, StepSettings settings) {
    ChainRule chain = new NeuronService().explain(neuron, rows, settings);
    return new Latex(Derivation.of(neuron, rows, chain)).text();
  }

  private static String latex(double logit, double y, LossFunction loss) {
    return latex(
        new NeuronParameters(new double[] {0}, logit),
        Dataset.of(Matrix.of(new double[] {1}), new double[] {y}),
        StepSettings.of(loss, 0.5));
  }

  /** Returns how many equations there were. */
  static int assertTrue(String latex) {
    int equations = 0;
    for (String line : latex.lines().toList()) {
      List<String> sides = Stream.of(line.replace(" \\\\", "").split(" &?= ", -1)).skip(1).toList();
      for (int k = 0; k + 1 < sides.size(); k++) {
        if (LatexArithmetic.isNumeric(sides.get(k))
            && LatexArithmetic.isNumeric(sides.get(k + 1))) {
          assertAgree(sides.get(k), sides.get(k + 1), latex);
          equations++;
        }
      }
    }
    return equations;
  }

  private static void assertAgree(String left, String right, String latex) {
    assertThat(LatexArithmetic.isResult(right)).as(right).isTrue();
    List<BigDecimal> workedOut = LatexArithmetic.values(left);
    List<BigDecimal> printed = LatexArithmetic.values(right);
    List<BigDecimal> tolerance = LatexArithmetic.halfUnits(right);
    assertThat(workedOut).hasSameSizeAs(printed);
    for (int j = 0; j < printed.size(); j++) {
      assertThat(workedOut.get(j).subtract(printed.get(j)).abs())
          .as("%s = %s in%n%s", left, right, latex)
          .isLessThanOrEqualTo(tolerance.get(j));
    }
  }

  @Test
  void nearOne_isWrittenAsADifferenceFromOne() {
    String latex = latex(10, 0, LossFunction.MSE);
    assertThat(latex)
        .contains(
            "\\hat y &= \\sigma(h) = \\frac{1}{1 + e^{-10}} = 1 - 4.5398 \\cdot 10^{-5}",
            "(y - \\hat y)^2 = (0 - (1 - 4.5398 \\cdot 10^{-5}))^2 = 0.9999",
            "(1 - 4.5398 \\cdot 10^{-5}) \\cdot (4.5398 \\cdot 10^{-5}) = 4.5396 \\cdot 10^{-5}");
    assertTrue(latex);
  }

  @Test
  void saturatedCrossEntropy_isWorkedOutToItsEnd() {
    assertThat(latex(50, 0, LossFunction.CROSS_ENTROPY))
        .contains("-\\ln (1.9287 \\cdot 10^{-22}) = 50", "= 5.185 \\cdot 10^{21}")
        .doesNotContain("not a number");
  }

  @Test
  void falseEquation_isSeen() {
    assertThat(LatexArithmetic.values("(0 - 1)^2")).containsExactly(BigDecimal.ONE);
    assertThat(LatexArithmetic.halfUnits("0.9999")).containsExactly(new BigDecimal("0.00005"));
    assertThat(LatexArithmetic.values("-2 (1 - 0.25)").getFirst()).isEqualByComparingTo("-1.5");
    assertThat(LatexArithmetic.values("(1, -2) - 0.5 \\cdot (4, 2)"))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(new BigDecimal(-1), new BigDecimal(-3));
  }

  @ParameterizedTest
  @CsvSource({"MSE", "CROSS_ENTROPY"})
  void anyLogitAndTarget_noEquationIsFalse(LossFunction loss) {
    for (double logit : LOGITS) {
      for (double y : TARGETS) {
        assertThat(assertTrue(latex(logit, y, loss))).isGreaterThanOrEqualTo(9);
        assertTrue(latex(-logit, y, loss));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"MSE", "CROSS_ENTROPY"})
  void anyNeuronAndRows_noEquationIsFalse(LossFunction loss) {
    int equations = 0;
    for (int seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      int d = random.nextInt(1, 4);
      equations += assertTrue(latex(neuron(random, d), rows(random, d), settings(random, d, loss)));
    }
    assertThat(equations).isGreaterThan(3000);
  }

  private static NeuronParameters neuron(Random random, int d) {
    double size = List.of(0.1, 1.0, 6.0).get(random.nextInt(3));
    return new NeuronParameters(
        random.doubles(d, -size, size).toArray(), random.nextBoolean() ? 0 : random.nextDouble());
  }

  private static Dataset rows(Random random, int d) {
    int n = random.nextInt(1, 4);
    double[][] x = new double[n][];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextBoolean() ? random.doubles(d, -3, 3).toArray() : whole(random, d);
      y[i] = random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2);
    }
    double[] weights = random.nextInt(3) == 0 ? random.doubles(n, 0.1, 3).toArray() : null;
    return Dataset.of(Matrix.of(x), y, weights, null);
  }

  private static double[] whole(Random random, int d) {
    return random.ints(d, -2, 3).asDoubleStream().toArray();
  }

  private static StepSettings settings(Random random, int d, LossFunction loss) {
    FeatureScale scale =
        new FeatureScale(random.doubles(d, -2, 2).toArray(), random.doubles(d, 0.1, 9).toArray());
    return new StepSettings(
        loss,
        random.nextDouble(0.01, 2),
        random.nextBoolean() ? random.nextDouble(0, 0.2) : 0,
        random.nextBoolean() ? random.nextDouble(0, 0.99) : 0,
        random.nextBoolean() ? neuron(random, d) : null,
        random.nextInt(3) == 0,
        random.nextInt(3) == 0 ? scale : null);
  }
}
