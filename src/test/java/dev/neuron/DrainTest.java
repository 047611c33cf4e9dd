package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.EventReader.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A service that is told to stop while it has much to do. */
@ProcessTest
@Isolated("measures how fast others are served")
class DrainTest {

  private static final String LONG = Examples.longTraining();
  private static final int MAX_SECONDS = 25;

  @Test
  void sigterm_readinessSaysNoFirst_trainingsEndWithTheirModelSoFar_andItExits() {
    try (ServiceProcess process =
        ServiceProcess.start(List.of(), "neuron.admission.shutdown-notice=3s")) {
      ServiceClient service = process.client();
      List<CompletableFuture<Answer>> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(CompletableFuture.supplyAsync(() -> service.train(LONG)));
      }
      EventReader stream = EventReader.train(process.port(), LONG);
      assertThat(requireNonNull(stream.next()).name()).isEqualTo("progress");

      long told = System.nanoTime();
      process.terminate();

      Waiting.until(
          "it says that it is not ready",
          () -> service.get("/actuator/health/readiness").status() == 503);
      service.get("/actuator/health/liveness").expect(200);
      service.predict("{\"W\": [1], \"b\": 0, \"x\": [0]}").expect(200);
      Answer refused = service.train(Examples.slides("{\"epochs\": 1}"));
      refused.expectProblem(503, "service-stopping");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
      for (CompletableFuture<Answer> training : waiting) {
        Answer answer = training.join();
        if (answer.status() == 503) { // it had not begun
          answer.expectProblem(503, "service-stopping");
          assertThat(answer.header("Retry-After")).isNotEmpty();
        } else {
          answer.expect(201);
          assertThat(answer.json().get("stopReason").stringValue()).isEqualTo("CANCELLED");
          assertThat(answer.json().get("loss").doubleValue()).isLessThan(0.3);
        }
      }
      assertThat(waiting.stream().map(answer -> answer.join().status())).contains(201);
      List<Event> events = stream.rest();
      assertThat(events.getLast().name()).isEqualTo("done");
      assertThat(events.getLast().json().get("stopReason").stringValue()).isEqualTo("CANCELLED");
      stream.close();
      assertThat(process.exitCode(MAX_SECONDS)).as(process.output()).isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - told))
          .isLessThan(Duration.ofSeconds(MAX_SECONDS));
    }
  }

  /** Docker kills after 10 s unless it is told otherwise. */
  @Test
  void sigterm_busyWithTrainings_endsWithinTenSeconds() {
    try (ServiceProcess process = ServiceProcess.start(List.of())) {
      List<CompletableFuture<Answer>> waiting = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        waiting.add(CompletableFuture.supplyAsync(() -> process.client().train(LONG)));
      }
      try (EventReader stream = EventReader.train(process.port(), LONG)) {
        assertThat(requireNonNull(stream.next()).name()).isEqualTo("progress");
        process.terminate();

        assertThat(process.exitCode(10)).as(process.output()).isIn(0, 143);
      }
      assertThat(waiting.stream().map(answer -> answer.join().status())).isSubsetOf(201, 503);
    }
  }

  /** docs/OPERATIONS.md gives the container 30 s. */
  @Test
  void sigterm_clientsThatAreSlow_endsWithinTheTimeOfTheContainer() throws IOException {
    String half =
        "POST /train HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000000\r\n\r\n{\"dataset\": ";
    try (ServiceProcess process = ServiceProcess.start(List.of());
        WireConnection sender = new WireConnection(process.port());
        WireConnection reader = new WireConnection(process.port())) {
      String id = Examples.modelOfTenMegabytes(process.client());
      sender.send(half.getBytes(StandardCharsets.ISO_8859_1));
      reader.send(
          "GET /models/%s HTTP/1.1\r\nHost: localhost\r\n\r\n"
              .formatted(id)
              .getBytes(StandardCharsets.ISO_8859_1));
      process.client().get("/actuator/health/liveness").expect(200);
      process.terminate();

      assertThat(process.exitCode(30)).as(process.output()).isIn(0, 143);
    }
  }
}
