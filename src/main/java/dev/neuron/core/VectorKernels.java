package dev.neuron.core;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Whether kernels with vectors may be used. They cannot without the module {@code
 * jdk.incubator.vector}; they should not before the compiler has seen them, because interpreted
 * they are a hundred times slower; and they should not on a processor that lacks their
 * instructions. Nobody sees the difference but in speed: the bits are the same.
 */
final class VectorKernels {

  private static final String MODULE = "jdk.incubator.vector";

  // Chosen so that every stage is called often enough to be compiled, in about a second.
  private static final int ROWS = 4096;
  private static final int[] FEATURES = {3, 40};
  private static final int PASSES = 40;
  private static final int MAX_ROUNDS = 30;

  private static volatile boolean ready;

  private VectorKernels() {}

  /** Whether the module is there. */
  static boolean available() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  static boolean ready() {
    return ready;
  }

  /**
   * Runs the kernels until they are faster than the plain one and then lets everyone use them;
   * gives up if that does not come about. Takes about a second of one thread.
   *
   * @return whether they may be used
   */
  static boolean warmUp() {
    for (int round = 0; round < MAX_ROUNDS && available() && !ready; round++) {
      boolean faster = true;
      for (int features : FEATURES) {
        Dataset dataset = dataset(features);
        for (LossFunction loss : LossFunction.values()) {
          long plain = nanos(new PlainKernel(dataset, loss), features);
          long panels = nanos(new PanelKernel(dataset, loss, ROWS, false), features);
          faster &= panels < plain;
        }
      }
      ready = faster;
    }
    return ready;
  }

  /** Lets everyone use them without a trial. */
  static void enable() {
    ready = available();
  }

  private static long nanos(Kernel kernel, int features) {
    double[] parameters = new double[features + 1];
    double[] gradient = new double[features + 1];
    long start = System.nanoTime();
    try (kernel) {
      for (int pass = 0; pass < PASSES; pass++) {
        kernel.lossAndGradient(parameters, null, 0, ROWS, gradient);
      }
      kernel.loss(parameters);
    }
    return System.nanoTime() - start;
  }

  private static Dataset dataset(int features) {
    RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(features);
    double[] x = random.doubles((long) ROWS * features, -1, 1).toArray();
    double[] y = random.ints(ROWS, 0, 2).asDoubleStream().toArray();
    return Dataset.of(new Matrix(x, ROWS, features), y);
  }
}
