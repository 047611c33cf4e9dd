package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trainings by the paths that each have one kind of response, beside {@code /train}. */
@ServiceTest(properties = "neuron.limits.max-request-size=10KB")
class TrainingPathsBlackBoxTest {

  private static final String TRAINING = Examples.slides("{\"epochs\": 4}");
  private static final String TABLE = "x1,x2,x3,y\n0,0,1,0\n1,1,1,1\n1,0,1,1\n0,1,1,0\n";
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";

  private final ServiceClient service;

  TrainingPathsBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer post(String path, String type, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", type));
    all.addAll(List.of(headers));
    return service.send("POST", path, BodyPublishers.ofString(body), all.toArray(String[]::new));
  }

  @Test
  void dryRun_isWhatTheParameterReturns() {
    JsonNode json = post("/train/dry-run", JSON, TRAINING).expect(200).json();

    assertThat(json.get("cost").intValue()).isEqualTo(4 * 4 * 4);
    assertThat(json).isEqualTo(post("/train?dryRun=true", JSON, TRAINING).expect(200).json());
    assertThat(post("/train/dry-run?epochs=4", CSV, TABLE).expect(200).json())
        .isEqualTo(post("/train?dryRun=true&epochs=4", CSV, TABLE).expect(200).json());
    byte[] array = Npy.array("(2, 2)", 0, 0, 1, 1);
    assertThat(
            service.post("/train/dry-run?epochs=4", "application/x-npy", array).expect(200).json())
        .isNotNull();
  }

  @Test
  void trainings_startsAJob() {
    Answer accepted = post("/trainings", JSON, TRAINING).expect(202);

    assertThat(accepted.header("Preference-Applied")).isEmpty();
    String location = accepted.header("Location");
    assertThat(location).isEqualTo("/trainings/" + accepted.json().get("id").stringValue());
    JsonNode done = Waiting.forTraining(service, location);
    JsonNode model = service.get("/models/" + done.get("modelId").stringValue()).json();
    JsonNode waited = service.train(TRAINING).expect(201).json();
    assertThat(model.get("fingerprint")).isEqualTo(waited.get("fingerprint"));
    assertThat(model.get("W")).isEqualTo(waited.get("W"));
  }

  @Test
  void trainings_withPrefer_confirmsIt() {
    assertThat(
            post("/trainings?epochs=2", CSV, TABLE, "Prefer", "respond-async")
                .expect(202)
                .header("Preference-Applied"))
        .isEqualTo("respond-async");
  }

  @Test
  void trainings_withAKeyTwice_isOneJob() {
    String first =
        post("/trainings", JSON, TRAINING, "Idempotency-Key", "paths-1").expect(202).text();

    Answer again = post("/trainings", JSON, TRAINING, "Idempotency-Key", "paths-1").expect(202);
    assertThat(again.text()).isEqualTo(first);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void events_endWithTheModel() {
    Answer answer = post("/train/events?progressPoints=4", JSON, TRAINING).expect(200);

    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    assertThat(answer.text().lines().filter("event: progress"::equals)).hasSize(4);
    assertThat(answer.text()).contains("event: done").contains("\"fingerprint\"");
    assertThat(post("/train/events?epochs=2&progressPoints=2", CSV, TABLE).expect(200).text())
        .contains("event: done");
  }

  @Test
  void events_withAKey_areRefused() {
    post("/train/events", JSON, TRAINING, "Idempotency-Key", "paths-2")
        .expectProblem(400, "invalid-request");
  }

  @Test
  void lines_eachHaveAResponse() {
    String text =
        post("/train/lines", LINES, TRAINING.replace("\n", " ") + "\n{}\n").expect(200).text();

    assertThat(text.lines()).hasSize(2);
    assertThat(text.lines().toList().getFirst()).startsWith("{\"modelId\"");
    assertThat(text.lines().toList().getLast()).startsWith("{\"line\":2,\"problem\"");
    post("/train/lines", LINES, TRAINING, "Idempotency-Key", "paths-3").expect(400);
    post("/train/lines?epochs=4", LINES, TRAINING).expect(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/train/dry-run", "/train/events", "/trainings"})
  void badRequests_areTheProblemsOfTrain(String path) {
    post(path, JSON, "{}").expectProblem(422, "missing-field", "#/dataset");
    post(path, JSON, "{").expectProblem(400, "malformed-json");
    post(path, JSON, TRAINING + " ".repeat(10 * 1024)).expectProblem(413, "request-too-large");
    post(path, CSV, "a,y\n1,\n").expectProblem(422, "missing-values", "line=2 column=y");
    post(path + "?target=z", CSV, TABLE).expectProblem(422, "unknown-target", "parameter=target");
    post(path, "text/plain", TABLE).expectProblem(415, "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource({
    "/train/dry-run?dryRun=true, application/json",
    "/train/dry-run?epochs=3, application/json",
    "/trainings?progressPoints=3, application/json",
    "/train/events?dryRun=true, application/json",
    "/train/dry-run?progressPoints=3, text/csv",
    "/trainings?dryRun=true, text/csv"
  })
  void unknownParameter_isRefused(String path, String type) {
    post(path, type, type.equals(CSV) ? TABLE : TRAINING)
        .expectProblem(
            400,
            "invalid-request",
            "parameter=" + path.substring(path.indexOf('?') + 1, path.indexOf('=')));
  }

  @Test
  void anotherFormatOfResponse_is406() {
    post("/train/events", JSON, TRAINING, "Accept", JSON).expectProblem(406, "not-acceptable");
    post("/train/dry-run", JSON, TRAINING, "Accept", CSV).expectProblem(406, "not-acceptable");
    post("/trainings", CSV, TABLE, "Accept", CSV).expectProblem(406, "not-acceptable");
  }
}
