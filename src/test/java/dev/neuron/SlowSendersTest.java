package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that send or read slowly hold up nobody else. */
@ServiceTest
@LongTest
@Isolated("measures how fast others are served")
class SlowSendersTest {

  private static final int SENDERS = 200;
  private static final int READERS = 50;
  private static final Duration LASTS = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 100;

  private final int port;
  private final ServiceClient service;
  private final List<Socket> slow = new ArrayList<>();

  SlowSendersTest(@LocalServerPort int port) {
    this.port = port;
    service = new ServiceClient(port);
  }

  @AfterEach
  void closeThem() throws IOException {
    for (Socket socket : slow) {
      socket.close();
    }
  }

  @Test
  void senders_ofAByteNowAndThenOrNone_blockNobody() throws Exception {
    String head =
        """
        POST /train HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Content-Length: 1000000\r
        \r
        {"dataset": {"x": [[0, 1], [""";
    for (int i = 0; i < SENDERS; i++) {
      open(head);
    }

    whileTheyGoOn(
        () -> {
          for (int i = 0; i < SENDERS; i += 2) { // the others have stopped altogether
            write(slow.get(i), "1");
          }
        });
  }

  /** Some servers wait for the end of a head with a thread, too. */
  @Test
  void senders_ofHalfAHead_blockNobody() throws Exception {
    for (int i = 0; i < SENDERS; i++) {
      open("POST /predict HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
    }

    whileTheyGoOn(
        () -> {
          for (Socket socket : slow) {
            write(socket, "x");
          }
        });
  }

  @Test
  void readers_ofNothing_blockNobody() throws Exception {
    String id = Examples.modelOfTenMegabytes(service);
    for (int i = 0; i < READERS; i++) {
      open("GET /models/" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    whileTheyGoOn(() -> {});
  }

  private void open(String request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    write(socket, request);
    slow.add(socket);
  }

  /** The service may have had enough of it and closed the connection. */
  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  private void whileTheyGoOn(Runnable slowStep) throws InterruptedException {
    long end = System.nanoTime() + LASTS.toNanos();
    while (System.nanoTime() < end) {
      slowStep.run();
      isQuick(() -> service.get("/actuator/health/liveness").expect(200));
      isQuick(() -> service.predict("{\"W\": [1], \"b\": 0, \"x\": [0]}").expect(200));
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void isQuick(Runnable request) {
    long start = System.nanoTime();
    request.run();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
  }
}
