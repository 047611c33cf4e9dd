package dev.neuron;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Well-formed requests that nothing can be trained on or predicted with: 422 and the place. */
@ServiceTest
class UnusableInputBlackBoxTest {

  private final ServiceClient service;

  UnusableInputBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringAModel() {
    service
        .post(
            "/models",
            "{\"name\": \"known\", \"W\": [1, 2, 3], \"b\": 0, \"featureNames\": [\"a\", \"b\", \"c\"]}")
        .expect(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "x": [[1]]                                   | missing-field          | y
          "y": [1]                                     | missing-field          | x
          "x": null, "y": [1]                          | missing-field          | x
          "x": [], "y": []                             | no-rows                | x
          "x": [[]], "y": [1]                          | ragged-rows            | x/0
          "x": [[1], []], "y": [1, 0]                  | ragged-rows            | x/1
          "x": [[1], [1, 2]], "y": [1, 0]              | ragged-rows            | x/1
          "x": [[1, 2], [3, 4], [1]], "y": [1, 0, 1]   | ragged-rows            | x/2
          "x": [[1]], "y": []                          | wrong-target-count     | y
          "x": [[1]], "y": [1, 1]                      | wrong-target-count     | y
          "x": [[1]], "y": [1.0000000000000002]        | target-out-of-range    | y/0
          "x": [[1], [2], [3]], "y": [1, 0, -5e-324]   | more-than-two-classes  | y/0
          "x": [[1]], "y": [1], "featureNames": []     | invalid-feature-names  | featureNames
          "x": [[1, 2]], "y": [1], "featureNames": ["a"]       | invalid-feature-names | featureNames
          "x": [[1, 2]], "y": [1], "featureNames": ["a", "a"]  | invalid-feature-names | featureNames/1
          "x": [[1, 2]], "y": [1], "featureNames": ["", "a"]   | invalid-feature-names | featureNames/0
          "x": [[1, 2]], "y": [1], "featureNames": ["a", " "]  | invalid-feature-names | featureNames/1
          "x": [[1]], "y": [1], "sampleWeights": [0]    | invalid-sample-weights | sampleWeights
          "x": [[1]], "y": [1], "sampleWeights": [-1]   | invalid-sample-weights | sampleWeights/0
          "x": [[1]], "y": [1], "sampleWeights": [1, 1] | invalid-sample-weights | sampleWeights
          "x": [[1]], "y": [1], "sampleWeights": []     | invalid-sample-weights | sampleWeights
          """)
  void dataset_isRefusedWithItsPlace(String dataset, String type, String pointer) {
    service
        .train("{\"dataset\": {" + dataset + "}}")
        .expectProblem(422, type, "#/dataset/" + pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                | missing-field         | #/x
          {"x": [[1]]}                                      | missing-field         | #/modelId
          {"modelId": null, "x": [[1]]}                     | missing-field         | #/modelId
          {"modelId": "known"}                              | missing-field         | #/x
          {"W": [1, 2], "x": [[1, 1]]}                      | missing-field         | #/b
          {"b": 1, "x": [[1, 1]]}                           | missing-field         | #/W
          {"W": [1, 2], "b": 0, "modelId": "known", "x": [1, 1]} | conflicting-fields | #/W
          {"b": 0, "modelId": "known", "x": [1, 1, 1]}      | conflicting-fields    | #/b
          {"modelId": "known", "x": []}                     | no-rows               | #/x
          {"modelId": "known", "x": [[]]}                   | ragged-rows           | #/x/0
          {"modelId": "known", "x": [[1, 2, 3], [1, 2]]}    | ragged-rows           | #/x/1
          {"modelId": "known", "x": [[1, 2]]}               | wrong-feature-count   | #/x
          {"modelId": "known", "x": [1, 2, 3, 4]}           | wrong-feature-count   | #/x
          {"W": [], "b": 0, "x": [[1]]}                     | wrong-feature-count   | #/W
          {"modelId": "known", "x": [{"a": 1, "b": 2}]}     | feature-name-mismatch | #/x
          {"modelId": "known", "x": [{"a": 1, "b": 2, "d": 3}]} | feature-name-mismatch | #/x
          {"modelId": "known", "x": [{"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2}]} | missing-values | #/x/1/c
          {"modelId": "known", "x": [{"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "C": 3}]} | feature-name-mismatch | #/x
          {"modelId": "known", "x": {"a": 1, "b": 2}}       | feature-name-mismatch | #/x
          {"W": [1, 2], "b": 0, "x": [{"a": 1, "b": 1}]}    | feature-name-mismatch | #/x
          {"modelId": "known", "x": [{}]}                   | ragged-rows           | #/x/0
          {"modelId": "known", "x": {}}                     | ragged-rows           | #/x
          {"W": [1e308, 1e308], "b": 0, "x": [[1, 0], [10, 10]]} | number-out-of-range | #/x/1
          {"W": [1e308, 1e308], "b": 0, "x": [10, 10]}      | number-out-of-range   | #/x
          {"modelId": "known", "x": [1, 0, 1], "threshold": 1.5}  | invalid-threshold | #/threshold
          {"modelId": "known", "x": [1, 0, 1], "threshold": -0.1} | invalid-threshold | #/threshold
          """)
  void notPredictable_isRefusedWithItsPlace(String request, String type, String pointer) {
    service.predict(request).expectProblem(422, type, pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"b": 0}                                            | missing-field         | #/W
          {"W": [1]}                                          | missing-field         | #/b
          {"W": [], "b": 0}                                   | wrong-feature-count   | #/W
          {"W": [1], "b": 0, "name": ""}                      | invalid-name          | #/name
          {"W": [1], "b": 0, "name": "a b"}                   | invalid-name          | #/name
          {"W": [1], "b": 0, "name": "-a"}                    | invalid-name          | #/name
          {"W": [1], "b": 0, "name": "ä"}                     | invalid-name          | #/name
          {"W": [1, 2], "b": 0, "featureNames": ["a"]}        | invalid-feature-names | #/featureNames
          {"W": [1, 2], "b": 0, "featureNames": ["a", "a"]}   | invalid-feature-names | #/featureNames/1
          {"W": [1, 2], "b": 0, "featureNames": [" ", "a"]}   | invalid-feature-names | #/featureNames/0
          """)
  void notANeuron_isRefusedWithItsPlace(String neuron, String type, String pointer) {
    service.post("/models", neuron).expectProblem(422, type, pointer);
  }
}
