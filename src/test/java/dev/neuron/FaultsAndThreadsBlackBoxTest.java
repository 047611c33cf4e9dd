package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * How a request that fails, or that other threads go on with, is seen in the log and the meters.
 */
@ServiceTest
@Import(FaultsAndThreadsBlackBoxTest.Endpoints.class)
@ExtendWith(OutputCaptureExtension.class)
class FaultsAndThreadsBlackBoxTest {

  private static final String HEADER = "X-Request-Id";
  private static final int MILLIS = 300;

  private final ServiceClient service;

  FaultsAndThreadsBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  /** What cannot be turned into JSON. */
  record Unwritable(String number) {
    @JsonProperty
    int parsed() {
      return Integer.parseInt(number);
    }
  }

  /** What this service has no endpoint for, or not yet. */
  @RestController
  static class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    @GetMapping("/test/fault")
    String fault() {
      throw new IllegalStateException("nobody expected this");
    }

    @GetMapping("/test/late-fault")
    Callable<String> lateFault() {
      return () -> {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        throw new IllegalStateException("nobody expected this");
      };
    }

    @GetMapping("/test/unwritable")
    Unwritable unwritable() {
      return new Unwritable("nobody expected this");
    }

    @GetMapping("/test/spoken")
    String spoken() {
      LOG.info("a line");
      return Objects.toString(MDC.get("requestId"));
    }

    @GetMapping("/test/late")
    Callable<String> late() {
      return () -> {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        return "late";
      };
    }

    @GetMapping("/test/stream")
    SseEmitter stream() {
      SseEmitter emitter = new SseEmitter();
      Thread.ofPlatform().start(() -> emit(emitter));
      return emitter;
    }

    private static void emit(SseEmitter emitter) {
      try {
        emitter.send("first");
        TimeUnit.MILLISECONDS.sleep(MILLIS);
        emitter.send("last");
        emitter.complete();
      } catch (IOException | InterruptedException e) {
        emitter.completeWithError(e);
      }
    }
  }

  private void awaitOneRequest(String uri, int status, double atLeastSeconds) {
    String[] labels = {"uri=\"" + uri + "\"", "status=\"" + status + "\""};
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              Scrape scrape = Scrape.of(service);
              assertThat(scrape.sum("http_server_requests_seconds_count", "uri=\"" + uri + "\""))
                  .isEqualTo(1);
              assertThat(scrape.sum("http_server_requests_seconds_count", labels)).isEqualTo(1);
              assertThat(scrape.sum("http_server_requests_seconds_sum", labels))
                  .isGreaterThanOrEqualTo(atLeastSeconds);
            });
  }

  private static List<String> linesWith(CapturedOutput output, String text) {
    return output.getAll().lines().filter(line -> line.contains(text)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/test/fault", "/test/late-fault", "/test/unwritable"})
  void fault_thatNobodyExpected_isOneLineAtErrorWithTheIdOfTheRequest(
      String path, CapturedOutput output) {
    String id = "fault" + path.replace('/', '-');
    Answer answer = service.get(path, HEADER, id);

    answer.expectProblem(500, "internal-error");
    assertThat(answer.header(HEADER)).isEqualTo(id);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(linesWith(output, " ERROR ")).hasSize(1));
    assertThat(linesWith(output, " ERROR ")).allMatch(line -> line.contains("request=" + id + " "));
    assertThat(output).contains("Exception: ").contains("nobody expected this");
    awaitOneRequest(path, 500, 0);
  }

  @Test
  void line_whileARequestIsAnswered_holdsItsId(CapturedOutput output) {
    assertThat(service.get("/test/spoken", HEADER, "spoken-1").text()).isEqualTo("spoken-1");

    assertThat(linesWith(output, "a line"))
        .singleElement()
        .asString()
        .containsPattern("] request=spoken-1 \\S+ +: a line");
  }

  @Test
  void line_outsideARequest_saysNothingOfOne(CapturedOutput output) {
    Endpoints.LOG.info("a line of no request");

    assertThat(linesWith(output, "a line of no request"))
        .singleElement()
        .asString()
        .containsPattern("] \\S+ +: a line of no request");
  }

  @Test
  void request_thatAnotherThreadAnswers_isCountedOnceWithItsWholeTime() {
    assertThat(service.get("/test/late", HEADER, "late-1").expect(200).header(HEADER))
        .isEqualTo("late-1");

    awaitOneRequest("/test/late", 200, MILLIS / 1000.0);
  }

  @Test
  void stream_isCountedOnceWhenItIsComplete() {
    Answer answer = service.get("/test/stream", HEADER, "stream-1").expect(200);

    assertThat(answer.header(HEADER)).isEqualTo("stream-1");
    assertThat(answer.text()).contains("first", "last");
    awaitOneRequest("/test/stream", 200, MILLIS / 1000.0);
  }
}
