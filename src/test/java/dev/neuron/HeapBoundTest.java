package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** However many models there have been, the store and the heap stay within their bounds. */
@ProcessTest
class HeapBoundTest {

  private static final int THREADS = 4;
  private static final int FIRST = 10_000;
  private static final int REST = 40_000;
  private static final int CAPACITY = 1000;

  /** More than the collector leaves lying about, and far less than a trace of each model. */
  private static final long LEEWAY = 4L << 20;

  @Test
  void store_aMillionModels_staysWithinItsCapacityAndAFixedHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.neuron.model.MillionModels")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    Map<String, String> told =
        output
            .lines()
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    assertThat(told)
        .containsEntry("count", "10000")
        .containsEntry("evicted", "410")
        .containsEntry("newest", "true");
    assertThat(Long.parseLong(told.get("after")))
        .isLessThan(Long.parseLong(told.get("before")) + LEEWAY);
  }

  @Test
  void service_manyImports_keepsTheNewestWithinAFixedHeap() throws Exception {
    try (ServiceProcess child =
        ServiceProcess.start(
            List.of(ServiceProcess.OPTIMISING_COMPILER, "-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
            "neuron.models.max-models=" + CAPACITY,
            "neuron.models.remember-evicted=" + CAPACITY)) {
      bring(child, FIRST);
      long before = child.usedHeap();
      bring(child, REST);

      assertThat(child.usedHeap()).isLessThan(before + 2 * LEEWAY);
      ServiceClient service = child.client();
      JsonNode list = service.get("/models?limit=1").expect(200).json();
      assertThat(list.get("count").intValue()).isEqualTo(CAPACITY);
      assertThat(list.get("capacity").intValue()).isEqualTo(CAPACITY);
      String evicted;
      String newest;
      try (WireConnection connection = new WireConnection(child.port())) {
        evicted = bring(connection, "evicted");
        newest = evicted;
        for (int i = 0; i < CAPACITY; i++) {
          newest = bring(connection, "last-" + i);
        }
      }
      service.get("/models/" + evicted).expectProblem(410, "model-evicted");
      assertThat(service.get("/models/last-999").expect(200).json().get("modelId").stringValue())
          .isEqualTo(newest);
      assertThat(child.output()).doesNotContain("OutOfMemory", "ERROR");
    }
  }

  private static void bring(ServiceProcess child, int models) throws Exception {
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int caller = 0; caller < THREADS; caller++) {
      int first = caller;
      callers.add(
          () -> {
            try (WireConnection connection = new WireConnection(child.port())) {
              for (int i = first; i < models; i += THREADS) {
                bring(connection, "model-" + i);
              }
            }
            return first;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> caller : threads.invokeAll(callers)) {
        caller.get();
      }
    }
  }

  private static String bring(WireConnection connection, String name) throws IOException {
    byte[] body =
        "{\"name\": \"%s\", \"W\": [1.5, -2, 0.25], \"b\": 0.5}"
            .formatted(name)
            .getBytes(StandardCharsets.UTF_8);
    connection.send(
        WireRequest.of("POST", "/models", body, "Content-Type: application/json")
            .without("Connection")
            .bytes());
    Answer answer = connection.read(false);
    return answer == null ? "no answer" : answer.expect(201).json().get("modelId").stringValue();
  }
}
