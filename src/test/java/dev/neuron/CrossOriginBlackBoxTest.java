package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pages from localhost may call, without credentials; others may not. */
@ServiceTest
class CrossOriginBlackBoxTest {

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

  private final ServiceClient service;

  CrossOriginBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer train(String body, String type, String origin) {
    return service.send(
        "POST", "/train", BodyPublishers.ofString(body), "Content-Type", type, "Origin", origin);
  }

  private Answer preflight(String origin, String method) {
    return service.send(
        "OPTIONS",
        "/train",
        BodyPublishers.noBody(),
        "Origin",
        origin,
        "Access-Control-Request-Method",
        method,
        "Access-Control-Request-Headers",
        "content-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:5173", "http://localhost", "https://localhost:8443",
        "http://127.0.0.1:3000", "https://127.0.0.1", "http://[::1]:8000"
      })
  void localOrigin_mayCallWithoutCredentials(String origin) {
    Answer answer = train(Examples.slides("{\"epochs\": 1}"), "application/json", origin);

    answer.expect(201);
    assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo(origin);
    assertThat(answer.header(ALLOW_CREDENTIALS)).isEmpty();
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("Location", "ETag");
    assertThat(answer.headers().allValues("Vary"))
        .anySatisfy(vary -> assertThat(vary).containsIgnoringCase("Origin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET", "DELETE"})
  void localOrigin_preflight_isAllowed(String method) {
    Answer answer = preflight("http://localhost:5173", method).expect(200);

    assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("http://localhost:5173");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains(method);
    assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("content-type");
    assertThat(answer.header(ALLOW_CREDENTIALS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://localhost.evil.example",
        "http://evil.example:80",
        "http://notlocalhost",
        "http://127.0.0.1.evil.example",
        "null",
        "file://",
        "http://127.0.0.1:99999999999",
        "http://localhost:x",
        "http://192.168.0.1"
      })
  void foreignOrigin_isRefused(String origin) {
    Answer answer = train(Examples.slides("{}"), "application/json", origin);

    answer.expectProblem(403, "origin-not-allowed");
    assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
    Answer preflight = preflight(origin, "POST");
    preflight.expectProblem(403, "origin-not-allowed");
    assertThat(preflight.header(ALLOW_ORIGIN)).isEmpty();
  }

  @Test
  void localOrigin_methodThatNothingTakes_isRefusedInPreflight() {
    preflight("http://localhost:5173", "PATCH").expectProblem(403, "origin-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({"{, application/json, 400", "{}, application/json, 422", "{}, text/plain, 415"})
  void localOrigin_refusedRequest_maySeeTheProblem(String body, String type, int status) {
    Answer answer = train(body, type, "http://localhost:5173").expect(status);

    assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("http://localhost:5173");
  }

  @Test
  void ownOrigin_isNotCrossOrigin() {
    String own = service.uri("").toString();
    train(Examples.slides("{\"epochs\": 1}"), "application/json", own).expect(201);
  }
}
