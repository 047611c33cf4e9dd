package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers who begin bodies and do not go on deny nothing to others. */
@ProcessTest
class IdleSendersTest {

  private static final int SENDERS = 60;
  private static final int LARGE = 16 << 20;

  private static ServiceProcess process;

  private final List<WireConnection> idle = new ArrayList<>();

  /** A body that has begun: more than is read without asking for memory. */
  enum Begun {
    LINES("POST /train", "application/x-ndjson", false),
    UPLOAD("POST /trainings/upload", "text/csv", false),
    LONG_TEXT("POST /train", "application/json", true),
    LONG_TABLE("POST /predict?model=none", "text/csv", true);

    private final String line;
    private final String type;
    private final boolean saysLength;

    Begun(String line, String type, boolean saysLength) {
      this.line = line;
      this.type = type;
      this.saysLength = saysLength;
    }

    String request() {
      String rows = "1,0,1,1,0,1\n".repeat(400);
      String body =
          switch (this) {
            case LINES ->
                Examples.slides("{\"epochs\": 1}").repeat(20).replace("}{", "}\n{") + "\n";
            case LONG_TEXT -> "{\"dataset\": {\"x\": [" + "[1,0,1],".repeat(400);
            case UPLOAD, LONG_TABLE -> rows;
          };
      String length =
          saysLength
              ? "Content-Length: 8000000\r\n\r\n" + body
              : "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n".formatted(body.length(), body);
      return "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s"
          .formatted(line, type, length);
    }
  }

  @BeforeAll
  static void start() {
    process =
        ServiceProcess.start(
            List.of(ServiceProcess.OPTIMISING_COMPILER, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @AfterEach
  void goAway() throws IOException {
    for (WireConnection connection : idle) {
      connection.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void senders_ofOneAddress_denyNothingToAnother(Begun begun) throws IOException {
    for (int i = 0; i < SENDERS; i++) {
      WireConnection connection = new WireConnection(process.port(), "127.0.0.1");
      idle.add(connection);
      assertThat(connection.send(begun.request().getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    for (int i = 0; i < 3; i++) {
      assertThat(trainOnALargeArray("127.0.0.2").status()).isEqualTo(201);
    }
    assertThat(process.output()).doesNotContain("OutOfMemory");
  }

  private static Answer trainOnALargeArray(String from) throws IOException {
    int columns = 33;
    int rows = LARGE / (8 * columns) - 10;
    byte[] header = Npy.header("<f8", "(%d, %d)".formatted(rows, columns));
    byte[] body = Arrays.copyOf(header, header.length + 8 * columns * rows);
    String head =
        "POST /train?epochs=1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-npy\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(body.length);
    try (WireConnection connection = new WireConnection(process.port(), from)) {
      connection.send(head.getBytes(StandardCharsets.UTF_8), body);
      return requireNonNull(connection.read(false));
    }
  }
}
