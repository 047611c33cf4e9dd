package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** The Open Inference Protocol v2 over HTTP. */
@ServiceTest
class InferenceBlackBoxTest {

  private static final double LAST_BITS = 1e-15;
  private static final String MODEL = "/v2/models/served";
  private static final String TENSOR =
      "{\"name\": \"x\", \"shape\": %s, \"datatype\": \"%s\", \"data\": %s}";

  private final ServiceClient service;
  private String version = "";

  InferenceBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringAModel() {
    ServedModel.bring(service);
    version = versions().getFirst();
  }

  private List<String> versions() {
    return service
        .get(MODEL)
        .expect(200)
        .json()
        .get("versions")
        .valueStream()
        .map(JsonNode::stringValue)
        .toList();
  }

  private static String tensor(String shape, String datatype, String data) {
    return "{\"inputs\": [%s]}".formatted(TENSOR.formatted(shape, datatype, data));
  }

  private Answer infer(String body) {
    return service.post(MODEL + "/infer", body);
  }

  private static void assertPredicted(Answer answer, double... expected) {
    JsonNode output = answer.expect(200).json().get("outputs").get(0);
    assertThat(output.get("name").stringValue()).isEqualTo("y");
    assertThat(array(output.get("data"))).containsExactly(expected, within(LAST_BITS));
  }

  @Test
  void server_saysWhatItIs() {
    for (String path : List.of("/v2", "/v2/")) {
      JsonNode server = service.get(path).expect(200).json();
      assertThat(server.propertyNames()).containsExactly("name", "version", "extensions");
      assertThat(server.get("name").stringValue()).isEqualTo("neuron");
    }
    service.get("/v2/nope").expectInferenceError(404);
  }

  @Test
  void model_saysWhatItTakesAndGives() {
    assertThat(service.get(MODEL).expect(200).json())
        .isEqualTo(
            Answer.parse(
                """
                {"name": "served", "versions": [%s], "platform": "neuron",
                 "inputs": [{"name": "x", "datatype": "FP64", "shape": [-1, 3]}],
                 "outputs": [{"name": "y", "datatype": "FP64", "shape": [-1]},
                             {"name": "label", "datatype": "INT32", "shape": [-1]}]}"""
                    .formatted(
                        versions().stream()
                            .map(v -> "\"" + v + "\"")
                            .collect(Collectors.joining(", ")))));
    service.get("/v2/models/nope").expectInferenceError(404, "No model");
  }

