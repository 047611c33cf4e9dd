package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each suggested change of a finding is sent as it stands, and the finding goes. */
@ServiceTest
class CuresBlackBoxTest {

  private final ServiceClient service;

  CuresBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private static List<String> codes(JsonNode model) {
    return model.get("findings").valueStream().map(f -> f.get("code").stringValue()).toList();
  }

  private JsonNode train(ObjectNode request) {
    return service.train(request.toString()).expect(201).json();
  }

  /** Sends a request, then the same with the cure of a finding, which must be gone. */
  private JsonNode assertCured(String code, String request) {
    ObjectNode changed = (ObjectNode) Answer.parse(request);
    JsonNode finding =
        train(changed)
            .get("findings")
            .valueStream()
            .filter(found -> found.get("code").stringValue().equals(code))
            .findFirst()
            .orElseThrow();
    JsonNode cure = finding.get("cure");
    for (String part : List.of("hyperparameters", "dataset")) {
      cure.path(part)
          .propertyStream()
          .forEach(
              change -> ((ObjectNode) changed.get(part)).set(change.getKey(), change.getValue()));
    }

    JsonNode cured = train(changed);

    assertThat(codes(cured)).doesNotContain(code);
    return cured;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SAME_AS_BIAS      | "x": [[0, 1], [1, 1]], "y": [0, 1]                                        | {}
          SAME_AS_BIAS      | "x": [[0, 1], [1, 1]], "y": [0, 1], "featureNames": ["a", "b,c"]           | {}
          CONSTANT_FEATURE  | "x": [[5, 0], [5, 1]], "y": [0, 1]                                        | {"standardize": true}
          DUPLICATE_FEATURE | "x": [[0, 3, 0], [1, 5, 1], [2, 1, 2]], "y": [0, 1, 0]                     | {}
          UNSCALED_FEATURE  | "x": [[1000, 1], [3000, 0]], "y": [0, 1]                                   | {}
          DROPPED_ROWS      | "rows": [{"a": 1, "y": 0}, {"a": 2, "y": 1}, {"a": null, "y": 1}], "missing": "dropRows" | {}
          CONSTANT_FEATURE  | "rows": [{"c": "r", "k": "s", "y": "no"}, {"c": "g", "k": "s", "y": "yes"}] | {}
          CONSTANT_FEATURE  | "rows": [{"c": "r", "k": 7, "y": "no"}, {"c": "g", "k": 7, "y": "yes"}]    | {}
          """)
  void cure_ofAFindingOnTheData_isSent(String code, String dataset, String hyperparameters) {
    assertCured(
        code, "{\"dataset\": {%s}, \"hyperparameters\": %s}".formatted(dataset, hyperparameters));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          RATE_TOO_HIGH | "x": [[0], [1], [2], [3]], "y": [0, 1, 0, 1]      | "learningRate": 50, "loss": "crossEntropy", "epochs": 200
          RATE_TOO_LOW  | "x": [[0], [1]], "y": [0, 1]                      | "learningRate": 0.001
          STILL_FALLING | "x": [[0], [1]], "y": [0, 1]                      | "learningRate": 1, "epochs": 40
          SATURATED     | "x": [[0], [1]], "y": [0, 1]                      | "initial": {"W": [-60], "b": 30}
          ONE_CLASS     | "x": [[0], [1], [2], [3], [4]], "y": [0, 0, 0, 0, 1] | "split": "rows", "validationFraction": 0.2, "seed": 3
          """)
  void cure_ofAFindingOnTheTraining_isSent(String code, String dataset, String hyperparameters) {
    assertCured(
        code, "{\"dataset\": {%s}, \"hyperparameters\": {%s}}".formatted(dataset, hyperparameters));
  }

  /** Thirty rows of eight features, of which one says something. */
  @Test
  void overfitting_isCuredByStoppingEarly() {
    Random random = new Random(5);
    List<String> x = new ArrayList<>();
    List<String> y = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double[] row = random.doubles(8).toArray();
      x.add(Arrays.toString(row));
      y.add(row[0] + random.nextDouble() > 1 ? "1" : "0");
    }
    assertCured(
        "OVERFITTING",
        """
        {"dataset": {"x": %s, "y": %s},
         "hyperparameters": {"validationFraction": 0.4, "epochs": 5000, "learningRate": 5,
                             "loss": "crossEntropy", "standardize": true}}"""
            .formatted(x, y));
  }

  @Test
  void imbalance_isCuredByClassWeights() {
    String x =
        IntStream.range(0, 40).mapToObj(i -> "[" + i % 7 + "]").collect(Collectors.joining(","));
    String y =
        IntStream.range(0, 40).mapToObj(i -> i == 3 ? "1" : "0").collect(Collectors.joining(","));

    JsonNode cured =
        assertCured(
            "IMBALANCED",
            "{\"dataset\": {\"x\": [%s], \"y\": [%s]}, \"hyperparameters\": {}}".formatted(x, y));

    assertThat(cured.at("/hyperparameters/classWeights").stringValue()).isEqualTo("balanced");
  }
}
