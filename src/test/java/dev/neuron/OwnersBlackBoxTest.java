package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is Anna's does not exist for Ben. */
@ControlledService
class OwnersBlackBoxTest {

  private static final byte[] TABLE = "x1,x2,x3\n1,0,1\n".getBytes(StandardCharsets.UTF_8);

  private final ServiceClient anna;
  private final ServiceClient ben;
  private String annas = "";

  OwnersBlackBoxTest(@LocalServerPort int port) {
    anna = new ServiceClient(port, ControlledService.ANNA);
    ben = new ServiceClient(port, ControlledService.BEN);
  }

  @BeforeEach
  void annaTrains() {
    annas =
        anna.train("{\"name\": \"shared\", \"dataset\": %s}".formatted(Examples.SLIDES))
            .expect(201)
            .json()
            .get("modelId")
            .stringValue();
  }

  @AfterEach
  void everythingIsDeleted() {
    for (ServiceClient caller : new ServiceClient[] {anna, ben}) {
      for (JsonNode model : caller.get("/models").expect(200).json().get("models")) {
        caller.delete("/models/" + model.get("modelId").stringValue()).expect(204);
      }
    }
  }

  @Test
  void model_ofAnother_isNotFoundById() {
    assertHidden(annas);
  }

  @Test
  void model_ofAnother_isNotFoundByName() {
    assertHidden("shared");
  }

  /** Exactly as for a model that never was. */
  private void assertHidden(String model) {
    ben.get("/models/" + model).expectProblem(404, "model-not-found");
    assertThat(ben.get("/models/" + model, "X-Request-Id", "same").text())
        .isEqualTo(
            ben.get("/models/never-was", "X-Request-Id", "same")
                .text()
                .replace("never-was", model));
    ben.get("/models/" + model, "If-None-Match", "\"" + annas + "\"")
        .expectProblem(404, "model-not-found");
    ben.delete("/models/" + model).expectProblem(404, "model-not-found");
    ben.predict("{\"modelId\": \"%s\", \"x\": [1, 0, 1]}".formatted(model))
        .expectProblem(404, "model-not-found", "#/modelId");
    String rows = "{\"instances\": [[1, 0, 1]]}";
    ben.get("/v2/models/" + model).expectInferenceError(404, "No model");
    ben.get("/v1/models/" + model).expectInferenceError(404, "No model");
    ben.post("/v1/models/" + model + ":predict", rows).expectInferenceError(404, "No model");
    ben.post("/models/" + model + "/invocations", rows)
        .expectMlflowError(404, "RESOURCE_DOES_NOT_EXIST", "No model");
    assertThat(ben.get("/v1/models").expect(200).text()).doesNotContain(model);
    anna.post("/v1/models/" + model + ":predict", rows).expect(200);
    ben.post("/explain", "{\"modelId\": \"%s\", \"x\": [1, 0, 1], \"y\": 1}".formatted(model))
        .expectProblem(404, "model-not-found", "#/modelId");
    ben.post("/predict?", "{\"modelId\": \"%s\", \"x\": [1, 0, 1]}".formatted(model))
        .expectProblem(404, "model-not-found", "#/modelId");
    for (String type : new String[] {"text/csv", "application/x-ndjson", "application/x-npy"}) {
      byte[] body =
          switch (type) {
            case "text/csv" -> TABLE;
            case "application/x-ndjson" -> "[1, 0, 1]\n".getBytes(StandardCharsets.UTF_8);
            default -> Npy.array("(1, 3)", 1, 0, 1);
          };
      ben.post("/predict?model=" + model, type, body)
          .expectProblem(404, "model-not-found", "parameter=model");
    }
    ben.train(Examples.slides("{\"startFrom\": \"%s\"}".formatted(model)))
        .expectProblem(404, "model-not-found", "#/hyperparameters/startFrom");
    ben.post(
            "/train?startFrom=" + model,
            "text/csv",
            "x1,x2,x3,y\n1,0,1,1\n".getBytes(StandardCharsets.UTF_8))
        .expectProblem(404, "model-not-found", "parameter=startFrom");
    anna.get("/models/" + model).expect(200);
    anna.predict("{\"modelId\": \"%s\", \"x\": [1, 0, 1]}".formatted(model)).expect(200);
    anna.post("/explain", "{\"modelId\": \"%s\", \"x\": [1, 0, 1], \"y\": 1}".formatted(model))
        .expect(200);
  }

