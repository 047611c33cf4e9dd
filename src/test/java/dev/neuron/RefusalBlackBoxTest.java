package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the service refuses before it looks at numbers; afterwards it goes on as if nothing was. */
@ServiceTest
class RefusalBlackBoxTest {

  private static final String TRAINING = Examples.slides("{\"epochs\": 3}");

  private final ServiceClient service;
  private JsonNode kept = Answer.parse("{}");
  private int count;

  RefusalBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void trainAModel() {
    kept = service.train(TRAINING).expect(201).json();
    count = countModels();
  }

  @AfterEach
  void theNextRequestWorks_andNothingIsLostOrAdded() {
    assertThat(countModels()).isEqualTo(count);
    String id = kept.get("modelId").stringValue();
    assertThat(service.get("/models/" + id).expect(200).json()).isEqualTo(kept);
    JsonNode again = service.train(TRAINING).expect(201).json();
    assertThat(again.get("W")).isEqualTo(kept.get("W"));
    assertThat(again.get("fingerprint")).isEqualTo(kept.get("fingerprint"));
  }

  private int countModels() {
    return service.get("/models?limit=1").json().get("count").intValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
        "foo",
        "/",
        "*/*",
        "application/json;charset=ISO-8859-1",
        "application/json;charset=UTF-16"
      })
  void contentType_notSpokenHere_is415(String type) {
    for (String path : List.of("/train", "/predict", "/models")) {
      service
          .send("POST", path, BodyPublishers.ofString(TRAINING), "Content-Type", type)
          .expectProblem(415, "unsupported-media-type");
    }
  }

  @ParameterizedTest
  @CsvSource({"/models, text/csv", "/models, application/x-npy", "/models, application/x-ndjson"})
  void contentType_spokenElsewhere_is415(String path, String type) {
    service
        .send("POST", path, BodyPublishers.ofString(TRAINING), "Content-Type", type)
        .expectProblem(415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-npy", "application/x-ndjson"})
  void charset_other_is415(String type) {
    service
        .send(
            "POST",
            "/predict",
            BodyPublishers.ofString(TRAINING),
            "Content-Type",
            type + ";charset=UTF-16")
        .expectProblem(415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "*", "application/*"})
  void contentType_wildcard_is415WithoutABodyToo(String type) {
    for (String path : List.of("/models", "/problems", "/actuator/health/liveness")) {
      service.get(path, "Content-Type", type).expectProblem(415, "unsupported-media-type");
      service
          .get(path, "Content-Type", type, "Origin", "http://localhost:5173")
          .expectProblem(415, "unsupported-media-type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "br", "zstd", "gzip, gzip", "deflate, gzip", "none"})
  void contentEncoding_notSpokenHere_is415WithTheOneThatIs(String encoding) {
    for (String path : List.of("/train", "/train?dryRun=true", "/predict", "/models")) {
      Answer answer =
          service.send(
              "POST",
              path,
              BodyPublishers.ofString(TRAINING),
              "Content-Type",
              "application/json",
              "Content-Encoding",
              encoding);
      answer.expectProblem(415, "unsupported-media-type");
      assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
      assertThat(answer.json().get("detail").stringValue()).contains("gzip");
    }
  }

  @Test
  void contentEncoding_identity_isAsWithout() {
    service
        .train(
            Examples.slides("{\"epochs\": 1}").replace("lossHistoryPoints", "x"),
            "Content-Encoding",
            "identity")
        .expectProblem(400, "unknown-field", "#/x");
  }

  @Test
  void contentType_missing_is415() {
    service
        .send("POST", "/train", BodyPublishers.ofString(TRAINING))
        .expectProblem(415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "text/csv", "image/png"})
  void accept_notSpokenHere_is406(String type) {
    service.train(TRAINING, "Accept", type).expectProblem(406, "not-acceptable");
    service.get("/models", "Accept", type).expectProblem(406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;charset=utf-16", "*/*;charset=ISO-8859-1"})
  void accept_otherCharset_isAnsweredInUtf8(String type) {
    Answer answer = service.get("/models", "Accept", type).expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().get("models").size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET     | /train       | POST
          PUT     | /train       | POST
          DELETE  | /train       | POST
          GET     | /predict     | POST
          GET     | /explain     | POST
          PATCH   | /models      | GET,POST
          DELETE  | /models      | GET,POST
          POST    | /models/x    | DELETE,GET
          PUT     | /models/x    | DELETE,GET
          BREW    | /train       | POST
          """)
  void method_notTaken_is405WithThoseThatAre(String method, String path, String allowed) {
    Answer answer =
        service.send(
            method, path, BodyPublishers.ofString("{}"), "Content-Type", "application/json");

    answer.expectProblem(405, "method-not-allowed");
    assertThat(answer.header("Allow").replace(" ", "").split(",", -1))
        .contains(allowed.split(",", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/train/x",
        "/models/a/b",
        "/error",
        "/actuator",
        "/problems/nope",
        "/index.htm",
        "/WEB-INF/web.xml",
        "/application.yaml"
      })
  void path_unknown_isNotFound(String path) {
    service.get(path).expectProblem(404, "not-found");
  }
}
