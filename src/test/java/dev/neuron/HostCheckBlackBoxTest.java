package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A page elsewhere whose name points to this machine gets nothing from the service. */
@ServiceTest
class HostCheckBlackBoxTest {

  private static final String TRAINING = Examples.slides("{\"epochs\": 1}");

  private final ServiceClient service;
  private final int port;

  HostCheckBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
    this.port = port;
  }

  private String ask(String requestLine, String... headers) {
    return service.raw(
        requestLine
            + "\r\n"
            + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
            + "Connection: close\r\n\r\n");
  }

  private static void expectMisdirected(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 421")
        .containsIgnoringCase("Content-Type: application/problem+json")
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .contains("/problems/host-not-allowed", "evil.example", "neuron.http.allowed-hosts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/page/main.js",
        "/swagger-ui/index.html",
        "/v3/api-docs",
        "/models",
        "/problems",
        "/actuator/health",
        "/actuator/prometheus",
        "/none",
        "/error"
      })
  void foreignHost_readsNothing(String path) {
    expectMisdirected(ask("GET " + path + " HTTP/1.1", "Host: evil.example"));
    expectMisdirected(ask("GET " + path + " HTTP/1.1", "Host: evil.example.:" + port));
  }

  @Test
  void foreignHost_trainsPredictsAndDeletesNothing() {
    String id = service.train(TRAINING).expect(201).json().get("modelId").asString();
    expectMisdirected(
        ask(
            "POST /train HTTP/1.1",
            "Host: evil.example:" + port,
            "Origin: http://evil.example:" + port,
            "Content-Type: application/json",
            "Content-Length: 0"));
    expectMisdirected(ask("POST /predict HTTP/1.1", "Host: evil.example", "Content-Length: 0"));
    expectMisdirected(ask("DELETE /models/" + id + " HTTP/1.1", "Host: evil.example"));
    service.get("/models/" + id).expect(200);
  }

  @Test
  void foreignHost_isNotOutvotedByWhatAPageCanSend() {
    expectMisdirected(
        ask(
            "GET /models HTTP/1.1",
            "Host: evil.example",
            "X-Forwarded-Host: localhost",
            "Forwarded: host=localhost",
            "Sec-Fetch-Site: same-origin"));
  }

  @Test
  void requestForAnAbsoluteUri_countsByThat() {
    expectMisdirected(ask("GET http://evil.example/models HTTP/1.1", "Host: evil.example"));
    expectMisdirected(ask("GET http://evil.example/models HTTP/1.0"));
    assertThat(ask("GET http://evil.example/models HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 400");
    assertThat(ask("GET http://localhost/models HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void protocols_sayItTheirWay() {
    assertThat(ask("GET /v2 HTTP/1.1", "Host: evil.example"))
        .startsWith("HTTP/1.1 421")
        .contains("{\"error\":\"Requests for the host evil.example are not taken.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8080",
        "127.0.0.1",
        "192.168.1.7:8080",
        "[::1]:8080",
        "neuron",
        "neuron-1:8080",
        "neuron.default.svc.cluster.local",
        "host.docker.internal:8080",
        "neuron.localhost",
        "neuron.local",
        "neuron.test",
        "localhost.",
        ""
      })
  void hostOfOnesOwn_isAnswered(String host) {
    assertThat(ask("GET /models HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200");
  }

  @Test
  void requestWithoutAHost_isAnswered() {
    assertThat(ask("GET /models HTTP/1.0")).startsWith("HTTP/1.1 200");
  }

  @Test
  @ProcessTest
  void pageElsewhere_whoseNamePointsHere_getsNothing(@TempDir Path profile) {
    try (Browser browser =
        new Browser(profile, "--host-resolver-rules=MAP evil.example 127.0.0.1")) {
      browser.ignorePolicy();
      browser.open("http://evil.example:%d/".formatted(port));
      assertThat(String.valueOf(browser.run("return document.body.innerText")))
          .contains("host-not-allowed", "evil.example", "neuron.http.allowed-hosts");

      Object status =
          browser.runAsync(
              """
              const done = arguments[arguments.length - 1];
              const headers = {'Content-Type': 'application/json', 'X-Forwarded-Host': 'localhost'};
              fetch('/train', {method: 'POST', headers, body: arguments[0]})
                  .then((answer) => done(answer.status), (e) => done(String(e)));""",
              TRAINING);
      assertThat(status).isEqualTo(421L);
    }
  }
}
