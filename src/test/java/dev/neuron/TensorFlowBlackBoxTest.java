package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** TensorFlow Serving's REST interface and KServe's v1 over HTTP. */
@ServiceTest
class TensorFlowBlackBoxTest {

  private static final double LAST_BITS = 1e-15;
  private static final String MODEL = "/v1/models/served";

  private final ServiceClient service;
  private String version = "";

  TensorFlowBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringAModel() {
    ServedModel.bring(service);
    version = newestVersion();
  }

  private String newestVersion() {
    return service
        .get(MODEL)
        .expect(200)
        .json()
        .get("model_version_status")
        .get(0)
        .get("version")
        .stringValue();
  }

  private static void assertPredicted(Answer answer, String field, double... expected) {
    JsonNode body = answer.expect(200).json();
    assertThat(body.propertyNames()).containsExactly(field);
    assertThat(array(body.get(field))).containsExactly(expected, within(LAST_BITS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"instances": [[1, 5, 0], [1, 0, 1]]}                                | predictions
          {"instances": [{"x": [1, 5, 0]}, {"x": [1, 0, 1]}]}                  | predictions
          {"instances": [{"c": 0, "a": 1, "b": 5}, {"a": 1, "b": 0, "c": 1}]}  | predictions
          {"instances": [{"c": [0], "a": [1], "b": [5]}, {"a": 1, "b": [0], "c": 1}]} | predictions
          {"signature_name": "serving_default", "instances": [[1, 5, 0], [1, 0, 1]]} | predictions
          {"signature_name": "", "instances": [[1, 5, 0], [1, 0, 1]], "new": 1} | predictions
          {"signature_name": null, "inputs": null, "instances": [[1, 5, 0], [1, 0, 1]]} | predictions
          {"inputs": [[1, 5, 0], [1, 0, 1]]}                                   | outputs
          {"inputs": {"x": [[1, 5, 0], [1, 0, 1]]}}                            | outputs
          {"inputs": {"c": [0, 1], "b": [5, 0], "a": [[1], [1]]}}              | outputs
          """)
  void predict_inTheRowOrTheColumnFormat_isAnsweredInTheSame(String body, String field) {
    assertPredicted(service.post(MODEL + ":predict", body), field, 0.75, 0.25);
    assertPredicted(
        service.post(
            MODEL + ":predict",
            "application/x-www-form-urlencoded",
            body.getBytes(StandardCharsets.UTF_8)),
        field,
        0.75,
        0.25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                    | instances is needed
          {"instances": null}                                   | instances is needed
          {"instances": [[1, 0, 0]], "inputs": [[1, 0, 0]]}     | exclude each other
          {"instances": []}                                     | #/instances
          {"instances": {}}                                     | #/instances
          {"instances": [1, 0, 0]}                              | #/instances/0
          {"instances": [[1, 0, 0], [1, 0]]}                    | #/instances/1
          {"instances": [[1, 0]]}                               | takes 3 features
          {"instances": [[1, 0, NaN]]}                          | not valid JSON
          {"instances": [[1, 0, Infinity]]}                     | not valid JSON
          {"instances": [[1, 0, "NaN"]]}                        | #/instances/0/2
          {"instances": [[1, 0, null]]}                         | #/instances/0/2
          {"instances": [[[1, 0, 0]]]}                          | #/instances/0/0
          {"instances": [{"a": 1, "b": 0}]}                     | Missing: c
          {"instances": [{"a": 1, "b": 0, "c": 0, "d": 1}]}     | d
          {"instances": [{"a": 1, "b": 0, "c": 0}, {"a": 1}]}   | #/instances/1/b
          {"instances": [{"a": 1, "b": 0, "c": 0}, [1, 0, 0]]}  | #/instances/1
          {"instances": [[1, 0, 0], {"a": 1, "b": 0, "c": 0}]}  | #/instances/1
          {"instances": [{"x": [1, 0, 0]}, {"a": 1, "b": 0, "c": 0}]} | #/instances/1
          {"instances": [{"x": [1, 0, 0], "y": [1]}]}           | tensor x alone
          {"instances": [{"x": [1, 0]}]}                        | takes 3 features
          {"instances": [{"x": [1]}, {"x": [1], "y": [1]}]}     | #/instances/1
          {"instances": [{"x": [1], "y": [1]}]}                 | Missing: a, b, c
          {"instances": [{"x": [1, null, 0]}]}                  | #/instances/0/x/1
          {"instances": [{"x": []}]}                            | #/instances/0
          {"instances": [{"a": [1, 2], "b": 0, "c": 0}]}        | #/instances/0/a/1
          {"instances": [{"a": [], "b": 0, "c": 0}]}            | #/instances/0/a
          {"instances": [{"a": [[1]], "b": 0, "c": 0}]}         | #/instances/0/a/0
          {"instances": [{"a": 1, "b": [0], "c": ["u"]}]}       | #/instances/0/c
          {"instances": [{"z": [1, 0, 0]}]}                     | #/instances/0/z
          {"instances": [{}]}                                   | #/instances/0
          {"inputs": {}}                                        | #/inputs
          {"inputs": []}                                        | #/inputs
          {"inputs": [1, 0, 0]}                                 | #/inputs/0
          {"inputs": {"a": [1], "b": [0]}}                      | Missing: c
          {"inputs": {"a": [1], "b": [0], "c": [0, 1]}}         | "c" has 2 values
          {"inputs": {"a": [1], "b": [0], "c": [[0, 1]]}}       | "c" is not a column
          {"inputs": {"x": [1, 0, 0]}}                          | Missing: a, b, c
          {"inputs": {"x": [[1, 0, 0]], "a": [1]}}              | "x" is not a column
          {"inputs": {"a": 1}}                                  | #/inputs/a
          {"inputs": [{"a": 1, "b": 0, "c": 0}]}                | #/inputs/0
          {"inputs": {"x": [[1, null, 0]]}}                     | #/inputs/x/0/1
          {"inputs": {"a": [1], "b": [0], "c": ["u"]}}          | #/inputs/c/0
          {"inputs": {"x": [[1, 0, 0], [1e308, 0, -1e308]]}}    | #/inputs/x/1
          {"signature_name": "other", "instances": [[1, 0, 0]]} | serving_default
          {"signature_name": 1, "instances": [[1, 0, 0]]}       | #/signature_name
          {"instances": [[1e308, 0, -1e308]]}                   | overflows
          [[1, 0, 0]]                                           | Expected an object
          {"instances": [[1, 0, 0]]                             | not valid JSON
          """)
  void predict_withWhatIsNoRows_is400WithItsPlace(String body, String words) {
    service.post(MODEL + ":predict", body).expectInferenceError(400, words);
  }

  @Test
  void inputs_tooMany_are400() {
    String many =
        IntStream.range(0, 100_000)
            .mapToObj(j -> "\"x%d\": [1]".formatted(j))
            .collect(Collectors.joining(", "));
    service
        .post(MODEL + ":predict", "{\"inputs\": {" + many + "}}")
        .expectInferenceError(400, "#/inputs", "at most 10000 tensors");
  }

  @Test
  void models_areListedByName() {
    JsonNode list = service.get("/v1/models").expect(200).json();
    assertThat(list.propertyNames()).containsExactly("models");
    assertThat(list.get("models").valueStream().map(JsonNode::stringValue))
        .contains("served")
        .doesNotHaveDuplicates();
  }

  @Test
  void status_hasEveryVersion_newestFirst() {
    ServedModel.bringAnother(service);
    JsonNode status = service.get(MODEL).expect(200).json();

    assertThat(status.get("name").stringValue()).isEqualTo("served");
    assertThat(status.get("ready").booleanValue()).isTrue();
    assertThat(status.get("model_version_status").size()).isGreaterThanOrEqualTo(2);
    assertThat(status.get("model_version_status").get(1))
        .isEqualTo(
            Answer.parse(
                """
                {"version": "%s", "state": "AVAILABLE",
                 "status": {"error_code": "OK", "error_message": ""}}"""
                    .formatted(version)));
    JsonNode one = service.get(MODEL + "/versions/" + version).expect(200).json();
    assertThat(one.get("model_version_status").size()).isEqualTo(1);
    service.get(MODEL + "/versions/1").expectInferenceError(404, "no such version");
    service.get("/v1/models/nope").expectInferenceError(404, "No model");
  }

  @Test
  void metadata_hasTheSignature() {
    for (String path :
        new String[] {MODEL + "/metadata", MODEL + "/versions/" + version + "/metadata"}) {
      JsonNode metadata = service.get(path).expect(200).json();
      assertThat(metadata.get("model_spec"))
          .isEqualTo(
              Answer.parse(
                  "{\"name\": \"served\", \"signature_name\": \"\", \"version\": \"%s\"}"
                      .formatted(version)));
      assertThat(metadata.at("/metadata/signature_def/signature_def/serving_default"))
          .isEqualTo(
              Answer.parse(
                  """
                  {"inputs": {"x": {"dtype": "DT_DOUBLE", "tensor_shape": {"dim":
                   [{"size": "-1", "name": ""}, {"size": "3", "name": ""}],
                   "unknown_rank": false}, "name": "x"}},
                   "outputs": {"y": {"dtype": "DT_DOUBLE", "tensor_shape": {"dim":
                   [{"size": "-1", "name": ""}], "unknown_rank": false}, "name": "y"}},
                   "method_name": "tensorflow/serving/predict"}"""));
    }
    service.get("/v1/models/nope/metadata").expectInferenceError(404);
  }

  @Test
  void version_isTheSnapshotUnderTheName() {
    ServedModel.bringAnother(service);
    String body = "{\"instances\": [[1, 5, 0]]}";

    assertPredicted(service.post(MODEL + ":predict", body), "predictions", 0.5);
    assertPredicted(
        service.post(MODEL + "/versions/" + version + ":predict", body), "predictions", 0.75);
    service.post(MODEL + "/versions/7:predict", body).expectInferenceError(404, "no such version");
    service.post("/v1/models/nope:predict", body).expectInferenceError(404);
  }

  @Test
  void method_verbOrPath_thatIsNotThere_isAnErrorOfTheProtocol() {
    service.get(MODEL + ":predict").expectInferenceError(404);
    service.delete(MODEL).expectInferenceError(405);
    service.get("/v1/nope").expectInferenceError(404);
    assertThat(service.post(MODEL + ":classify", "{}").json().has("error")).isTrue();
  }
}
