package dev.neuron.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel that a training gets after the warm-up. */
class KernelChoiceTest {

  @BeforeAll
  static void warmUp() {
    assumeThat(new NeuronService().warmUp()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "4, 4, false, SmallBatchKernel",
    "8, 8, false, SmallBatchKernel",
    "8, 3, true, ScalarKernel",
    "9, 9, false, ScalarKernel",
    "12, 12, false, PanelKernel",
    "569, 569, false, PanelKernel",
    "569, 1, true, ScalarKernel",
    "569, 11, false, ScalarKernel",
    "569, 32, true, PanelKernel",
    "20000, 20000, false, PanelKernel"
  })
  void of_shape_isTheFastestFor(int rows, int batchSize, boolean shuffled, String expected) {
    Dataset dataset = Examples.soft(1, rows, 2, false);
    try (Kernel kernel = Kernel.of(dataset, LossFunction.MSE, batchSize, shuffled)) {
      assertThat(kernel.getClass().getSimpleName()).isEqualTo(expected);
    }
  }
}
