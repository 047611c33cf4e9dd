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
import org.junit.jupiter.params.provider.EnumSource;

/** Newton's step in LaTeX: each printed equation is true of the printed numbers. */
class NewtonLatexTest {

  private static final Dataset TWO_ROWS =
      Dataset.of(Matrix.of(new double[] {0}, new double[] {2}), new double[] {0, 1});

  private static String latex(NeuronParameters neuron, Dataset rows, StepSettings settings) {
    ChainRule chain = new NeuronService().explain(neuron, rows, settings);
    return new Latex(Derivation.of(neuron, rows, chain)).text();
  }

  private static String latex(NeuronParameters neuron, Dataset rows, LossFunction loss) {
    return latex(neuron, rows, StepSettings.newton(loss, 0, false, null));
  }

  private static NeuronParameters zero(int features) {
    return new NeuronParameters(new double[features], 0);
  }

  @Test
  void twoRows_crossEntropy_areSolvedByCramersRule() {
    assertThat(latex(zero(1), TWO_ROWS, LossFunction.CROSS_ENTROPY))
        .contains(
            """
            c^{(2)} &= \\frac{d^2L^{(2)}}{(dh^{(2)})^2} = \\hat y (1 - \\hat y) = 0.5 \\cdot (1 - 0.5) = 0.25 \\\\
            """)
        .endsWith(
            """
            \\frac{dL}{db} &= \\frac{1}{2} \\sum_{i=1}^{2} \\frac{dL^{(i)}}{db} = 0 \\\\
            H_{W W} &= \\frac{1}{2} \\sum_{i=1}^{2} c^{(i)} (x^{(i)})^2 = \\frac{0.25 \\cdot 0^2 + 0.25 \\cdot 2^2}{2} = 0.5 \\\\
            H_{W b} &= \\frac{1}{2} \\sum_{i=1}^{2} c^{(i)} x^{(i)} = \\frac{0.25 \\cdot 0 + 0.25 \\cdot 2}{2} = 0.25 \\\\
            H_{b b} &= \\frac{1}{2} \\sum_{i=1}^{2} c^{(i)} = \\frac{0.25 + 0.25}{2} = 0.25 \\\\
            H \\begin{pmatrix} \\Delta W \\\\ \\Delta b \\end{pmatrix} &= \\begin{pmatrix} 0.5 & 0.25 \\\\ 0.25 & 0.25 \\end{pmatrix} \\begin{pmatrix} \\Delta W \\\\ \\Delta b \\end{pmatrix} = -\\begin{pmatrix} \\frac{dL}{dW} \\\\ \\frac{dL}{db} \\end{pmatrix} = -\\begin{pmatrix} -0.5 \\\\ 0 \\end{pmatrix} \\\\
            \\det H &= H_{W W} H_{b b} - H_{W b}^2 = 0.5 \\cdot 0.25 - 0.25^2 = 0.0625 \\\\
            \\Delta W &= \\frac{\\frac{dL}{db} H_{W b} - \\frac{dL}{dW} H_{b b}}{\\det H} = \\frac{0 \\cdot 0.25 - (-0.5) \\cdot 0.25}{0.0625} = 2 \\\\
            \\Delta b &= \\frac{\\frac{dL}{dW} H_{W b} - \\frac{dL}{db} H_{W W}}{\\det H} = \\frac{(-0.5) \\cdot 0.25 - 0 \\cdot 0.5}{0.0625} = -2 \\\\
            \\delta &= -\\frac{1}{2} (\\frac{dL}{dW} \\Delta W + \\frac{dL}{db} \\Delta b) = -\\frac{1}{2} ((-0.5) \\cdot 2 + 0 \\cdot (-2)) = 0.5 \\\\
            W_{\\text{new}} &= W + \\Delta W = (0) + (2) = (2) \\\\
            b_{\\text{new}} &= b + \\Delta b = 0 + (-2) = -2 \\\\
            L_{\\text{new}} &= 0.1269
            \\end{aligned}""");
  }

