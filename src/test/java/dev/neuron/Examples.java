package dev.neuron;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Requests that several tests send, and the tables of the test data. */
final class Examples {

  /** The slides' table: the target equals x1. */
  static final String SLIDES =
      """
      {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 0]}""";

  private Examples() {}

  /** A training of the slides' table. */
  static String slides(String hyperparameters) {
    return """
        {"dataset": %s, "hyperparameters": %s, "lossHistoryPoints": 100}"""
        .formatted(SLIDES, hyperparameters);
  }

  /** A training of many seconds, whose epochs are short, within what can be waited for. */
  static String longTraining() {
    StringBuilder x = new StringBuilder();
    StringBuilder y = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      x.append(i == 0 ? "" : ",").append("[%d,%d,%d]".formatted(i % 2, i % 3, i % 5));
      y.append(i == 0 ? "" : ",").append(i % 2);
    }
    return """
        {"dataset": {"x": [%s], "y": [%s]}, "hyperparameters": {"epochs": 10000000, "batchSize": 1}}"""
        .formatted(x, y);
  }

  /** A table with its target in the last column. */
  record Table(List<String> x, List<Integer> y) {
    String xJson() {
      return "[" + String.join(",", x) + "]";
    }

    String datasetJson() {
      return "{\"x\":" + xJson() + ",\"y\":" + y + "}";
    }
  }

  static Table breastCancer() {
    List<String> lines = resource("/static/data/breast-cancer.csv").lines().skip(1).toList();
    return new Table(
        lines.stream()
            .map(line -> "[" + line.substring(0, line.lastIndexOf(',')) + "]")
            .collect(Collectors.toList()),
        lines.stream()
            .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(',') + 1)))
            .collect(Collectors.toList()));
  }

  /** Trains a model whose response has 10 MB, more than the buffers on the way to a client hold. */
  static String modelOfTenMegabytes(ServiceClient service) {
    return service
        .train(
            """
            {"dataset": %s, "hyperparameters": {"epochs": 500000, "learningRate": 0.001},
             "lossHistoryPoints": 500000}"""
                .formatted(SLIDES))
        .expect(201)
        .json()
        .get("modelId")
        .stringValue();
  }

  static String resource(String path) {
    try (InputStream stream = Objects.requireNonNull(Examples.class.getResourceAsStream(path))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
