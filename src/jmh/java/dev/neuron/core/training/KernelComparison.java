package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.kernel.PanelKernel;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.thread.ChunkCrew;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;
import org.jspecify.annotations.Nullable;

/**
 * Prints how fast an epoch of the service is beside C on the same machine and beside numpy: all
 * contestants take turns in one run, medians of the turns, as a table in Markdown.
 *
 * <p>{@code src/jmh/compare} compiles the C, runs this and writes docs/PERFORMANCE.md.
 */
final class KernelComparison {

  private static final int ROUNDS = 15;
  private static final double TURN_NANOS = 1.5e8;
  private static final double RATE = 0.1;

  private record Shape(int rows, int features, int batchSize, int threads, double target) {
    boolean fullBatch() {
      return batchSize == rows;
    }

    String name() {
      String size = String.format(Locale.ROOT, "%,d × %d", rows, features);
      String batches = fullBatch() ? "" : ", batches of " + batchSize;
      return size + batches + (threads == 1 ? "" : ", " + threads + " threads");
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(4, 3, 4, 1, 2.5),
          new Shape(569, 30, 569, 1, 1.25),
          new Shape(100_000, 32, 100_000, 1, 2.0),
          new Shape(100_000, 32, 100_000, 2, 1.6),
          new Shape(1_000_000, 4, 1_000_000, 1, 1.4),
          new Shape(1_000_000, 4, 1_000_000, 2, 1.6),
          new Shape(2_000_000, 32, 2_000_000, 1, 2.0),
          new Shape(2_000_000, 32, 2_000_000, 2, 1.6),
          new Shape(569, 30, 1, 1, 3.0));

  private KernelComparison() {}

  /**
   * Prints the table.
   *
   * @param args the compiled C library, the numpy program, and how many of the shapes (default all)
   */
  public static void main(String[] args) throws Throwable {
    VectorWarmUp.run();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf("Measured on %s: %s.%n%n", LocalDate.now(ZoneOffset.UTC), machine());
    out.println("| rows × features | C | Neuron | Neuron ÷ C | numpy | numpy ÷ Neuron |");
    out.println("|---|---|---|---|---|---|");
    List<Integer> chosen = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      chosen.add(Integer.valueOf(args[i]));
    }
    for (int i = 0; i < SHAPES.size(); i++) {
      if (chosen.isEmpty() || chosen.contains(i)) {
        out.println(row(SHAPES.get(i), Path.of(args[0]), Path.of(args[1])));
      }
    }
    System.exit(0);
  }

