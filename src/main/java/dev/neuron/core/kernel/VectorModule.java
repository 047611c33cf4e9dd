package dev.neuron.core.kernel;

/**
 * The module {@code jdk.incubator.vector}, which the JVM was given ({@code --add-modules}) or is
 * given here, while it runs. A JVM that is given it at its start cannot take its modules from a
 * cache (JDK 25: no archived boot layer with an incubator module) and starts up to twice as slowly.
 *
 * <p>It is brought in as the JVM itself brings in a module that a tool asks for, by a method that
 * the JDK keeps to itself. The jar's manifest asks for it ({@code Add-Exports}). A JDK that has it
 * no more leaves the service without vectors, and the option at the start.
 */
public final class VectorModule {

  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Whether it is there, once it has been brought in if it can be. */
  public static boolean available() {
    return Sought.FOUND;
  }

  /** Sought once, by the first who asks. */
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
