package dev.neuron.launcher;

import java.lang.reflect.InvocationTargetException;

/**
 * The main class of the jar: says which Java is needed where the present one could load no other
 * class of the service. Compiled for Java 8, apart from everything else.
 */
public final class Launcher {

  private static final int NEEDED = 25;
  private static final String SPRING_BOOT = "org.springframework.boot.loader.launch.JarLauncher";

  private Launcher() {}

  /** Starts the service with the arguments of the command line, or exits with code 1. */
  public static void main(String[] args) throws Throwable {
    int version = version(System.getProperty("java.specification.version"));
    if (version < NEEDED) {
      System.err.println(
          "Neuron needs Java "
              + NEEDED
              + " or later, and this is Java "
              + version
              + ", in "
              + System.getProperty("java.home")
              + ".\nInstall a newer one, for example Eclipse Temurin 25, and start the jar with its bin/java.");
      System.exit(1);
    }
    try {
      Class.forName(SPRING_BOOT).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Returns the number of a version, which was written 1.8 up to Java 8. */
  private static int version(String specification) {
    return Integer.parseInt(
        specification.startsWith("1.") ? specification.substring(2) : specification);
  }
}