  private static String row(Shape shape, Path library, Path numpyProgram) throws Throwable {
    Dataset dataset = dataset(shape);
    double[] c = new double[ROUNDS];
    double[] ours = new double[ROUNDS];
    double[] ratio = new double[ROUNDS];
    double[] numpy = new double[ROUNDS];
    double[] numpyRatio = new double[ROUNDS];
    try (Reference reference = new Reference(library, dataset)) {
      int epochs = 1;
      double perEpoch;
      do {
        epochs *= 2;
        perEpoch = ours(shape, dataset, epochs) / epochs;
      } while (perEpoch * epochs < TURN_NANOS / 2);
      epochs = Math.max(1, (int) (TURN_NANOS / perEpoch));
      for (int round = -2; round < ROUNDS; round++) {
        double theirs = c(shape, reference, epochs);
        double mine = ours(shape, dataset, epochs);
        if (round >= 0) {
          c[round] = theirs / epochs / shape.rows();
          ours[round] = mine / epochs / shape.rows();
          ratio[round] = mine / theirs;
        }
      }
      // Only now: its threads go on spinning for a while after each turn.
      try (Numpy other = Numpy.start(numpyProgram, shape)) {
        for (int round = 0; round < ROUNDS; round++) {
          double mine = ours(shape, dataset, epochs) / epochs;
          double theirs = other == null ? Double.NaN : other.nanos(perEpoch);
          numpy[round] = theirs / shape.rows();
          numpyRatio[round] = theirs / mine;
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | **%.2f** [≤ %s] | %s | %s |",
        shape.name(),
        median(c),
        median(ours),
        median(ratio),
        shape.target(),
        number(median(numpy)),
        number(median(numpyRatio)));
  }

  private static double c(Shape shape, Reference reference, int epochs) throws Throwable {
    long start = System.nanoTime();
    double loss =
        shape.fullBatch()
            ? reference.train(RATE, epochs, shape.threads())
            : reference.trainSingle(RATE, epochs);
    long nanos = System.nanoTime() - start;
    require(loss > 0 && loss < 1, "C's loss is " + loss);
    return nanos;
  }

  private static double ours(Shape shape, Dataset dataset, int epochs) {
    Hyperparameters hyperparameters =
        Hyperparameters.builder()
            .learningRate(RATE)
            .epochs(epochs)
            .batchSize(shape.batchSize())
            .shuffle(false)
            .build()
            .forRows(shape.rows(), shape.rows());
    double[] p = new double[shape.features() + 1];
    try (GradientDescent descent =
        new GradientDescent(dataset, null, hyperparameters, p, kernel(shape, dataset))) {
      long start = System.nanoTime();
      DescentResult outcome = descent.run();
      long nanos = System.nanoTime() - start;
      require(outcome.epochsRun() == epochs, "stopped early");
      return nanos;
    }
  }

  private static Kernel kernel(Shape shape, Dataset dataset) {
    Kernel chosen = Kernel.of(dataset, LossFunction.MSE, shape.batchSize(), false);
    if (chosen instanceof PanelKernel) {
      chosen.close();
      return new PanelKernel(dataset, LossFunction.MSE, shape.batchSize(), false, shape.threads());
    }
    return chosen;
  }

  private static Dataset dataset(Shape shape) {
    if (shape.rows() == 4) {
      return Dataset.of(
          new Matrix(new double[] {0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1, 1}, 4, 3),
          new double[] {0, 1, 1, 0});
    }
    Random random = new Random(1);
    double[] x = random.doubles((long) shape.rows() * shape.features(), -1, 1).toArray();
    double[] y = random.ints(shape.rows(), 0, 2).asDoubleStream().toArray();
    return Dataset.of(new Matrix(x, shape.rows(), shape.features()), y);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.1f", value);
  }

  private static String machine() throws IOException {
    Path information = Path.of("/proc/cpuinfo");
    String processor = System.getProperty("os.arch");
    if (Files.exists(information)) {
      try (Stream<String> lines = Files.lines(information)) {
        processor =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(processor);
      }
    }
    return "%s, %d processors, vectors of %d bits, %s %s"
        .formatted(
            processor,
            ChunkCrew.MAX_SIZE,
            DoubleVector.SPECIES_PREFERRED.vectorBitSize(),
            System.getProperty("java.vm.vendor"),
            Runtime.version());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** A Python process that trains with numpy when asked. */
  private record Numpy(Process process, Writer in, BufferedReader out) implements AutoCloseable {

    /** Null where it does not start, and for what numpy is not made for. */
    static @Nullable Numpy start(Path program, Shape shape) throws IOException {
      if (!Files.exists(program) || !shape.fullBatch()) {
        return null;
      }
      ProcessBuilder builder =
          new ProcessBuilder(
                  "python3",
                  program.toString(),
                  String.valueOf(shape.rows()),
                  String.valueOf(shape.features()),
                  String.valueOf(shape.threads()))
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      return new Numpy(process, process.outputWriter(), process.inputReader());
    }

    /** Nanoseconds an epoch. */
    double nanos(double perEpochOfOurs) throws IOException {
      int epochs = (int) Math.clamp(TURN_NANOS / perEpochOfOurs / 10, 2, 3000);
      in.write(epochs + "\n");
      in.flush();
      String answer = out.readLine();
      return answer == null ? Double.NaN : Double.parseDouble(answer);
    }

    @Override
    public void close() throws IOException {
      in.close();
      process.destroy();
    }
  }
}
