package dev.neuron.core.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.math.RandomStream;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.Sigmoid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarKernelTest {

  private static final int ROWS = 9000;
  private static final double[] PARAMETERS = {0.4, -0.3, 1.2, -0.1};

  private final Dataset dataset = Examples.soft(41, ROWS, 3, true);
  private final Kernel kernel = new ScalarKernel(dataset, LossFunction.MSE);

  /** A batch gives the bits that its rows would give as a dataset of their own. */
  @ParameterizedTest
  @CsvSource({"0,9000", "0,5", "3,4", "7,4500", "5000,9000", "8991,9000"})
  void lossAndGradient_batch_isThatOfItsRowsAlone(int from, int to) {
    int[] order = RandomStream.naturalOrder(ROWS);
    new RandomStream(1, RandomStream.Purpose.SHUFFLE).shuffle(order);
    Dataset rows = dataset.select(Arrays.copyOfRange(order, from, to));
    double[] expected = new double[4];
    double loss = all(new ScalarKernel(rows, LossFunction.MSE), to - from, expected);

    double[] gradient = new double[4];
    assertThat(kernel.lossAndGradient(PARAMETERS, order, from, to, gradient)).isEqualTo(loss);
    assertThat(gradient).containsExactly(expected);
    assertThat(new BatchWeight(dataset).of(order, from, to)).isEqualTo(BatchWeight.total(rows));
  }

  @ParameterizedTest
  @EnumSource
  void lossAndGradient_allRows_isTheDocumentedSumOverRows(LossFunction loss) {
    LaneSums sums = new LaneSums(5);
    for (int i = 0; i < ROWS; i++) {
      addRow(loss, i, sums.lanes(), sums.laneOf(i));
    }
    double[] expected = sums.totals();
    double[] gradient = new double[4];
    assertThat(all(new ScalarKernel(dataset, loss), ROWS, gradient)).isEqualTo(expected[4]);
    assertThat(gradient).containsExactly(Arrays.copyOf(expected, 4));
  }

  @Test
  void loss_allRows_hasTheBitsOfLossAndGradient() {
    assertThat(kernel.loss(PARAMETERS)).isEqualTo(all(kernel, ROWS, new double[4]));
  }

  @Test
  void lossAndGradient_calledAgain_startsAnew() {
    double[] first = new double[4];
    double[] second = {7, 7, 7, 7};
    assertThat(all(kernel, ROWS, second)).isEqualTo(all(kernel, ROWS, first));
    assertThat(second).containsExactly(first);
  }

  private static double all(Kernel kernel, int rows, double[] gradient) {
    return kernel.lossAndGradient(PARAMETERS, null, 0, rows, gradient);
  }

  /** h from b upwards over the features, one fma each; sums by fma but for the bias. */
  private void addRow(LossFunction loss, int i, double[] lanes, int lane) {
    double[] x = Arrays.copyOfRange(dataset.x().values(), 3 * i, 3 * i + 3);
    double y = dataset.y()[i];
    double s = requireNonNull(dataset.sampleWeights())[i];
    double h = PARAMETERS[3];
    for (int j = 0; j < 3; j++) {
      h = Math.fma(x[j], PARAMETERS[j], h);
    }
    double yHat = Sigmoid.of(h);
    double g = s * loss.derivative(y, h, yHat);
    for (int j = 0; j < 3; j++) {
      lanes[lane + j] = Math.fma(g, x[j], lanes[lane + j]);
    }
    lanes[lane + 3] += g;
    lanes[lane + 4] = Math.fma(s, loss.value(y, h, yHat), lanes[lane + 4]);
  }
}
