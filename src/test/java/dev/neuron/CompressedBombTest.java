package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A megabyte that decompresses to a gibibyte takes no more memory than any other body. */
@ProcessTest
class CompressedBombTest {

  private static final int CALLERS = 4;

  private static ServiceProcess process;

  @BeforeAll
  static void start() {
    process =
        ServiceProcess.start(
            List.of(ServiceProcess.OPTIMISING_COMPILER, "-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
            "neuron.admission.body-memory-wait=1s");
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/train, application/json, '', ' ', 413",
    "/train, application/json, '{\"dataset\": {\"x\": [[', '0', 400",
    "/predict, application/json, '{\"name\": \"', '0', 413",
    "/train, text/csv, 'a,y\n', '\n', 413",
    "/train, text/csv, 'a,y\n1,', '0', 400",
    "/trainings/upload, text/csv, 'a,y\n1,', '0', 400",
    "/predict?model=none, application/x-ndjson, '[1]', '\n', 413",
    "/train/lines, application/x-ndjson, '', '0', 200",
  })
  void bombs_atOnce_areRefusedInABoundedHeap(
      String path, String type, String start, char character, int status) throws Exception {
    byte[] bomb = Gzip.bomb(start, character);
    List<Callable<Answer>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(() -> send(path, type, bomb));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      for (Future<Answer> answer : threads.invokeAll(callers)) {
        assertThat(answer.get().status()).as(answer.get().text()).isIn(status, 429, 503);
      }
    }

    assertThat(send(path, type, bomb).expect(status).text())
        .contains(status == 200 ? "line-too-long" : "/problems/");
    assertThat(process.output()).doesNotContain("OutOfMemory");
    process.client().predict("{\"W\": [1], \"b\": 0, \"x\": [0]}").expect(200);
  }

  private static Answer send(String path, String type, byte[] body) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(path, type, body.length);
    try (WireConnection connection = new WireConnection(process.port())) {
      connection.send(head.getBytes(StandardCharsets.US_ASCII), body);
      return requireNonNull(connection.read(false));
    }
  }
}
