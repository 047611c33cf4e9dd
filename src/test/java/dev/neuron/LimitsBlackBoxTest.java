package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service with small limits: bodies of 10 KiB, three models. */
@ServiceTest(
    properties = {
      "neuron.limits.max-request-size=10KB",
      "neuron.models.max-models=3",
      "neuron.models.remember-evicted=4"
    })
class LimitsBlackBoxTest {

  private static final int LIMIT = 10 * 1024;

  private final ServiceClient service;

  LimitsBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  /** A prediction whose body has exactly this many bytes. */
  private static String bodyOf(int bytes) {
    String request = "{\"W\": [1], \"b\": 0, \"x\": [0]}";
    return request + " ".repeat(bytes - request.length());
  }

  private static BodyPublisher body(String text, boolean chunked) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return chunked
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
        : BodyPublishers.ofByteArray(bytes);
  }

  private Answer predict(String text, boolean chunked, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return service.send("POST", "/predict", body(text, chunked), all);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void body_exactlyAtTheLimit_isTaken(boolean chunked) {
    predict(bodyOf(LIMIT), chunked).expect(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void body_oneByteOver_is413(boolean chunked) {
    Answer answer = predict(bodyOf(LIMIT + 1), chunked);

    answer.expectProblem(413, "request-too-large");
    assertThat(answer.json().get("detail").stringValue()).contains("10240");
    predict(bodyOf(100), chunked).expect(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void body_farOver_is413AndTheNextRequestWorks(boolean chunked) {
    predict(bodyOf(3_000_000), chunked).expectProblem(413, "request-too-large");
    predict(bodyOf(100), chunked).expect(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void body_tooLarge_stillCarriesTheCrossOriginHeader(boolean chunked) {
    Answer answer = predict(bodyOf(LIMIT + 1), chunked, "Origin", "http://localhost:5173");

    answer.expectProblem(413, "request-too-large");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
  }

  @Test
  void table_tooLarge_is413InEveryFormat() {
    service.post("/models", "{\"name\": \"one\", \"W\": [1], \"b\": 0}").expect(201);
    byte[] csv = ("a\n" + "1\n".repeat(LIMIT / 2)).getBytes(StandardCharsets.UTF_8);
    byte[] lines = "[1]\n".repeat(LIMIT / 4 + 1).getBytes(StandardCharsets.UTF_8);
    byte[] npy = Npy.array("(1281, 1)", new double[1281]);
    for (boolean chunked : new boolean[] {false, true}) {
      assertTooLarge("/predict?model=one", "text/csv", csv, chunked);
      assertTooLarge("/predict?model=one", "application/x-ndjson", lines, chunked);
      assertTooLarge("/predict?model=one", "application/x-npy", npy, chunked);
      assertTooLarge("/train", "text/csv", csv, chunked);
      assertTooLarge("/train", "application/x-npy", npy, chunked);
    }
  }

  private void assertTooLarge(String path, String type, byte[] body, boolean chunked) {
    Answer answer = chunked ? service.chunked(path, type, body) : service.post(path, type, body);
    answer.expectProblem(413, "request-too-large");
  }

  @Test
  void expectContinue_tooLarge_isRefusedBeforeTheBodyIsSent() {
    String answer =
        service.raw(
            """
            POST /predict HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: 10241\r
            Expect: 100-continue\r
            Connection: close\r
            \r
            """);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("/problems/request-too-large");
  }

  @Test
  void fourthModel_evictsTheLeastRecentlyUsed_whichIsRememberedForAWhile() {
    String first = bring("first");
    String second = bring("second");
    bring("third");
    service.get("/models/" + first).expect(200);

    bring("fourth");

    service.get("/models/" + second).expectProblem(410, "model-evicted");
    service.get("/models/second").expectProblem(410, "model-evicted");
    service.delete("/models/" + second).expectProblem(410, "model-evicted");
    service
        .predict("{\"modelId\": \"second\", \"x\": [1]}")
        .expectProblem(410, "model-evicted", "#/modelId");
    service
        .train(Examples.slides("{\"startFrom\": \"second\"}"))
        .expectProblem(410, "model-evicted", "#/hyperparameters/startFrom");
    service.get("/models/" + first).expect(200);
    assertThat(service.get("/models").json().get("count").intValue()).isEqualTo(3);
    assertThat(service.get("/models").json().get("capacity").intValue()).isEqualTo(3);

    for (int i = 0; i < 4; i++) {
      bring("later-" + i);
    }
    service.get("/models/second").expectProblem(404, "model-not-found");
    service.get("/models/never").expectProblem(404, "model-not-found");
  }

  private String bring(String name) {
    return service
        .post("/models", "{\"name\": \"%s\", \"W\": [1], \"b\": 0}".formatted(name))
        .expect(201)
        .json()
        .get("modelId")
        .stringValue();
  }
}