  @Test
  void squaredError_hasTheFormulaOfItsCurvature() {
    NeuronParameters neuron = new NeuronParameters(new double[] {1}, 0);
    assertThat(latex(neuron, TWO_ROWS, LossFunction.MSE))
        .contains(
            """
            t^{(1)} &= \\frac{d\\hat y^{(1)}}{dh^{(1)}} = 0.25 \\\\
            c^{(1)} &= \\frac{d^2\\mathrm{MSE}^{(1)}}{(dh^{(1)})^2} = 2 (t^2 + (\\hat y - y) t (1 - 2 \\hat y)) = 2 (0.25^2 + (0.5 - 0) \\cdot 0.25 \\cdot (1 - 2 \\cdot 0.5)) = 0.125 \\\\
            """);
  }

  @Test
  void oneRowWithPenaltyAndWeights_hasItsTerms() {
    Dataset row = Dataset.of(Matrix.of(new double[] {2}), new double[] {1});
    String one =
        latex(zero(1), row, StepSettings.newton(LossFunction.CROSS_ENTROPY, 0.25, false, null));
    assertThat(one)
        .contains(
            "H_{W W} &= c x^2 + 2 \\lambda = 0.25 \\cdot 2^2 + 2 \\cdot 0.25 = 1.5",
            "H_{W b} &= c x = 0.25 \\cdot 2 = 0.5",
            "H_{b b} &= c = 0.25 \\\\");
    Dataset weighted = Dataset.of(TWO_ROWS.x(), TWO_ROWS.y(), new double[] {1, 3}, null);
    assertThat(latex(zero(1), weighted, LossFunction.CROSS_ENTROPY))
        .contains(
            "H_{W b} &= \\frac{1}{\\sum_i s_i} \\sum_{i=1}^{2} s_i c^{(i)} x^{(i)}"
                + " = \\frac{1 \\cdot 0.25 \\cdot 0 + 3 \\cdot 0.25 \\cdot 2}{1 + 3} = 0.375");
  }

  @Test
  void singular_saysSoAndHasNoStep() {
    Dataset constant =
        Dataset.of(Matrix.of(new double[] {0.1}, new double[] {0.1}), new double[] {0, 1});
    assertThat(latex(zero(1), constant, LossFunction.CROSS_ENTROPY))
        .contains("= 0.0025 \\cdot 0.25 - 0.025^2 = 0 \\\\")
        .endsWith(
            """
            &\\;\\text{The Hessian is singular, or nearly so: the parabola has no single lowest point, so there is no step.} \\\\
            &\\;\\text{It has one where } H_{W W} > 0 \\text{ and } \\det H > 0\\text{.}
            \\end{aligned}""");
  }

  @Test
  void stepBeyondDoubles_saysSo() {
    NeuronParameters saturated = new NeuronParameters(new double[1], -712);
    Dataset rows = Dataset.of(TWO_ROWS.x(), new double[] {1, 1});
    assertThat(latex(saturated, rows, LossFunction.CROSS_ENTROPY))
        .contains("is too far away, so there is no step.}");
  }

  @Test
  void fourFeatures_leaveOutTheSystem() {
    Random random = new Random(7);
    String latex = latex(zero(4), rows(random, 4, 9), LossFunction.CROSS_ENTROPY);
    assertThat(latex)
        .contains(
            "&\\;\\text{The system for 4 features is left out here; its numbers are in newton.}",
            "W + \\Delta W")
        .doesNotContain("pmatrix");
    LatexEquationsTest.assertTrue(latex);
  }

  @ParameterizedTest
  @EnumSource
  void anyNeuronAndRows_noEquationIsFalse(LossFunction loss) {
    int equations = 0;
    int solved = 0;
    for (int seed = 1; seed <= 150; seed++) {
      Random random = new Random(seed);
      int d = random.nextInt(1, 4);
      String latex =
          latex(
              new NeuronParameters(random.doubles(d, -2, 2).toArray(), random.nextDouble()),
              rows(random, d, random.nextInt(1, 13)),
              settings(random, d, loss));
      equations += LatexEquationsTest.assertTrue(latex);
      if (d > 1 && latex.contains("\\delta")) {
        assertSolves(latex);
        solved++;
      }
    }
    assertThat(equations).isGreaterThan(3000);
    assertThat(solved).isGreaterThan(20);
  }

