package dev.neuron.core.training;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.VectorSupport;
import dev.neuron.core.neuron.LossFunction;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Trains a fixed set and prints a line for each training: its name, its fingerprint and a hash of
 * every bit of its result. {@link SameBitsTest} runs it in JVMs of many kinds.
 */
final class NumericsProgram {

  private NumericsProgram() {}

  /**
   * Prints the table.
   *
   * @param args {@code vectors} to use them from the first training on; else the kernels are those
   *     of a service that has just started
   */
  public static void main(String[] args) {
    if (Arrays.asList(args).contains("vectors")) {
      VectorSupport.enable();
      if (!VectorSupport.ready()) {
        throw new IllegalStateException("There are no vectors here");
      }
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    table().forEach((name, line) -> out.println(name + "," + line));
  }

  /** A line for each training, by its name. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (LossFunction loss : LossFunction.values()) {
      add(table, loss, "slides", Examples.slides(), h -> h.epochs(1000));
      add(table, loss, "five", Examples.soft(1, 5, 2, true), h -> h.epochs(50).momentum(0.5));
      add(table, loss, "odd", Examples.soft(2, 37, 5, false), h -> h.epochs(20));
      add(table, loss, "wide", Examples.soft(3, 70, 40, true), h -> h.epochs(10).l2(0.01));
      add(table, loss, "chunks", Examples.soft(4, 9001, 3, true), h -> h.standardize(true));
      add(table, loss, "threads", Examples.soft(5, 20_001, 2, false), h -> h.epochs(3));
      add(table, loss, "one", Examples.soft(6, 211, 7, true), h -> h.batchSize(1));
      add(table, loss, "shuffled", Examples.soft(7, 500, 6, true), h -> h.batchSize(30));
      add(
          table,
          loss,
          "contiguous",
          Examples.soft(8, 1000, 4, true),
          h -> h.batchSize(90).shuffle(false).momentum(0.9));
      add(
          table,
          loss,
          "held-out",
          Examples.labelled(9, 300, 4),
          h -> h.validationFraction(0.3).tolerance(0.0).l2(0.001));
      add(table, loss, "breast-cancer", Examples.breastCancer(), h -> h.standardize(true));
    }
    for (LossFunction loss : LossFunction.values()) {
      for (Solver solver : List.of(Solver.NEWTON, Solver.LBFGS)) {
        addSolver(table, loss, solver);
      }
    }
    return table;
  }

  private static void addSolver(Map<String, String> table, LossFunction loss, Solver solver) {
    String name = solver + " ";
    add(table, loss, name + "slides", Examples.slides(), h -> h.solver(solver).epochs(40));
    add(table, loss, name + "wide", Examples.soft(3, 70, 40, true), h -> h.solver(solver).l2(0.01));
    add(
        table,
        loss,
        name + "threads",
        Examples.labelled(5, 20_001, 5),
        h -> h.solver(solver).epochs(20).l2(1e-3));
    add(
        table,
        loss,
        name + "held-out",
        Examples.labelled(9, 300, 4),
        h -> h.solver(solver).epochs(30).validationFraction(0.3).tolerance(0.0));
    add(
        table,
        loss,
        name + "breast-cancer",
        Examples.breastCancer(),
        h -> h.solver(solver).epochs(25).standardize(true).l2(1e-4));
  }

  private static void add(
      Map<String, String> table,
      LossFunction loss,
      String name,
      Dataset dataset,
      Consumer<HyperparametersBuilder> settings) {
    HyperparametersBuilder hyperparameters =
        Hyperparameters.builder()
            .loss(loss)
            .epochs(5)
            .initialization(Initialization.UNIFORM)
            .seed(94L);
    settings.accept(hyperparameters);
    TrainingResult result = Trainings.train(dataset, hyperparameters);
    table.put(name + " " + loss, line(result));
  }

  private static String line(TrainingResult result) {
    String parameters =
        Arrays.stream(Trainings.parameters(result))
            .limit(8)
            .mapToObj(Double::toString)
            .collect(Collectors.joining(" "));
    return String.join(
        ",",
        result.fingerprint(),
        String.valueOf(result.epochsRun()),
        String.valueOf(result.loss()),
        parameters,
        digest(result));
  }

  /** A hash over the bits of all numbers of a result. */
  private static String digest(TrainingResult result) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, Trainings.parameters(result));
      add(digest, result.loss());
      add(digest, result.lossHistory());
      add(digest, result.validationLossHistory());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(MessageDigest digest, double... values) {
    for (double value : values) {
      digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip());
    }
  }
}