  @Test
  void infer_answersInTheProtocolsForm() {
    JsonNode answer =
        infer(
                """
                {"id": "42", "inputs": [{"name": "x", "shape": [2, 3], "datatype": "FP64",
                 "data": [1, 5, 0, 0, 0, 1]}]}""")
            .expect(200)
            .json();

    assertThat(answer.propertyNames())
        .containsExactly("model_name", "model_version", "id", "outputs");
    assertThat(answer.get("id").stringValue()).isEqualTo("42");
    assertThat(answer.get("model_name").stringValue()).isEqualTo("served");
    assertThat(answer.get("model_version").stringValue()).isEqualTo(version);
    JsonNode y = answer.get("outputs").get(0);
    assertThat(y.get("name").stringValue()).isEqualTo("y");
    assertThat(y.get("datatype").stringValue()).isEqualTo("FP64");
    assertThat(y.get("shape").toString()).isEqualTo("[2]");
    assertThat(array(y.get("data"))).containsExactly(new double[] {0.75, 0.1}, within(LAST_BITS));
    assertThat(answer.get("outputs").get(1))
        .isEqualTo(
            Answer.parse(
                "{\"name\": \"label\", \"datatype\": \"INT32\", \"shape\": [2], \"data\": [1, 0]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 3] | FP64   | [1, 5, 0]
          [1, 3] | FP64   | [[1, 5, 0]]
          [1, 3] | FP32   | [1, 5.5, 0]
          [1, 3] | INT8   | [1, -128, 0]
          [1, 3] | INT16  | [1, 32767, 0]
          [1, 3] | INT32  | [1, -2147483648, 0]
          [1, 3] | INT64  | [1, 9223372036854775807, 0]
          [1, 3] | UINT8  | [1, 255, 0]
          [1, 3] | UINT16 | [1, 65535, 0]
          [1, 3] | UINT32 | [1, 4294967295, 0]
          [1, 3] | UINT64 | [1, 18446744073709551615, 0]
          [1, 3] | BOOL   | [true, 1, false]
          [1, 3] | BYTES  | ["1", "5.5", "0"]
          [3]    | FP64   | [1, 5, 0]
          """)
  void tensor_ofANumericType_isTakenAsFp64(String shape, String datatype, String data) {
    assertPredicted(infer(tensor(shape, datatype, data)), 0.75);
  }

  @Test
  void tensors_oneAFeature_comeByNameInAnyOrder() {
    assertPredicted(
        infer(
            """
            {"inputs": [
             {"name": "c", "shape": [2], "datatype": "INT8", "data": [0, 1]},
             {"name": "a", "shape": [2, 1], "datatype": "UINT8", "data": [[1], [1]]},
             {"name": "b", "shape": [2, 1], "datatype": "FP32", "data": [0.5, 7]}]}"""),
        0.75,
        0.25);
  }

  /** A tensor of one column may be a feature by its name, so another name is not passed over. */
  @Test
  void tensor_aloneOfOneColumn_isTakenByItsName() {
    String body =
        "{\"inputs\": [{\"name\": \"%s\", \"shape\": [1, 1], \"datatype\": \"FP64\", \"data\": [1]}]}";
    String model = "{\"name\": \"lone\", \"W\": [1.0986122886681098], \"b\": 0%s}";
    service.post("/models", model.formatted(", \"featureNames\": [\"a\"]")).expect(201);
    for (String name : List.of("a", "x")) {
      assertPredicted(service.post("/v2/models/lone/infer", body.formatted(name)), 0.75);
    }
    service
        .post("/v2/models/lone/infer", body.formatted("b"))
        .expectInferenceError(400, "Missing: a", "Not known to the model: b");

    service.post("/models", model.formatted("")).expect(201);
    assertPredicted(service.post("/v2/models/lone/infer", body.formatted("b")), 0.75);
  }

  @Test
  void tensor_ofOneDimension_isOneRowOrOneColumn() {
    ServedModel.bringNameless(service);
    assertPredicted(
        service.post(
            "/v2/models/nameless/infer",
            tensor("[2]", "INT8", "[1, 7]").replace("\"x\"", "\"any\"")),
        0.75);
    service
        .post("/models", "{\"name\": \"lone\", \"W\": [1.0986122886681098], \"b\": 0}")
        .expect(201);
    assertPredicted(
        service.post("/v2/models/lone/infer", tensor("[2]", "INT8", "[1, 0]")), 0.75, 0.5);
  }

  @Test
  void repository_hasEachVersionOfTheCallersModels() {
    ServedModel.bringAnother(service);
    assertThat(service.get("/v2").json().get("extensions").toString())
        .isEqualTo("[\"model_repository\"]");
    for (String body : List.of("{}", "{\"ready\": true}", "{\"ready\": null, \"new\": 1}", "")) {
      JsonNode models =
          service
              .send("POST", "/v2/repository/index", BodyPublishers.ofString(body))
              .expect(200)
              .json();
      assertThat(
              models
                  .valueStream()
                  .filter(model -> model.get("name").stringValue().equals("served"))
                  .map(model -> model.get("version").stringValue()))
          .containsExactlyElementsOf(versions());
      assertThat(models.get(0))
          .isEqualTo(
              Answer.parse(
                  """
                  {"name": "served", "version": "%s", "state": "READY", "reason": ""}"""
                      .formatted(versions().getFirst())));
    }
    service.post("/v2/repository/index", "{\"ready\": 1}").expectInferenceError(400, "#/ready");
    service.post("/v2/repository/index", "[]").expectInferenceError(400);
    service.get("/v2/repository/index").expectInferenceError(405);
  }

  @Test
  void nulls_parametersAndUnknownFields_areTaken() {
    assertPredicted(
        infer(
            """
            {"id": null, "outputs": null, "parameters": {"a": 1, "b": {"c": []}}, "new": [1],
             "inputs": [{"name": "x", "shape": [1, 3], "datatype": "FP64", "data": [1, 0, 0],
               "parameters": {"content_type": "np", "binary_data_size": null}, "new": 1}]}"""),
        0.75);
  }

  @Test
  void body_ofNoTypeOrCurlsDefault_isTakenForJson() {
    String body = tensor("[1, 3]", "FP64", "[1, 0, 0]");

    assertPredicted(service.send("POST", MODEL + "/infer", BodyPublishers.ofString(body)), 0.75);
    assertPredicted(
        service.post(
            MODEL + "/infer",
            "application/x-www-form-urlencoded",
            body.getBytes(StandardCharsets.UTF_8)),
        0.75);
    service
        .post(MODEL + "/infer", "text/plain", body.getBytes(StandardCharsets.UTF_8))
        .expectInferenceError(415);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                     | y label
          [{"name": "y"}]                                        | y
          [{"name": "label", "parameters": {"binary_data": false}}] | label
          [{"name": "label"}, {"name": "y"}]                     | label y
          """)
  void outputs_areThoseThatAreWanted(String outputs, String names) {
    JsonNode answer =
        infer(
                "{\"outputs\": %s, \"inputs\": [%s]}"
                    .formatted(outputs, TENSOR.formatted("[1, 3]", "FP64", "[1, 0, 0]")))
            .expect(200)
            .json();

    assertThat(answer.has("id")).isFalse();
    assertThat(answer.get("outputs").valueStream().map(o -> o.get("name").stringValue()))
        .containsExactly(names.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [9223372036854775808, 3]              | FP64  | [1, 0, 0]       | inputs/0/shape
          [9223372036854775807, 3]              | FP64  | [1, 0, 0]       | inputs/0/shape
          [4294967296, 4294967296]              | FP64  | [1, 0, 0]       | inputs/0/shape
          [3074457345618258603, 3]              | FP64  | [1, 0, 0]       | inputs/0/shape
          [-1, 3]                               | FP64  | [1, 0, 0]       | inputs/0/shape
          [-1, -3]                              | FP64  | [1, 0, 0]       | inputs/0/shape
          [0, 3]                                | FP64  | [1, 0, 0]       | inputs/0/shape
          []                                    | FP64  | [1, 0, 0]       | inputs/0/shape
          [1, 1, 3]                             | FP64  | [1, 0, 0]       | inputs/0/shape
          [1.5, 2]                              | FP64  | [1, 0, 0]       | inputs/0/shape
          [2, 3]                                | FP64  | [1, 0, 0]       | inputs/0/shape
          "1,3"                                 | FP64  | [1, 0, 0]       | inputs/0/shape
          null                                  | FP64  | [1, 0, 0]       | shape is needed
          [1, 3]                                | FP16  | [1, 0, 0]       | inputs/0/datatype
          [1, 3]                                | BYTES | ["1", "0", "a"] | inputs/0/data/2
          [1, 3]                                | BYTES | [1, 0, 0]       | inputs/0/data/0
          [1, 3]                                | BOOL  | [1, 0, 2]       | inputs/0/data/2
          [1, 3]                                | fp64  | [1, 0, 0]       | inputs/0/datatype
          [1, 3]                                | INT8  | [1, 128, 0]     | is no INT8
          [1, 3]                                | UINT8 | [1, 0, -1]      | is no UINT8
          [1, 3]                                | INT64 | [1, 0.5, 0]     | is no INT64
          [1, 3]                                | FP64  | [1, null, 0]    | inputs/0/data/1
          [1, 3]                                | FP64  | [1, "0", 0]     | inputs/0/data/1
          [1, 3]                                | FP64  | [1, NaN, 0]     | not valid JSON
          [1, 3]                                | FP64  | [1, 1e999, 0]   | too large
          [1, 3]                                | FP64  | []              | inputs/0/data
          [1, 3]                                | FP64  | null            | data is needed
          [1, 3]                                | FP64  | [[1], [0], [0]] | inputs/0/data
          [1, 3]                                | FP64  | [[[1, 0, 0]]]   | inputs/0/data
          [1, 3]                                | FP64  | [{"a": 1, "b": 0, "c": 0}] | inputs/0/data
          [1, 2]                                | FP64  | [1, 0]          | takes 3 features
          [2]                                   | FP64  | [1, 0]          | takes 3 features
          [1, 3]                                | FP64  | {"a": 1, "b": 0, "c": 0}  | inputs/0/data
          [2, 3]                                | FP64  | [[1, 0, 0], [1, null, 0]] | inputs/0/data/1/1
          [2, 3]                                | FP64  | [1, 0, 0, 1, null, 0]     | inputs/0/data/4
          [1, 3]                                | FP64  | [1e308, 0, -1e308] | overflows
          [2, 3]                                | FP64  | [[1, 0, 0], [1e308, 0, -1e308]] | inputs/0/data/1
          """)
  void tensor_thatIsNone_is400WithItsPlace(
      String shape, String datatype, String data, String words) {
    infer(tensor(shape, datatype, data)).expectInferenceError(400, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                               | inputs is needed
          {"inputs": null}                                 | inputs is needed
          {"inputs": []}                                   | inputs is needed
          {"inputs": {}}                                   | #/inputs
          {"inputs": [1]}                                  | #/inputs/0
          {"inputs": [{}]}                                 | needed
          []                                               | Expected an object
          {"inputs": [                                     | not valid JSON
          null                                             | missing
          ``                                               | missing
          {"id": 7, "inputs": []}                          | #/id
          {"inputs": [{"name": "x", "shape": [1, 3], "datatype": "FP64", "parameters": {"binary_data_size": 24}}]} | Binary
          {"inputs": [{"name": "a", "shape": [1], "datatype": "FP64", "data": [1]}, {"name": "a", "shape": [1], "datatype": "FP64", "data": [1]}]} | two tensors
          {"inputs": [{"name": "a", "shape": [1], "datatype": "FP64", "data": [1]}, {"name": "b", "shape": [2], "datatype": "FP64", "data": [1, 2]}]} | "b" has 2 values
          {"inputs": [{"name": "a", "shape": [1], "datatype": "FP64", "data": [1]}, {"name": "b", "shape": [1], "datatype": "FP64", "data": [1]}]} | Missing: c
          """)
  void request_thatIsNone_is400(String body, String words) {
    infer(body).expectInferenceError(400, words);
  }

  @Test
  void outputs_unknownOrTooMany_are400() {
    String inputs = TENSOR.formatted("[1, 3]", "FP64", "[1, 0, 0]");
    infer("{\"outputs\": [{\"name\": \"z\"}], \"inputs\": [" + inputs + "]}")
        .expectInferenceError(400, "#/outputs/0", "y, the predictions, and label");
    infer("{\"outputs\": [{}], \"inputs\": [" + inputs + "]}")
        .expectInferenceError(400, "#/outputs/0");
    for (String one : List.of("{\"name\": \"y\"}", "{}")) {
      String many = IntStream.range(0, 100_000).mapToObj(_ -> one).collect(Collectors.joining(","));
      infer("{\"outputs\": [" + many + "], \"inputs\": [" + inputs + "]}")
          .expectInferenceError(400, "#/outputs", "at most 16");
    }
    String many = IntStream.range(0, 100_000).mapToObj(_ -> "{}").collect(Collectors.joining(","));
    infer("{\"inputs\": [" + many + "]}").expectInferenceError(400, "#/inputs", "at most");
  }

  @Test
  void binaryTensors_are400ThatSaysSo() {
    for (String path : List.of(MODEL + "/infer", MODEL + "/versions/" + version + "/infer")) {
      service
          .send(
              "POST",
              path,
              BodyPublishers.ofByteArray(new byte[64]),
              "Content-Type",
              "application/octet-stream",
              "Inference-Header-Content-Length",
              "40")
          .expectInferenceError(400, "Binary tensors are not read");
    }
  }

  @Test
  void version_isTheSnapshotUnderTheName() {
    ServedModel.bringAnother(service);
    String body = tensor("[1, 3]", "FP64", "[1, 5, 0]");

    assertThat(versions()).element(1).isEqualTo(version);
    assertPredicted(infer(body), 0.5);
    assertPredicted(service.post(MODEL + "/versions/" + version + "/infer", body), 0.75);
    JsonNode old = service.get(MODEL + "/versions/" + version).expect(200).json();
    assertThat(old.get("versions").toString()).isEqualTo("[\"" + version + "\"]");
    service.get(MODEL + "/versions/" + version + "/ready").expect(200);
    for (String other : List.of("17", "-1", "1e3", "9223372036854775808", "latest")) {
      service
          .post(MODEL + "/versions/" + other + "/infer", body)
          .expectInferenceError(404, "no such version");
      service.get(MODEL + "/versions/" + other).expectInferenceError(404, "no such version");
      service
          .get(MODEL + "/versions/" + other + "/ready")
          .expectInferenceError(404, "no such version");
    }
  }

  @Test
  void model_byId_hasOneVersion() {
    String id = ServedModel.bring(service).get("modelId").stringValue();
    JsonNode model = service.get("/v2/models/" + id).expect(200).json();

    assertThat(model.get("versions").size()).isEqualTo(1);
    assertThat(model.get("name").stringValue()).isEqualTo(id);
    service.post("/v2/models/" + id + "/infer", tensor("[1, 3]", "INT8", "[1, 0, 0]")).expect(200);
    service
        .post("/v2/models/nope/infer", tensor("[1, 1]", "INT8", "[1]"))
        .expectInferenceError(404);
  }

  @Test
  void probes_sayWhetherTheServiceLivesAndIsReady(ApplicationContext context) {
    assertThat(service.get("/v2/health/live").expect(200).json().get("live").booleanValue())
        .isTrue();
    assertThat(service.get("/v2/health/ready").expect(200).json().get("ready").booleanValue())
        .isTrue();
    service.get(MODEL + "/ready").expect(200);
    service.get("/v2/models/nope/ready").expectInferenceError(404);
    try {
      AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
      AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
      assertThat(service.get("/v2/health/live").expect(503).text()).isEqualTo("{\"live\":false}");
      assertThat(service.get("/v2/health/ready").expect(503).text()).isEqualTo("{\"ready\":false}");
      service.get(MODEL + "/ready").expect(503);
      service.get("/ping").expect(503);
    } finally {
      AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
      AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
    }
  }

  @Test
  void method_orBodySize_thatIsRefused_isAnErrorOfTheProtocol() {
    service.delete(MODEL).expectInferenceError(405);
    service.get(MODEL + "/infer").expectInferenceError(405);
    byte[] large = new byte[(16 << 20) + 1];
    service.post(MODEL + "/infer", "application/json", large).expectInferenceError(413);
  }
}
