package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service in a process of its own whose probes and metrics have a port of their own and whose log
 * is JSON: both are set for a whole process.
 */
@ProcessTest
class ManagementPortTest {

  private static final int START_SECONDS = 120;
  private static final int CONNECT_MILLIS = 1000;
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  @TempDir private Path folder;

  @Test
  void service_startedForOperators_hasMetricsOnTheirPortAndALogInJson() throws Exception {
    Path log = folder.resolve("log");
    Process process = start(log);
    try {
      List<Integer> ports = awaitPorts(log, process);
      ServiceClient service = new ServiceClient(ports.getFirst());
      ServiceClient operations = new ServiceClient(ports.getLast());

      service.get("/models", "X-Request-Id", "first-request").expect(200);
      service.get("/actuator/prometheus").expectProblem(404, "not-found");
      service.get("/actuator/health").expectProblem(404, "not-found");
      operations.get("/actuator/health/readiness").expect(200);
      assertThat(
              operations.raw(
                  "GET /actuator/prometheus HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 421")
          .contains("/problems/host-not-allowed");
      assertThat(ports).allMatch(port -> connects("127.0.0.1", port));
      assertThat(ports).noneMatch(port -> connects("127.0.0.2", port));
      assertThat(Scrape.of(operations).sum("http_server_requests_seconds_count", "uri=\"/models\""))
          .isEqualTo(1);
      assertThat(requestIds(log)).contains("first-request");
    } finally {
      process.destroy();
      assertThat(process.waitFor(START_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process start(Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NeuronApplication.class.getName(),
            "--server.port=0",
            "--management.server.port=0",
            "--logging.structured.format.console=ecs")
        .redirectOutput(log.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The service's port and that of its probes and metrics, in the order in which they open. */
  private static List<Integer> awaitPorts(Path log, Process process) {
    List<Integer> ports = new ArrayList<>();
    Awaitility.await()
        .atMost(START_SECONDS, TimeUnit.SECONDS)
        .failFast("the service has ended", () -> !process.isAlive())
        .until(
            () -> {
              ports.clear();
              Matcher found = PORT.matcher(Files.readString(log));
              while (found.find()) {
                ports.add(Integer.valueOf(found.group(1)));
              }
              return ports.size() == 2;
            });
    return ports;
  }

  private static boolean connects(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The ids in the log, every line of which must be a JSON object. */
  private static List<String> requestIds(Path log) throws IOException {
    return Files.readString(log)
        .lines()
        .map(Answer::parse)
        .filter(line -> line.has("requestId"))
        .map(line -> line.get("requestId").stringValue())
        .toList();
  }
}
