package dev.neuron.core.kernel;

/**
 * Whether kernels with vectors may be used. They cannot without their module ({@link
 * VectorModule}); they should not before the compiler has seen them, because interpreted they are a
 * hundred times slower; and they should not on a processor that lacks their instructions. The bits
 * are the same.
 */
public final class VectorSupport {

  private static volatile boolean ready;

  private VectorSupport() {}

  /** True once kernels may use vectors. */
  public static boolean ready() {
    return ready;
  }

  /** Allows vectors from now on, where their module is available. */
  public static void enable() {
    ready = VectorModule.available();
  }
}
