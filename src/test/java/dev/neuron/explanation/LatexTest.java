package dev.neuron.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.StepSettings;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexTest {

  private static String latex(double[] weights, LossFunction loss, double[] y, double[]... x) {
    NeuronParameters neuron = new NeuronParameters(weights, 0);
    Dataset rows = Dataset.of(Matrix.of(x), y);
    Derivation derivation =
        new Derivation(
            neuron,
            rows,
            loss,
            0.5,
            new NeuronService().explain(neuron, rows, StepSettings.of(loss, 0.5)));
    return new Latex(derivation).text();
  }

  @Test
  void slidesRow_isTheDerivationOfTheSlides() {
    assertThat(latex(new double[3], LossFunction.MSE, new double[] {1}, new double[] {1, 0, 1}))
        .isEqualTo(
            """
            \\begin{aligned}
            h &= x W + b = 1 \\cdot 0 + 0 \\cdot 0 + 1 \\cdot 0 + 0 = 0 \\\\
            \\hat y &= \\sigma(h) = \\frac{1}{1 + e^{0}} = 0.5 \\\\
            \\mathrm{MSE} &= (y - \\hat y)^2 = (1 - 0.5)^2 = 0.25 \\\\
            \\frac{d\\mathrm{MSE}}{d\\hat y} &= -2 (y - \\hat y) = -2 (1 - 0.5) = -1 \\\\
            \\frac{d\\hat y}{dh} &= \\hat y (1 - \\hat y) = 0.5 \\cdot (1 - 0.5) = 0.25 \\\\
            \\frac{dh}{dW} &= x = (1, 0, 1) \\\\
            \\frac{dh}{db} &= 1 \\\\
            \\frac{d\\mathrm{MSE}}{dW} &= \\frac{d\\mathrm{MSE}}{d\\hat y} \\cdot \\frac{d\\hat y}{dh} \\cdot \\frac{dh}{dW} = (-1) \\cdot 0.25 \\cdot (1, 0, 1) = (-0.25, 0, -0.25) \\\\
            \\frac{d\\mathrm{MSE}}{db} &= \\frac{d\\mathrm{MSE}}{d\\hat y} \\cdot \\frac{d\\hat y}{dh} \\cdot \\frac{dh}{db} = (-1) \\cdot 0.25 \\cdot 1 = -0.25 \\\\
            W_{\\text{new}} &= W - \\alpha \\frac{d\\mathrm{MSE}}{dW} = (0, 0, 0) - 0.5 \\cdot (-0.25, 0, -0.25) = (0.125, 0, 0.125) \\\\
            b_{\\text{new}} &= b - \\alpha \\frac{d\\mathrm{MSE}}{db} = 0 - 0.5 \\cdot (-0.25) = 0.125 \\\\
            \\mathrm{MSE}_{\\text{new}} &= 0.1659
            \\end{aligned}""");
  }

  @Test
  void severalRows_haveTheirIndexesAndAMean() {
    String latex =
        latex(
            new double[2],
            LossFunction.CROSS_ENTROPY,
            new double[] {1, 0},
            new double[] {1, 0},
            new double[] {1, 1});
    assertThat(latex)
        .contains("h^{(2)} &=", "\\frac{dL^{(1)}}{dW} &=", "\\frac{1}{2} \\sum_{i=1}^{2} L^{(i)}");
    assertThat(latex).doesNotContain("MSE");
  }

  @Test
  void manyRowsAndFeatures_areShortened() {
    double[][] x = new double[12][11];
    String latex = latex(new double[11], LossFunction.MSE, new double[12], x);
    assertThat(latex).contains("\\vdots", "\\dots", "h^{(10)} &=").doesNotContain("h^{(11)}");
  }

  @Test
  void saturatedCrossEntropy_hasNoInfinity() {
    String latex =
        latex(new double[] {1}, LossFunction.CROSS_ENTROPY, new double[] {0}, new double[] {50});
    assertThat(latex).contains("5.185 \\cdot 10^{21}").doesNotContain("Infinity", "NaN");
  }

  @ParameterizedTest
  @CsvSource({"MSE", "CROSS_ENTROPY"})
  void braces_areBalanced(LossFunction loss) {
    String latex =
        latex(
            new double[] {-1e-9, 3e12},
            loss,
            new double[] {1, 0.25},
            new double[] {-1, 1e-13},
            new double[] {2, 0});
    assertThat(latex.chars().filter(c -> c == '{').count())
        .isEqualTo(latex.chars().filter(c -> c == '}').count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.25 | 0.25",
        "-0.0 | 0",
        "1.23456e-7 | 1.235 \\cdot 10^{-7}",
        "-5e20 | -5 \\cdot 10^{20}",
        "123456 | 1.235 \\cdot 10^{5}",
        "100000 | 100000",
        "-12345.67 | -12346",
        "0.000123456 | 0.0001235"
      })
  void number_hasFourDigits(double value, String expected) {
    assertThat(PrintedNumber.given(value).text()).isEqualTo(expected);
  }
}
