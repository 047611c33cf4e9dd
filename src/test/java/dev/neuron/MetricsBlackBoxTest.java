package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is measured is what was done, no more and no less. */
@ServiceTest
class MetricsBlackBoxTest {

  private static final String REQUESTS = "http_server_requests_seconds_count";
  private static final String PREDICTIONS = "neuron_predictions_total";
  private static final String NEURON = "{\"W\": [1, 1], \"b\": 0, \"x\": %s}";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ServiceClient service;

  MetricsBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private double requests(String method, String uri, int status) {
    return Scrape.of(service)
        .sum(
            REQUESTS,
            "method=\"" + method + "\"",
            "uri=\"" + uri + "\"",
            "status=\"" + status + "\"");
  }

  /** A request is timed when it is over, which its client may know a little before. */
  private void awaitRequests(String method, String uri, int status, double count) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(requests(method, uri, status)).isEqualTo(count));
  }

  private Answer predict(String type, String body) {
    return service.post(
        "/predict?model=metered", type, body.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private String importModel() {
    return service
        .post("/models", "{\"name\": \"metered\", \"W\": [1, 1], \"b\": 0}")
        .expect(201)
        .json()
        .get("modelId")
        .stringValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neuron_predictions_total",
        "neuron_models",
        "neuron_models_capacity",
        "neuron_models_bytes",
        "neuron_models_max_bytes",
        "neuron_models_evictions_total",
        "jvm_memory_used_bytes",
        "process_cpu_usage"
      })
  void scrape_hasTheMeterFromTheStart(String name) {
    assertThat(Scrape.of(service).names()).contains(name);
  }

  @Test
  void scrape_staysSmall() {
    service.predict(NEURON.formatted("[1, 1]")).expect(200);

    Answer answer = service.get("/actuator/prometheus").expect(200);
    assertThat(answer.body()).hasSizeLessThan(200_000);
    assertThat(Scrape.parsed(answer.text()).labels("http_server_requests_seconds_bucket", "le"))
        .containsExactlyInAnyOrder(
            "2.0E-4", "0.001", "0.005", "0.025", "0.1", "0.5", "2.5", "10.0", "+Inf");
  }

  @Test
  void predictions_ofEveryFormat_areCountedByTheRow() {
    importModel();
    double before = Scrape.of(service).value(PREDICTIONS);

    service.predict(NEURON.formatted("[[1, 1], [2, 2]]")).expect(200); // 2, by the shortcut
    service
        .post(
            "/predict",
            "application/json;charset=UTF-8",
            NEURON.formatted("[[1, 1], [2, 2], [3, 3]]").getBytes(StandardCharsets.UTF_8))
        .expect(200); // 3, by the dispatcher
    service.predict("{\"modelId\": \"metered\", \"x\": [1, 1]}").expect(200); // 1
    predict("text/csv", "a,b\n1,1\n2,2\n3,3\n4,4\n").expect(200); // 4
    predict("application/x-ndjson", "[1,1]\n[2,2]\n").expect(200); // 2
    service
        .post(
            "/predict?model=metered",
            "application/x-npy",
            Npy.array("(5, 2)", 1, 1, 2, 2, 3, 3, 4, 4, 5, 5),
            "application/json")
        .expect(200); // 5

    assertThat(Scrape.of(service).value(PREDICTIONS)).isEqualTo(before + 2 + 3 + 1 + 4 + 2 + 5);
  }

  @Test
  void predictions_refused_areNotCounted() {
    importModel();
    double before = Scrape.of(service).value(PREDICTIONS);

    service.predict(NEURON.formatted("[[1, 1], [2]]")).expect(422);
    service.predict("{\"modelId\": \"absent\", \"x\": [1, 1]}").expect(404);
    predict("text/csv", "a,b\n1,x\n").expect(422);

    assertThat(Scrape.of(service).value(PREDICTIONS)).isEqualTo(before);
  }

  @Test
  void models_comeAndGo_areCountedWithTheirBytes() {
    Scrape before = Scrape.of(service);
    String id = importModel();
    Scrape kept = Scrape.of(service);
    service.delete("/models/" + id).expect(204);
    Scrape after = Scrape.of(service);

    assertThat(kept.value("neuron_models")).isEqualTo(before.value("neuron_models") + 1);
    assertThat(kept.value("neuron_models_bytes"))
        .isGreaterThan(before.value("neuron_models_bytes"));
    assertThat(after.value("neuron_models")).isEqualTo(before.value("neuron_models"));
    assertThat(after.value("neuron_models_bytes"))
        .isCloseTo(before.value("neuron_models_bytes"), within(0.5));
    assertThat(after.value("neuron_models_capacity")).isEqualTo(10_000);
    assertThat(after.value("neuron_models_max_bytes")).isEqualTo(128 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /predict          | {"W": [1], "b": 0, "x": [1]} | /predict            | 200
          POST   | /predict          | {                            | /predict            | 400
          POST   | /predict?model=m  | {"W": [1], "b": 0, "x": [1]} | /predict            | 200
          POST   | /train            | {}                           | /train              | 422
          PUT    | /train            | {}                           | /train              | 405
          GET    | /models/absent    | ''                           | /models/{idOrName}  | 404
          GET    | /nowhere/at/all   | ''                           | UNKNOWN             | 404
          BREW   | /nowhere          | ''                           | UNKNOWN             | 404
          """)
  void requests_areCountedByMethodPatternAndStatus(
      String method, String path, String body, String uri, int status) {
    String counted = method.equals("BREW") ? "OTHER" : method;
    double before = requests(counted, uri, status);

    for (int i = 0; i < 3; i++) {
      service
          .send(method, path, BodyPublishers.ofString(body), "Content-Type", "application/json")
          .expect(status);
    }

    awaitRequests(counted, uri, status, before + 3);
  }

  @Test
  void requests_refusedBeforeTheDispatcher_areCountedWithTheirPath() {
    double encoded = requests("POST", "/train", 415);
    double foreign = requests("POST", "/models", 403);

    service
        .send("POST", "/train", BodyPublishers.ofString("{}"), "Content-Encoding", "br")
        .expect(415);
    service
        .send("POST", "/models", BodyPublishers.ofString("{}"), "Origin", "https://evil.example")
        .expect(403);

    awaitRequests("POST", "/train", 415, encoded + 1);
    awaitRequests("POST", "/models", 403, foreign + 1);
  }

  @Test
  void uri_randomPaths_isOneOfFew() {
    for (int i = 0; i < 50; i++) {
      String random = UUID.randomUUID().toString();
      for (String path :
          List.of("/%s", "/models/%s", "/models/%s/x", "/problems/%s", "/swagger-ui/%s.js")) {
        service.get(path.formatted(random));
      }
      service.post("/" + random, "{}");
      service.post("/predict;" + random, "{}");
      service.send("X" + i, "/train", BodyPublishers.noBody());
      service.delete("/models/" + random);
    }

    Scrape scrape = Scrape.of(service);
    assertThat(scrape.labels(REQUESTS, "uri"))
        .hasSizeLessThan(25)
        .contains("UNKNOWN", "/models/{idOrName}")
        .noneMatch(uri -> uri.matches(".*[0-9a-f]{8}-.*"));
    assertThat(scrape.labels(REQUESTS, "method"))
        .isSubsetOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "OTHER");
  }
}
