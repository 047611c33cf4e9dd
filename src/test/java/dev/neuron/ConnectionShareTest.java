package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service with few connections, of which one address may have half; its probes are apart. */
@ServiceTest(
    properties = {
      "server.tomcat.max-connections=40",
      "neuron.limits.max-connections-per-address=20",
      "management.server.port=0"
    })
class ConnectionShareTest {

  private static final int SHARE = 20;

  private final int port;
  private final int managementPort;

  ConnectionShareTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
    this.port = port;
    this.managementPort = managementPort;
  }

  @Test
  void address_withItsShare_isRefusedMore_andGetsItBack() throws IOException {
    try (SlowHeads slow = new SlowHeads("127.0.0.1", port, SHARE, SlowHeads.HALF)) {
      String refusal = refusal();
      assertThat(slow.open()).isEqualTo(SHARE);
      assertThat(refusal)
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-After: ", "application/problem+json", "/problems/service-busy")
          .contains("neuron.limits.max-connections-per-address");
    }
    Waiting.until(
        "it has its share back", () -> new ServiceClient(port).get("/models").status() == 200);
  }

  @Test
  void everyConnectionTaken_probesOfTheirOwnPort_areAnswered() throws IOException {
    try (SlowHeads one = new SlowHeads("127.0.0.1", port, SHARE, SlowHeads.HALF);
        SlowHeads two = new SlowHeads("127.0.0.2", port, SHARE, SlowHeads.HALF)) {
      ServiceClient probes = new ServiceClient(managementPort);
      probes.get("/actuator/health/liveness").expect(200);
      probes.get("/actuator/health/readiness").expect(200);
      assertThat(one.open() + two.open()).isEqualTo(2 * SHARE);
    }
  }

  private String refusal() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream answer = socket.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
