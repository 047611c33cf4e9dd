package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small requests with large answers, many at once, in a small heap: none of them takes it down. */
@ProcessTest
class AnswerMemoryTest {

  private static final int MILLION = 1_000_000;
  private static final int AT_ONCE = 16;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ServiceProcess process;

  @AfterEach
  void stop() {
    http.close();
    if (process != null) {
      process.close();
    }
  }

  private ServiceProcess start(String heap) {
    process =
        ServiceProcess.start(
            List.of(
                ServiceProcess.OPTIMISING_COMPILER, "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
    return process;
  }

  private static String training(int points) {
    return """
        {"dataset": %s, "hyperparameters": {"epochs": %d, "learningRate": 0.001}, "lossHistoryPoints": %d}"""
        .formatted(Examples.SLIDES, points, points);
  }

  private HttpResponse<InputStream> post(
      ServiceProcess service, String path, String type, String body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.client().uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long bytes(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return body.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void assertUnharmed(ServiceProcess service) {
    assertThat(service.isAlive()).as(service.output()).isTrue();
    assertThat(service.output()).doesNotContain("OutOfMemory", "ERROR");
    service.client().get("/actuator/health/liveness").expect(200);
  }

  /** 8.5 KB of request, 130 MB of answer. */
  @ParameterizedTest
  @ValueSource(strings = {"256m", "128m"})
  void lines_withLongHistories_areAllAnsweredInOrder(String heap) throws IOException {
    ServiceProcess service = start(heap);
    int lines = 64;
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      body.append(
          training(100_000).replace("{\"dataset\"", "{\"name\": \"line-" + i + "\", \"dataset\""));
      body.append('\n');
    }

    HttpResponse<InputStream> response =
        post(service, "/train", "application/x-ndjson", body.toString());

    assertThat(response.statusCode()).isEqualTo(200);
    int answered = 0;
    try (BufferedReader answers =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
        assertThat(answer)
            .contains("\"name\":\"line-" + answered + "\"")
            .hasSizeGreaterThan(MILLION);
        answered++;
      }
    }
    assertThat(answered).isEqualTo(lines);
    assertUnharmed(service);
  }

  private List<Integer> atOnce(Callable<Integer> request) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Integer> status : callers.invokeAll(Collections.nCopies(AT_ONCE, request))) {
        statuses.add(status.get());
      }
    }
    return statuses;
  }

  @ParameterizedTest
  @ValueSource(strings = {"256m", "128m"})
  void train_aMillionPointsInManyRequests_isAnsweredOrRefused(String heap) throws Exception {
    ServiceProcess service = start(heap);
    for (String accept : List.of("application/json", "text/event-stream")) {
      List<Integer> statuses =
          atOnce(
              () -> {
                HttpResponse<InputStream> response =
                    post(
                        service, "/train", "application/json", training(MILLION), "Accept", accept);
                long bytes = bytes(response);
                if (response.statusCode() / 100 == 2) {
                  assertThat(bytes).isGreaterThan(10L * MILLION);
                }
                return response.statusCode();
              });
      assertThat(statuses)
          .containsAnyOf(200, 201)
          .isSubsetOf(accept.equals("application/json") ? 201 : 200, 503);
    }
    assertUnharmed(service);
  }

  /** The answer is not kept, but the model that it is. */
  @ParameterizedTest
  @ValueSource(strings = {"256m", "128m"})
  void train_longAnswersWithAKey_areGivenAgain(String heap) throws Exception {
    ServiceProcess service = start(heap);
    String[] key = {"Idempotency-Key", "long"};
    byte[] first;
    try (InputStream body =
        post(service, "/train", "application/json", training(MILLION), key).body()) {
      first = body.readAllBytes();
    }
    assertThat(first).hasSizeGreaterThan(10 * MILLION);

    HttpResponse<InputStream> again =
        post(service, "/train", "application/json", training(MILLION), key);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    try (InputStream body = again.body()) {
      assertThat(Arrays.equals(body.readAllBytes(), first)).isTrue();
    }
    assertThat(
            atOnce(
                () -> {
                  HttpResponse<InputStream> response =
                      post(
                          service,
                          "/train",
                          "application/json",
                          training(MILLION),
                          "Idempotency-Key",
                          String.valueOf(Thread.currentThread().threadId()));
                  var _ = bytes(response);
                  return response.statusCode();
                }))
        .contains(201)
        .isSubsetOf(201, 503);
    assertUnharmed(service);
  }
}
