package dev.neuron;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The head of a request has a total time; nothing else is measured by it. */
@ServiceTest(properties = "neuron.limits.max-head-time=1s")
@LongTest
class HeadTimeBlackBoxTest {

  private static final int SENDERS = 5;
  private static final long LONGER_MILLIS = 2500;
  private static final String GET = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n";

  private final int port;

  HeadTimeBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
  }

  @Test
  void halfAHead_isCut() throws IOException {
    assertCut(SlowHeads.HALF, "x");
  }

  /** Blank lines may precede a request. */
  @Test
  void blankLines_areCut() throws IOException {
    assertCut("\r\n", "\r\n");
  }

  @Test
  void halfAHead_behindAWholeRequest_isCut() throws IOException {
    assertCut(GET + "\r\n" + SlowHeads.HALF, "x");
  }

  @Test
  void secondHead_onAConnectionThatWasIdle_isCut() throws Exception {
    try (WireConnection connection = new WireConnection(port)) {
      send(connection, GET + "\r\n");
      requireNonNull(connection.read(false)).expect(200);
      Thread.sleep(LONGER_MILLIS);
      send(connection, GET + "\r\n"); // what is idle has no head to send
      requireNonNull(connection.read(false)).expect(200);
    }
    assertCut(GET + "\r\n", "GET /slow");
  }

  private void assertCut(String start, String more) throws IOException {
    try (SlowHeads slow = new SlowHeads("127.0.0.1", port, SENDERS, start)) {
      slow.untilCut(more);
    }
  }

  @Test
  void largeHead_andPipelinedRequests_areServed() throws IOException {
    try (WireConnection connection = new WireConnection(port)) {
      String large = GET + "X-Large: " + "x".repeat(6000) + "\r\n\r\n";
      send(connection, large + GET + "\r\n" + GET + "\r\n");
      for (int i = 0; i < 3; i++) {
        requireNonNull(connection.read(false)).expect(200);
      }
    }
  }

  @Test
  void bodyThatTakesLonger_isRead() throws Exception {
    byte[] body = Examples.slides("{\"epochs\": 1}").getBytes(ISO_8859_1);
    try (WireConnection connection = new WireConnection(port)) {
      send(
          connection,
          "POST /train HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(body.length));
      connection.send(Arrays.copyOf(body, 10));
      Thread.sleep(LONGER_MILLIS);
      connection.send(Arrays.copyOfRange(body, 10, body.length));

      requireNonNull(connection.read(false)).expect(201);
    }
  }

  @Test
  void answerThatTakesLonger_isGiven() throws Exception {
    try (EventReader stream = EventReader.train(port, Examples.longTraining())) {
      assertThat(stream.next()).isNotNull();
      Thread.sleep(LONGER_MILLIS);
      for (int i = 0; i < 60; i++) { // 20 a second: more than was on its way
        assertThat(stream.next()).isNotNull();
      }
    }
  }

  private static void send(WireConnection connection, String text) {
    connection.send(text.getBytes(ISO_8859_1));
  }
}
