package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** More clients than connections that never come to the end of a head, in a service of its own. */
@ProcessTest
@Isolated("measures how fast others are served")
class SlowHeadsTest {

  private static final int SLOW = 2149;
  private static final int SHARE = 1536;
  private static final int ROUNDS = 10;
  private static final Duration QUICK = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 300;

  private final HttpClient another =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .localAddress(InetAddress.ofLiteral("127.0.0.2"))
          .build();

  @Test
  void slowHeads_moreThanThereAreConnections_denyNothingToAnother_andAreCut() throws Exception {
    try (ServiceProcess service =
            ServiceProcess.start(List.of("-Xmx256m"), "neuron.limits.max-head-time=15s");
        SlowHeads slow = new SlowHeads("127.0.0.1", service.port(), SLOW, SlowHeads.HALF)) {
      for (int i = 0; i < ROUNDS; i++) {
        slow.send("x");
        assertThat(get(service.port(), "/actuator/health/liveness")).isEqualTo(200);
        assertThat(get(service.port(), "/actuator/health/readiness")).isEqualTo(200);
        assertThat(predict(service.port())).isEqualTo(200);
        Thread.sleep(PAUSE_MILLIS);
      }
      assertThat(slow.open()).isBetween(1, SHARE);
      assertThat(service.output())
          .contains("127.0.0.1 has reached its limit of " + SHARE + " open connections");

      slow.untilCut("x");
      service.client().get("/actuator/health/liveness").expect(200);
      assertThat(service.output()).doesNotContain("ERROR");
    }
  }

  private int get(int port, String path) throws Exception {
    return status(request(port, path).build());
  }

  private int predict(int port) throws Exception {
    return status(
        request(port, "/predict")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"W\": [1], \"b\": 0, \"x\": [0]}"))
            .build());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(QUICK);
  }

  private int status(HttpRequest request) throws Exception {
    return another.send(request, BodyHandlers.discarding()).statusCode();
  }
}
