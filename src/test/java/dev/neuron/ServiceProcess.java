package dev.neuron;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The service in a process of its own, on a port that is free. */
final class ServiceProcess implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");
  static final int PATIENCE_SECONDS = 120;

  /** Compiles well, but slowly: for tests that work a process hard. */
  static final String OPTIMISING_COMPILER = "-XX:TieredStopAtLevel=4";

  /** Halves the processor time of a start; most processes live for some seconds only. */
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Queue<String> output = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private ServiceProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::readOutput);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param jvmArguments such as {@code -Xmx256m}
   * @param properties such as {@code neuron.models.max-models=5}
   */
  static ServiceProcess start(List<String> jvmArguments, String... properties) {
    return start(Map.of(), jvmArguments, properties);
  }

  /** Starts it with environment variables. */
  static ServiceProcess start(
      Map<String, String> environment, List<String> jvmArguments, String... properties) {
    List<String> arguments = new ArrayList<>(List.of(QUICK_COMPILER));
    arguments.addAll(jvmArguments);
    arguments.addAll(StartCache.arguments());
    return launch(environment, arguments, properties);
  }

  /**
   * Starts it by its class, without a cache of loaded classes, for instance to write one. So
   * started it has no vectors, which no cache can hold (see {@code core.kernel.VectorModule}).
   */
  static ServiceProcess startCold(Path jar, String jvmArgument, String... properties) {
    return launch(
        Map.of(),
        List.of(jvmArgument, "-cp", jar.toString(), NeuronApplication.class.getName()),
        properties);
  }

  private static ServiceProcess launch(
      Map<String, String> environment, List<String> javaArguments, String... properties) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaArguments);
    if (Stream.of(properties).noneMatch(property -> property.startsWith("server.port="))) {
      command.add("--server.port=0");
    }
    for (String property : properties) {
      command.add("--" + property);
    }
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      return new ServiceProcess(builder.start()).awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServiceProcess awaitReady() {
    try {
      Waiting.until(
          "it is ready", () -> client().get("/actuator/health/readiness").status() == 200);
      return this;
    } catch (RuntimeException | AssertionError e) {
      close(); // or it would outlive the test
      throw e;
    }
  }

  int port() {
    return port.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  ServiceClient client() {
    return new ServiceClient(port());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its number. */
  long pid() {
    return process.pid();
  }

  /**
   * Asks it to stop, as an orchestrator does; the process's own {@code destroy} closes its output.
   */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end; its exit code, or −1 if it has not ended in time. */
  int exitCode(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it has printed so far. */
  String output() {
    return String.join("\n", output);
  }

  /** Bytes of the heap that live objects take. */
  long usedHeap() throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String told = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = TOTAL.matcher(told);
    if (histogram.waitFor() != 0 || !total.find()) {
      throw new IOException(told);
    }
    return Long.parseLong(total.group(1));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void readOutput() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher started = STARTED.matcher(line);
        if (started.find()) {
          port.complete(Integer.valueOf(started.group(1)));
        }
      }
    } catch (IOException e) {
      output.add(e.toString());
    }
    port.completeExceptionally(
        new IllegalStateException(
            "It ended with %d:\n%s".formatted(exitCode(PATIENCE_SECONDS), output())));
  }
}
