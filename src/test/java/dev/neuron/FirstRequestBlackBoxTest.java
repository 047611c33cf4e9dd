package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A first request that is nearly right is told what to change. */
@ServiceTest
class FirstRequestBlackBoxTest {

  private static final byte[] TRAINING =
      Examples.slides("{\"epochs\": 1}").getBytes(StandardCharsets.UTF_8);

  private final ServiceClient service;

  FirstRequestBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private static String detail(Answer answer, int status, String type) {
    answer.expectProblem(status, type);
    return answer.json().get("detail").stringValue();
  }

  @Test
  void curlWithoutAHeader_isToldTheOption() {
    Answer answer = service.post("/train", "application/x-www-form-urlencoded", TRAINING);

    assertThat(detail(answer, 415, "unsupported-media-type"))
        .startsWith(
            "The body came as application/x-www-form-urlencoded, which /train does not take.")
        .contains("application/json", "text/csv", "application/x-npy")
        .contains("curl does with -H 'Content-Type: ");
  }

  @Test
  void anotherMediaType_isToldTheOnesThereAre() {
    assertThat(
            detail(service.post("/predict", "text/plain", TRAINING), 415, "unsupported-media-type"))
        .contains("/predict does not take", "application/json", "named in the header Content-Type");
  }

  @Test
  void get_ofAnEndpointThatTakesPosts_namesTheMethodAndTheDocumentation() {
    Answer answer = service.get("/train");

    assertThat(detail(answer, 405, "method-not-allowed"))
        .startsWith("/train has no method GET. Use POST.")
        .contains("/swagger-ui.html");
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @CsvSource({
    "/trian, /train",
    "/model, /models",
    "/model/first-column, /models/first-column",
    "/models/a%20b/exports, /models/a b/export",
    "/models/any/exports, /models/any/export",
    "/prediction, /predict"
  })
  void path_thatIsMisspelt_namesTheNearest(String path, String nearest) {
    assertThat(detail(service.get(path), 404, "not-found"))
        .isEqualTo("There is nothing at this path; the nearest one is %s.".formatted(nearest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/wp-login.php", "/page/unknown.js", "/models/a/b/c/d"})
  void path_likeNoOther_namesTheDocumentation(String path) {
    assertThat(detail(service.get(path), 404, "not-found"))
        .startsWith("There is nothing at this path. ")
        .contains("/swagger-ui.html");
  }

  @Test
  void slashAtTheEnd_isAsWithout() {
    Answer trained = service.post("/train/", "application/json", TRAINING).expect(201);
    String id = trained.json().get("modelId").stringValue();

    assertThat(trained.header("Location")).isEqualTo("/models/" + id);
    service.get("/models/").expect(200);
    service.get("/models/" + id + "/").expect(200);
    service
        .post("/predict/", "{\"modelId\": \"%s\", \"x\": [[0, 0, 1]]}".formatted(id))
        .expect(200);
    service.post("/predict/", "{\"modelId\": \"%s\"}".formatted(id)).expect(422);
    assertThat(detail(service.get("/trian/"), 404, "not-found")).contains("/train.");
  }

  @Test
  void slashAtTheEnd_takesAnIdempotencyKeyToo() {
    String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "with-a-slash"};
    String first =
        service
            .send("POST", "/train/", BodyPublishers.ofByteArray(TRAINING), headers)
            .expect(201)
            .text();

    assertThat(service.send("POST", "/train", BodyPublishers.ofByteArray(TRAINING), headers).text())
        .isEqualTo(first);
  }

  @Test
  void methods_areAllNamed() {
    assertThat(detail(service.post("/models/any", "{}"), 405, "method-not-allowed"))
        .contains("Use DELETE or GET.");
  }
}
