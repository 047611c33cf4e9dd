package dev.neuron;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * How many bytes a piece of code allocates on its thread. Whatever the collector does meanwhile,
 * its heap cannot have held more than these at once: a bound on the peak that no clock decides.
 */
public final class Allocated {

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /** Runs the code once to load its classes and once to measure it. */
  public static long by(Callable<?> code) throws Exception {
    code.call();
    return once(code);
  }

  /**
   * Runs the code some times and gives the least: what it allocates when it is compiled. Code whose
   * compiled form has just been discarded is interpreted, and then each vector is an object.
   */
  public static long leastBy(int runs, Callable<?> code) throws Exception {
    long least = by(code);
    for (int run = 1; run < runs; run++) {
      least = Math.min(least, once(code));
    }
    return least;
  }

  private static long once(Callable<?> code) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    code.call();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
