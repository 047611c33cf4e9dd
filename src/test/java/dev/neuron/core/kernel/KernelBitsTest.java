package dev.neuron.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.math.RandomStream;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Initialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every kernel gives the bits of the reference, for every shape, batch and order it is made for.
 */
class KernelBitsTest {

  /** Rows around the borders of lanes, panels, blocks, chunks and threads. */
  @ParameterizedTest
  @CsvSource({
    "1,1", "2,3", "4,3", "5,1", "7,2", "8,4", "9,3", "15,1", "16,2", "63,5", "64,4", "65,3",
    "100,31", "127,32", "128,33", "511,4", "512,8", "513,7", "569,30", "1000,2", "4095,3", "4096,4",
    "4097,5", "8191,1", "9001,11", "16383,2", "16384,3", "20000,4", "300,257"
  })
  void lossAndGradient_allRows_hasTheBitsOfTheReference(int rows, int features) {
    for (LossFunction loss : LossFunction.values()) {
      for (boolean weighted : new boolean[] {false, true}) {
        Dataset dataset = Examples.soft(rows + features, rows, features, weighted);
        for (Kernel kernel : kernels(dataset, loss, rows)) {
          try (kernel) {
            assertSameBits(kernel, new ReferenceKernel(dataset, loss), null, rows, 0, rows);
            double[] p = parameters(features, 3);
            assertThat(kernel.loss(p)).isEqualTo(new ReferenceKernel(dataset, loss).loss(p));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "7", "8", "16", "63", "64", "100", "4096", "5000", "9000"})
  void lossAndGradient_batches_haveTheBitsOfTheReference(int batchSize) {
    int rows = 9000;
    for (LossFunction loss : LossFunction.values()) {
      Dataset dataset = Examples.soft(batchSize, rows, 5, true);
      for (Kernel kernel : kernels(dataset, loss, batchSize)) {
        try (kernel) {
          for (int from = 0; from < rows; from += batchSize * 3) {
            int to = Math.min(rows, from + batchSize);
            assertSameBits(kernel, new ReferenceKernel(dataset, loss), null, rows, from, to);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossAndGradient_shuffled_hasTheBitsOfTheReference(LossFunction loss) {
    int rows = 5003;
    Dataset dataset = Examples.soft(6, rows, 9, true);
    int[] order = RandomStream.naturalOrder(rows);
    new RandomStream(1, RandomStream.Purpose.SHUFFLE).shuffle(order);
    for (int batchSize : new int[] {1, 3, 8, 500, rows}) {
      try (Kernel plain = new ScalarKernel(dataset, loss);
          Kernel panels = new PanelKernel(dataset, loss, batchSize, true)) {
        for (int from = 0; from < rows; from += Math.max(batchSize, rows / batchSize / 3)) {
          int to = Math.min(rows, from + batchSize);
          assertSameBits(plain, new ReferenceKernel(dataset, loss), order, rows, from, to);
          assertSameBits(panels, new ReferenceKernel(dataset, loss), order, rows, from, to);
        }
      }
    }
  }

  /** Logits from far beyond saturation to where nothing is left of them. */
  @ParameterizedTest
  @EnumSource
  void lossAndGradient_extremeLogits_haveTheBitsOfTheReference(LossFunction loss) {
    double[] x = {
      0,
      -0.0,
      1e-320,
      -1e-320,
      1e-17,
      0.3,
      -0.5,
      0.6931471805599453,
      36.7,
      -37,
      700,
      -707.9,
      708,
      -708.1,
      709.5,
      -745,
      1e5,
      -1e5,
      1e300,
      -1e300
    };
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = i % 3 / 2.0;
    }
    Dataset dataset = Dataset.of(new Matrix(x, x.length, 1), y);
    for (Kernel kernel : kernels(dataset, loss, x.length)) {
      try (kernel) {
        for (double w : new double[] {1, -1, 1e-3, 0, -0.0}) {
          double[] p = {w, 0};
          double[] expected = new double[2];
          double[] actual = new double[2];
          double value =
              new ReferenceKernel(dataset, loss).lossAndGradient(p, null, 0, x.length, expected);
          assertThat(kernel.lossAndGradient(p, null, 0, x.length, actual)).isEqualTo(value);
          assertThat(actual).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void lossAndGradient_parametersNotFinite_reachTheLoss() {
    Dataset dataset = Examples.soft(8, 100, 3, false);
    for (Kernel kernel : kernels(dataset, LossFunction.MSE, 100)) {
      try (kernel) {
        double[] p = {Double.NaN, 0, 0, 0};
        assertThat(kernel.lossAndGradient(p, null, 0, 100, new double[4])).isNaN();
      }
    }
  }

  @Test
  void close_workingMemory_isCleanForTheNext() {
    for (int rows : new int[] {1000, 70, 1000, 33}) {
      Dataset dataset = Examples.soft(rows, rows, 6, false);
      try (Kernel kernel = new PanelKernel(dataset, LossFunction.MSE, rows, false)) {
        assertSameBits(kernel, new ReferenceKernel(dataset, LossFunction.MSE), null, rows, 0, rows);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1", "2,3", "4,3", "5,1", "7,2", "8,4", "9,3", "15,1", "63,5", "64,4", "65,3", "100,31",
    "128,33", "513,7", "569,30", "4095,3", "4096,4", "4097,5", "9001,11", "40000,4", "300,129"
  })
  void hessian_allRows_hasTheBitsOfTheReference(int rows, int features) {
    for (LossFunction loss : LossFunction.values()) {
      for (boolean weighted : new boolean[] {false, true}) {
        Dataset dataset = Examples.soft(rows + features, rows, features, weighted);
        for (Kernel kernel : kernels(dataset, loss, rows)) {
          try (kernel) {
            for (Curvature curvature : Curvature.values()) {
              assertSameHessian(kernel, new ReferenceKernel(dataset, loss), curvature);
            }
            assertSameBits(kernel, new ReferenceKernel(dataset, loss), null, rows, 0, rows);
          }
        }
      }
    }
  }

  private static void assertSameHessian(
      Kernel kernel, ReferenceKernel reference, Curvature curvature) {
    int d = reference.features();
    for (double size : new double[] {0, 1, 30}) {
      double[] p = parameters(d, 4);
      for (int j = 0; j <= d; j++) {
        p[j] *= size;
      }
      SymmetricMatrix expected = new SymmetricMatrix(d + 1);
      SymmetricMatrix actual = new SymmetricMatrix(d + 1);
      Arrays.fill(actual.values(), 7);
      reference.hessian(p, curvature, expected);
      kernel.hessian(p, curvature, actual);
      assertThat(actual.values()).as("%s", kernel.getClass()).containsExactly(expected.values());
    }
  }

  private static List<Kernel> kernels(Dataset dataset, LossFunction loss, int batchSize) {
    List<Kernel> kernels = new ArrayList<>();
    kernels.add(new ScalarKernel(dataset, loss));
    kernels.add(new PanelKernel(dataset, loss, batchSize, false));
    if (SmallBatchKernel.fits(dataset, batchSize)) {
      kernels.add(new SmallBatchKernel(dataset, loss));
    }
    return kernels;
  }

  private static void assertSameBits(
      Kernel kernel,
      ReferenceKernel reference,
      int @Nullable [] order,
      int rows,
      int from,
      int to) {
    String what = "%s, rows %d to %d of %d".formatted(kernel.getClass(), from, to, rows);
    int d = reference.features();
    for (int step = 0; step < 2; step++) {
      double[] p = parameters(d, step);
      double[] expected = new double[d + 1];
      double[] actual = new double[d + 1];
      Arrays.fill(actual, 7);
      double loss = reference.lossAndGradient(p, order, from, to, expected);
      assertThat(kernel.lossAndGradient(p, order, from, to, actual)).as(what).isEqualTo(loss);
      assertThat(actual).as(what).containsExactly(expected);
    }
  }

  private static double[] parameters(int features, int seed) {
    return Initialization.UNIFORM.parameters(features, seed);
  }
}