  @Test
  void list_showsAndCountsOnesOwnOnly() {
    JsonNode bens = ben.get("/models").expect(200).json();
    assertThat(bens.get("models").isEmpty()).isTrue();
    assertThat(bens.get("count").asInt()).isZero();

    JsonNode own = anna.get("/models").expect(200).json();
    assertThat(own.get("count").asInt()).isEqualTo(1);
    assertThat(own.get("models").get(0).get("modelId").stringValue()).isEqualTo(annas);
  }

  @Test
  void name_ofBoth_meansToEachTheirOwn() {
    String bens =
        ben.post("/models", "{\"name\": \"shared\", \"W\": [1, 2, 3], \"b\": 0}")
            .expect(201)
            .json()
            .get("modelId")
            .stringValue();

    assertThat(ben.get("/models/shared").json().get("modelId").stringValue()).isEqualTo(bens);
    assertThat(anna.get("/models/shared").json().get("modelId").stringValue()).isEqualTo(annas);
    ben.delete("/models/" + bens).expect(204);
    ben.get("/models/shared").expectProblem(404, "model-not-found");
    anna.get("/models/shared").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/train?name=table&epochs=2", "/train?epochs=2"})
  void table_trained_belongsToItsCaller(String path) {
    String model =
        anna.post(
                path, "text/csv", "x1,x2,x3,y\n1,0,1,1\n0,0,1,0\n".getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json()
            .get("modelId")
            .stringValue();

    anna.get("/models/" + model).expect(200);
    ben.get("/models/" + model).expectProblem(404, "model-not-found");
  }

  @Test
  void training_ofAnother_isNotFound() {
    String job =
        anna.train(Examples.slides("{\"epochs\": 2}"), "Prefer", "respond-async")
            .expect(202)
            .header("Location");
    Waiting.forTraining(anna, job);

    ben.get(job).expectProblem(404, "training-not-found");
    ben.get(job + "/events").expectProblem(404, "training-not-found");
    ben.delete(job).expectProblem(404, "training-not-found");
    JsonNode bens = ben.get("/trainings").expect(200).json();
    assertThat(bens.get("trainings").isEmpty()).isTrue();
    assertThat(bens.get("count").asInt()).isZero();
    String model = anna.get(job).expect(200).json().get("modelId").stringValue();
    anna.get("/models/" + model).expect(200);
    ben.get("/models/" + model).expectProblem(404, "model-not-found");
    assertThat(anna.get(job + "/events").expect(200).text()).contains("event: done");
    anna.delete(job).expect(204);
  }

  @Test
  void idempotencyKey_ofAnother_isAnotherKey() {
    Answer annas = train(anna, "one-key", "{\"epochs\": 2}").expect(201);
    Answer bens = train(ben, "one-key", "{\"epochs\": 3}").expect(201);

    assertThat(bens.header("Idempotent-Replayed")).isEmpty();
    Answer again = train(ben, "one-key", "{\"epochs\": 3}").expect(201);
    assertThat(again.text()).isEqualTo(bens.text()).isNotEqualTo(annas.text());
  }

  private static Answer train(ServiceClient caller, String key, String hyperparameters) {
    return caller.train(Examples.slides(hyperparameters), "Idempotency-Key", key);
  }

  @Test
  void streamAndLines_belongToTheirCaller() {
    String slides = Examples.slides("{\"epochs\": 2}").replace("\n", " ");
    String stream =
        send(slides, "application/json", "Accept", "text/event-stream").expect(200).text();
    assertThat(stream).contains("event: done");
    String lines = send(slides + "\n" + slides + "\n", "application/x-ndjson").expect(200).text();

    Matcher ids = Pattern.compile("\"modelId\": ?\"([^\"]+)\"").matcher(stream + lines);
    int found = 0;
    while (ids.find()) {
      anna.get("/models/" + ids.group(1)).expect(200);
      ben.get("/models/" + ids.group(1)).expectProblem(404, "model-not-found");
      found++;
    }
    assertThat(found).isEqualTo(3);
  }

  private Answer send(String body, String type, String... more) {
    return anna.send(
        "POST",
        "/train",
        BodyPublishers.ofString(body),
        Stream.concat(Stream.of("Content-Type", type), Stream.of(more)).toArray(String[]::new));
  }
}
