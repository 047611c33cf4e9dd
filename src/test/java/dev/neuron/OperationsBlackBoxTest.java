package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.startup.HealthCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

/** Probes and pages, what is exposed, and where the service listens. */
@ServiceTest
class OperationsBlackBoxTest {

  private static final int CONNECT_MILLIS = 1000;

  private final int port;
  private final ServiceClient service;

  OperationsBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
    service = new ServiceClient(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/liveness", "/readiness"})
  void health_isUpAndSaysNoMore(String probe) {
    Answer answer = service.get("/actuator/health" + probe).expect(200);

    assertThat(answer.json().get("status").stringValue()).isEqualTo("UP");
    assertThat(answer.json().has("components")).isFalse();
    assertThat(answer.json().has("details")).isFalse();
  }

  @Test
  void actuator_exposesHealthAndMetricsOnly(@Autowired WebEndpointsSupplier endpoints) {
    assertThat(endpoints.getEndpoints())
        .extracting(endpoint -> endpoint.getEndpointId().toString())
        .containsExactlyInAnyOrder("health", "prometheus");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/beans",
        "/caches",
        "/conditions",
        "/configprops",
        "/env",
        "/env/java.home",
        "/heapdump",
        "/info",
        "/loggers",
        "/mappings",
        "/metrics",
        "/prometheus/x",
        "/sbom",
        "/scheduledtasks",
        "/shutdown",
        "/startup",
        "/threaddump",
        "/health/database",
        "/health/diskSpace"
      })
  void actuator_everythingElse_isNotFound(String endpoint) {
    service.get("/actuator" + endpoint).expect(404);
  }

  @Test
  void health_unknownProbe_isAProblem() {
    service.get("/actuator/health/readyness").expectProblem(404, "not-found");
  }

  @Test
  void address_byDefault_isTheLoopbackAddressAlone(@Autowired Environment environment) {
    assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(connects("127.0.0.1")).isTrue();
    // another address of this machine, where only a service that listens on all of them answers
    assertThat(connects("127.0.0.2")).isFalse();
  }

  @Test
  void healthCheck_ofTheImage_asksWhereTheServiceAnswers() {
    Map<String, String> own = Map.of("SERVER_PORT", "81", "SERVER_SERVLET_CONTEXT_PATH", "/base/");
    assertThat(HealthCheck.port(Map.of())).isEqualTo(8080);
    assertThat(HealthCheck.basePath(Map.of())).isEmpty();
    assertThat(HealthCheck.port(own)).isEqualTo(81);
    assertThat(HealthCheck.basePath(own)).isEqualTo("/base");

    Map<String, String> management = new HashMap<>(own);
    management.put("MANAGEMENT_SERVER_PORT", "82");
    assertThat(HealthCheck.port(management)).isEqualTo(82);
    assertThat(HealthCheck.basePath(management)).isEmpty();
    management.put("MANAGEMENT_SERVER_BASE_PATH", "/probes");
    assertThat(HealthCheck.basePath(management)).isEqualTo("/probes");
  }

  @Test
  void healthCheck_ofTheImage_tellsReadyFromAbsent() throws IOException {
    assertThat(HealthCheck.isReady(port, "")).isTrue();
    assertThat(HealthCheck.isReady(closedPort(), "")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "*/*", "application/json", "text/event-stream"})
  void root_isThePage_whateverIsAccepted(String accept) {
    Answer page = service.get("/", "Accept", accept).expect(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("<title>Neuron</title>");
  }

  @Test
  void root_takesNothingElse() {
    service.post("/", "{}").expectProblem(405, "method-not-allowed");
  }

  @Test
  void swagger_isAPage() {
    Answer page = service.get("/swagger-ui.html");
    for (int redirects = 0; page.status() == 302 && redirects < 3; redirects++) {
      page = service.get(URI.create(page.header("Location")).getPath());
    }
    assertThat(page.expect(200).header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("<title>Swagger UI</title>");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean connects(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
