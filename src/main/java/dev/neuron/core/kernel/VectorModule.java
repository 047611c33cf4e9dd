package dev.neuron.core.kernel;

/**
 * The module {@code jdk.incubator.vector}: the JVM loaded it at its start ({@code --add-modules}),
 * or it is loaded here while the JVM runs. A JVM that loads it at its start cannot take its modules
 * from a cache (JDK 25: no archived boot layer with an incubator module) and starts up to twice as
 * slowly.
 *
 * <p>It is loaded by the internal method with which the JDK loads the modules of its own tools. The
 * jar's manifest opens that method ({@code Add-Exports}). On a JDK without that method, the service
 * has no vectors unless the option is given at the start.
 */
public final class VectorModule {

  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** True if the module is available; loads it if necessary and possible. */
  public static boolean available() {
    return Sought.FOUND;
  }

  /** Holder that looks for the module once, with the first call. */
  private static final class Sought {
    static final boolean FOUND = ModuleLayer.boot().findModule(NAME).isPresent() || broughtIn();

    private static boolean broughtIn() {
      try {
        Class.forName("jdk.internal.module.Modules")
            .getMethod("loadModule", String.class)
            .invoke(null, NAME);
        return true;
      } catch (ReflectiveOperationException e) {
        return false;
      }
    }
  }
}