  /** The printed solution is that of the printed system, to half a unit of its last digit. */
  private static void assertSolves(String latex) {
    List<String> system = sides(latex, "H \\begin");
    List<List<BigDecimal>> matrix = matrix(system.get(0));
    BigDecimal[][] values =
        matrix.stream().map(row -> row.toArray(BigDecimal[]::new)).toArray(BigDecimal[][]::new);
    BigDecimal[] right =
        matrix(system.getLast()).stream()
            .map(row -> row.getFirst().negate())
            .toArray(BigDecimal[]::new);
    List<String> printed = cells(sides(latex, "\\begin{pmatrix}").getLast());
    for (int j = 0; j < right.length; j++) {
      BigDecimal[][] copy = Stream.of(values).map(row -> row.clone()).toArray(BigDecimal[][]::new);
      BigDecimal off =
          new LinearSystem(copy, right.clone())
              .solution(j)
              .subtract(LatexArithmetic.values(printed.get(j)).getFirst());
      assertThat(off.abs())
          .as("unknown %d of%n%s", j, latex)
          .isLessThanOrEqualTo(LatexArithmetic.halfUnits(printed.get(j)).getFirst());
    }
  }

  /** The right sides of the first equation that begins like this. */
  private static List<String> sides(String latex, String left) {
    String line = latex.lines().filter(l -> l.startsWith(left)).findFirst().orElseThrow();
    return Stream.of(line.split(" &?= ", -1)).skip(1).toList();
  }

  private static List<List<BigDecimal>> matrix(String text) {
    return cells(text).stream()
        .map(
            row ->
                Stream.of(row.split(" & ", -1))
                    .map(cell -> LatexArithmetic.values(cell).getFirst())
                    .toList())
        .toList();
  }

  /** The rows of the first matrix. */
  private static List<String> cells(String text) {
    String begin = "\\begin{pmatrix} ";
    String inner =
        text.substring(text.indexOf(begin) + begin.length(), text.indexOf(" \\end{pmatrix}"));
    return List.of(inner.split(" \\\\\\\\ ", -1));
  }

  private static Dataset rows(Random random, int d, int n) {
    double[][] x = new double[n][];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          random.nextBoolean()
              ? random.doubles(d, -3, 3).toArray()
              : random.ints(d, -2, 3).asDoubleStream().toArray();
      y[i] = random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2);
    }
    double[] weights = random.nextInt(3) == 0 ? random.doubles(n, 0.1, 3).toArray() : null;
    if (weights != null && n > 1) {
      weights[0] = 0;
    }
    return Dataset.of(Matrix.of(x), y, weights, null);
  }

  private static StepSettings settings(Random random, int d, LossFunction loss) {
    FeatureScale scale =
        new FeatureScale(random.doubles(d, -2, 2).toArray(), random.doubles(d, 0.1, 9).toArray());
    return StepSettings.newton(
        loss,
        random.nextBoolean() ? random.nextDouble(0, 0.2) : 0,
        random.nextInt(3) == 0,
        random.nextInt(3) == 0 ? scale : null);
  }

  @ParameterizedTest
  @CsvSource({"20", "-20", "38", "-38", "60"})
  void saturatedRows_noEquationIsFalse(double bias) {
    NeuronParameters saturated = new NeuronParameters(new double[] {0.5}, bias);
    for (LossFunction loss : LossFunction.values()) {
      String latex = latex(saturated, TWO_ROWS, StepSettings.newton(loss, 0.1, false, null));
      assertThat(latex).doesNotContain("NaN", "Infinity");
      LatexEquationsTest.assertTrue(latex);
    }
  }
}
