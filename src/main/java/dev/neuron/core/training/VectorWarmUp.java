package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.kernel.PanelKernel;
import dev.neuron.core.kernel.ScalarKernel;
import dev.neuron.core.kernel.SmallBatchKernel;
import dev.neuron.core.kernel.VectorSupport;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Trains with and without vectors, so that the compiler sees the kernels, and their times show
 * which are faster on this processor.
 */
public final class VectorWarmUp {

  // One chunk and two, the last panel not full; a few features and many; weighted and not: every
  // branch is taken, and every stage takes so large a part of the time in one of these that it
  // shows if it is not compiled.
  private static final int[] ROWS = {100, LaneSums.CHUNK_ROWS + 100};
  private static final int[] FEATURES = {3, 40};
  private static final int ROW_EPOCHS = 80_000;
  private static final int MAX_ROUNDS = 30;

  private VectorWarmUp() {}

  /**
   * Runs the kernels with vectors until they are faster than the scalar one, and then allows them;
   * gives up after some rounds. Takes about a second on one thread. Kernels and trainings side by
   * side are allowed apart: the compiler may turn out slow code for one of them alone.
   *
   * @return true if kernels may use vectors
   */
  public static boolean run() {
    for (int round = 0;
        round < MAX_ROUNDS && VectorSupport.canBeFast() && !VectorSupport.readySideBySide();
        round++) {
      boolean faster = true;
      for (LossFunction loss : LossFunction.values()) {
        // The most common kernel; it needs no vectors, but the compiler may as well see it too.
        Dataset slides = dataset(4, 3, false);
        nanos(slides, loss, new SmallBatchKernel(slides, loss));
      }
      for (int rows : ROWS) {
        for (int features : FEATURES) {
          for (LossFunction loss : LossFunction.values()) {
            faster &= panelsAreFaster(dataset(rows, features, loss == LossFunction.MSE), loss);
          }
        }
      }
      if (faster) {
        VectorSupport.enableKernels();
      }
      for (LossFunction loss : LossFunction.values()) {
        faster &= togetherIsFaster(loss);
      }
      if (faster) {
        VectorSupport.enable();
      }
    }
    return VectorSupport.ready();
  }

  /** True if tiny trainings side by side are faster than one after the other. */
  private static boolean togetherIsFaster(LossFunction loss) {
    Dataset slides = dataset(4, 3, false);
    long alone = nanos(slides, loss, new SmallBatchKernel(slides, loss));
    Hyperparameters hyperparameters =
        Hyperparameters.builder().epochs(ROW_EPOCHS / 4).loss(loss).build().forRows(4, 4);
    Lockstep.Shape shape =
        Objects.requireNonNull(Lockstep.Shape.of(slides, hyperparameters, ROW_EPOCHS / 4));
    List<GradientDescent> descents =
        Stream.generate(() -> new GradientDescent(slides, null, hyperparameters, new double[4]))
            .limit(Lockstep.SIZE)
            .toList();
    long began = System.nanoTime();
    new Lockstep(shape, descents).run((_, _) -> TrainingListener.Signal.GO_ON);
    return System.nanoTime() - began < alone * Lockstep.SIZE;
  }

  private static boolean panelsAreFaster(Dataset dataset, LossFunction loss) {
    long plain = nanos(dataset, loss, new ScalarKernel(dataset, loss));
    long panels = nanos(dataset, loss, new PanelKernel(dataset, loss, dataset.rows(), false));
    return panels < plain;
  }

  private static long nanos(Dataset dataset, LossFunction loss, Kernel kernel) {
    int rows = dataset.rows();
    Hyperparameters hyperparameters =
        Hyperparameters.builder().epochs(ROW_EPOCHS / rows).loss(loss).build().forRows(rows, rows);
    double[] start = new double[dataset.features() + 1];
    try (GradientDescent descent =
        new GradientDescent(dataset, null, hyperparameters, start, kernel)) {
      long began = System.nanoTime();
      descent.run();
      kernel.loss(start);
      return System.nanoTime() - began;
    }
  }

  private static Dataset dataset(int rows, int features, boolean weighted) {
    RandomGenerator random = new SplittableRandom(features);
    double[] x = random.doubles((long) rows * features, -1, 1).toArray();
    double[] y = random.doubles(rows).toArray();
    double[] weights = weighted ? random.doubles(rows, 0.5, 1).toArray() : null;
    return Dataset.of(new Matrix(x, rows, features), y, weights, null);
  }
}
