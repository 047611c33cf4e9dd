package dev.neuron.core.kernel;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The JVM's compiler that turns operations on vectors into instructions. A JVM may run without it
 * ({@code -XX:TieredStopAtLevel=1} or {@code -Xint}, for a quick start): there each vector is an
 * object on the heap, and kernels with vectors are slower than scalar ones for as long as it runs.
 */
final class OptimisingCompiler {

  private static final String LEVEL_OPTION = "-XX:TieredStopAtLevel=";
  private static final String OPTIMISING_LEVEL = "4";

  private OptimisingCompiler() {}

  /** True unless the JVM was started without it. */
  static boolean available() {
    return ManagementFactory.getCompilationMXBean() != null
        && isIncluded(ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /**
   * True unless the JVM stops compiling at a lower level.
   *
   * @param arguments of the JVM; the last level counts
   */
  static boolean isIncluded(List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(LEVEL_OPTION))
        .reduce((_, last) -> last)
        .map(argument -> argument.equals(LEVEL_OPTION + OPTIMISING_LEVEL))
        .orElse(true);
  }
}
