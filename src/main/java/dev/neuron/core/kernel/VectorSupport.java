package dev.neuron.core.kernel;

/**
 * The switch for kernels with vectors. They cannot be used without their module ({@link
 * VectorModule}); should not be before the compiler has seen them or without it ({@link
 * OptimisingCompiler}), because interpreted they are a hundred times slower; and should not be on a
 * processor that lacks their instructions. The bits are the same.
 */
public final class VectorSupport {

  private static volatile boolean ready;
  private static volatile boolean sideBySide;

  private VectorSupport() {}

  /** True once kernels may use vectors. */
  public static boolean ready() {
    return ready;
  }

  /** True once trainings of a few rows may run side by side in vectors. */
  public static boolean readySideBySide() {
    return sideBySide;
  }

  /** True if this JVM has the module of vectors and the compiler that makes them fast. */
  public static boolean canBeFast() {
    return OptimisingCompiler.available() && VectorModule.available();
  }

  /** Allows kernels to use vectors from now on, where their module is available. */
  public static void enableKernels() {
    ready = VectorModule.available();
  }

  /** Allows all uses of vectors from now on, where their module is available. */
  public static void enable() {
    enableKernels();
    sideBySide = ready;
  }
}
