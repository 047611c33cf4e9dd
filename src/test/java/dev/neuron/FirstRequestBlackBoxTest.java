package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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

  @Test
  void methods_areAllNamed() {
    assertThat(detail(service.post("/models/any", "{}"), 405, "method-not-allowed"))
        .contains("Use DELETE or GET.");
  }
}
