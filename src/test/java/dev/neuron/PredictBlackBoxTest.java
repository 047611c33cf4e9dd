package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Predicts over HTTP. */
@ServiceTest
class PredictBlackBoxTest {

  private static final double LAST_BITS = 1e-15;

  private final ServiceClient service;
  private String id = "";

  PredictBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  /** σ(ln 3 · a − ln 9 · c + 0 · b): 1/2, 3/4, 1/10 … */
  @BeforeEach
  void bringANeuronWithKnownPredictions() {
    JsonNode model =
        service
            .post(
                "/models",
                """
                {"name": "known", "W": [1.0986122886681098, 0, -2.1972245773362196], "b": 0,
                 "featureNames": ["a", "b", "c"]}""")
            .expect(201)
            .json();
    id = model.get("modelId").stringValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [[1, 5, 0]]                                      | 0.75
          [1, 5, 0]                                        | 0.75
          [{"a": 1, "b": 5, "c": 0}]                       | 0.75
          [{"c": 0, "a": 1, "b": 5}]                       | 0.75
          {"b": 5, "c": 0, "a": 1}                         | 0.75
          [[0, 0, 1]]                                      | 0.1
          [[-1, 0, 0]]                                     | 0.25
          [[1, 0, 1], [1, 0, 0]]                           | 0.25 0.75
          [{"c":1,"b":0,"a":1}, {"b":0,"a":1,"c":0}]       | 0.25 0.75
          [{"a":1,"b":5,"c":0}, {"c":1,"a":0,"b":9}, {"b":1,"a":0,"c":0}] | 0.75 0.1 0.5
          [[0, 0, 0]]                                      | 0.5
          [[1000, 0, 0], [-1000, 0, 0]]                    | 1 0
          [[1e300, 0, 0], [-1e300, 0, 1]]                  | 1 0
          """)
  void byId_rowsInAnyForm_givesTheKnownPredictions(String x, String expected) {
    JsonNode answer =
        service.predict("{\"modelId\": \"%s\", \"x\": %s}".formatted(id, x)).expect(200).json();

    String[] values = expected.split(" ", -1);
    double[] predictions = array(answer.get("predictions"));
    assertThat(predictions).hasSize(values.length);
    for (int i = 0; i < values.length; i++) {
      double value = Double.parseDouble(values[i]);
      assertThat(predictions[i]).isCloseTo(value, within(LAST_BITS));
      assertThat(answer.get("labels").get(i).intValue()).isEqualTo(value >= 0.5 ? 1 : 0);
    }
    assertThat(answer.get("labels").size()).isEqualTo(values.length);
    assertThat(answer.get("modelId").stringValue()).isEqualTo(id);
  }

  @Test
  void byName_answersTheIdOfTheNewest() {
    JsonNode byName = service.predict("{\"modelId\": \"known\", \"x\": [1, 2, 3]}").json();
    JsonNode byId = service.predict("{\"modelId\": \"%s\", \"x\": [1, 2, 3]}".formatted(id)).json();

    assertThat(byName).isEqualTo(byId);
    assertThat(byName.get("modelId").stringValue()).isEqualTo(id);
  }

  @Test
  void withParameters_answersExactlyPredictionsAndLabels() {
    Answer answer = service.predict("{\"W\": [0, 0], \"b\": 0, \"x\": [[7, 8], [9, 1]]}");

    assertThat(answer.expect(200).json())
        .isEqualTo(Answer.parse("{\"predictions\": [0.5, 0.5], \"labels\": [1, 1]}"));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void withParametersOfAModel_hasTheSameBitsAsTheModel() {
    JsonNode model = service.get("/models/" + id).json();
    String x = "[[0.1, 0.2, 0.3], [4, -5, 6e-3], [0.3333333333333333, 1, 1]]";
    JsonNode stored = service.predict("{\"modelId\": \"%s\", \"x\": %s}".formatted(id, x)).json();
    JsonNode given =
        service
            .predict(
                "{\"W\": %s, \"b\": %s, \"x\": %s}".formatted(model.get("W"), model.get("b"), x))
            .json();

    assertThat(given.get("predictions")).isEqualTo(stored.get("predictions"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,   1 1 1",
    "0.1, 0 1 1",
    "0.25, 0 1 1",
    "0.5, 0 0 1",
    "0.75, 0 0 0",
    "1, 0 0 0",
  })
  void threshold_aPredictionOfAtLeastIt_isLabelled1(String threshold, String labels) {
    // predictions: exactly below 0.1, 0.25 + and 0.5
    JsonNode answer =
        service
            .predict(
                """
                {"W": [1], "b": 0, "x": [[-3], [-1], [0]], "threshold": %s}"""
                    .formatted(threshold))
            .expect(200)
            .json();

    assertThat(answer.get("labels").toString()).isEqualTo("[" + labels.replace(' ', ',') + "]");
  }

  @Test
  void unknownModel_isNotFound() {
    service
        .predict("{\"modelId\": \"nope\", \"x\": [[1]]}")
        .expectProblem(404, "model-not-found", "#/modelId");
  }
}
