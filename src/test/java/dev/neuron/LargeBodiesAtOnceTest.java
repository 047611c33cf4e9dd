package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many large trainings at once in a small heap: what does not fit is refused, and nothing breaks.
 */
@ProcessTest
class LargeBodiesAtOnceTest {

  private static final int CALLERS = 32;
  private static final int MAX_ROUNDS = 5;
  private static final int MEBIBYTE = 1 << 20;
  private static final int FEATURES = 32;
  private static final String PREDICT = "{\"W\": [1], \"b\": 0, \"x\": [0]}";

  private static ServiceProcess process;

  /** A request of a format. */
  private record Request(byte[] head, byte[] body) {
    static Request of(String contentType, byte[] body) {
      String head =
          """
          POST /train%s HTTP/1.1\r
          Host: localhost\r
          Content-Type: %s\r
          Content-Length: %d\r
          Connection: close\r
          \r
          """
              .formatted(
                  contentType.equals("application/json") ? "" : "?epochs=1",
                  contentType,
                  body.length);
      return new Request(head.getBytes(StandardCharsets.ISO_8859_1), body);
    }
  }

  @BeforeAll
  static void start() {
    process =
        ServiceProcess.start(
            List.of(ServiceProcess.OPTIMISING_COMPILER, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
            "neuron.limits.max-request-size=21MB");
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  /** As much memory a byte as JSON can take: a digit and a comma. */
  private static Request digits(int bytes) {
    return json("0,1,".repeat(FEATURES / 2), "0", bytes);
  }

  private static Request longNumbers(int bytes) {
    return json("0.12345678901234567,".repeat(FEATURES), "1", bytes);
  }

  private static Request json(String row, String target, int bytes) {
    String x = "[" + row.substring(0, row.length() - 1) + "],";
    int rows = bytes / (x.length() + 2);
    String all = x.repeat(rows);
    String y = (target + ",").repeat(rows);
    String body =
        "{\"dataset\":{\"x\":[%s],\"y\":[%s]},\"hyperparameters\":{\"epochs\":1}}"
            .formatted(all.substring(0, all.length() - 1), y.substring(0, y.length() - 1));
    return Request.of("application/json", body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Request array(int bytes) {
    int columns = FEATURES + 1;
    int rows = bytes / (8 * columns);
    byte[] header = Npy.header("<f8", "(%d, %d)".formatted(rows, columns));
    return Request.of(
        "application/x-npy", Arrays.copyOf(header, header.length + 8 * columns * rows));
  }

  private static Answer send(Request request) throws IOException {
    try (WireConnection connection = new WireConnection(process.port())) {
      connection.send(request.head(), request.body());
      return requireNonNull(connection.read(false));
    }
  }

  @Test
  void train_32TimesTwentyMebibytesAtOnce_isAnsweredAndPredictionsGoOn() throws Exception {
    assertAllAnswered(
        List.of(array(20 * MEBIBYTE), digits(20 * MEBIBYTE), longNumbers(20 * MEBIBYTE)));
  }

  @Test
  void train_32TimesTheMostThatIsRead_isAnsweredAndPredictionsGoOn() throws Exception {
    assertAllAnswered(
        List.of(array(20 * MEBIBYTE), digits(10 * MEBIBYTE), longNumbers(10 * MEBIBYTE)));
  }

  @Test
  void train_eachAlone_isTrainedOn() throws IOException {
    for (Request request :
        List.of(array(20 * MEBIBYTE), digits(10 * MEBIBYTE), longNumbers(10 * MEBIBYTE))) {
      send(request).expect(201);
    }
  }

  /** It says what the heap allows, which is less than what was configured. */
  @Test
  void train_moreThanTheHeapAllows_isTooLarge() throws IOException {
    Answer answer = send(digits(20 * MEBIBYTE));
    answer.expectProblem(413, "request-too-large");
    assertThat(answer.text()).containsPattern("limit of 10\\d{6} bytes");
  }

  @Test
  void train_moreCopiesThanTheHeapHolds_saysHowElse() throws IOException {
    Request plain = digits(10 * MEBIBYTE);
    byte[] body =
        new String(plain.body(), StandardCharsets.ISO_8859_1)
            .replace("\"epochs\"", "\"standardize\":true,\"validationFraction\":0.2,\"epochs\"")
            .getBytes(StandardCharsets.ISO_8859_1);
    Answer answer = send(Request.of("application/json", body));
    answer.expectProblem(422, "dataset-too-large", "#/dataset");
    assertThat(answer.text()).contains("standardize");
  }

  /** An upload has no end, but its first line has. */
  @ParameterizedTest
  @CsvSource({
    "text/csv, 'n%sX,'",
    "text/csv, 'n,'",
    "application/x-ndjson, '\"n%sX\": 1, '",
    "application/x-ndjson, '\"%s\": 1, '"
  })
  void upload_whoseFirstLineDoesNotEnd_isRefused(String type, String cell) throws IOException {
    try (WireConnection connection = new WireConnection(process.port())) {
      connection.send(
          "POST /trainings/upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(type)
              .getBytes(StandardCharsets.ISO_8859_1));
      boolean isTaken = connection.send(chunk(type.contains("json") ? "{" : ""));
      String padding = "x".repeat(40_000);
      for (int i = 0; isTaken && i < 20_000; i++) { // 800 MB
        isTaken = connection.send(chunk(cell.replace("%s", "" + i).replace("X", padding)));
      }
      Answer answer = requireNonNull(connection.read(false));
      assertThat(answer.status()).isBetween(400, 422);
      answer.expectAnyProblem("");
    }
    process.client().get("/actuator/health/liveness").expect(200);
    assertThat(process.output()).doesNotContain("OutOfMemory");
  }

  private static byte[] chunk(String text) {
    return text.isEmpty()
        ? new byte[0]
        : "%x\r\n%s\r\n".formatted(text.length(), text).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void assertAllAnswered(List<Request> kinds) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger predictions = new AtomicInteger();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 1)) {
      Future<?> predicting = callers.submit(() -> predict(over, predictions));
      List<Callable<Answer>> requests = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Request request = kinds.get(i % kinds.size());
        requests.add(() -> send(request));
      }
      List<Integer> statuses = new ArrayList<>();
      int rounds = 0; // a machine that is busy elsewhere has fewer predictions in the same time
      while (rounds++ == 0 || (predictions.get() <= CALLERS && rounds <= MAX_ROUNDS)) {
        for (Future<Answer> answer : callers.invokeAll(requests)) {
          statuses.add(checked(answer.get()).status());
        }
      }
      over.set(true);
      predicting.get();
      assertThat(statuses).contains(201);
    }
    assertThat(predictions.get()).isGreaterThan(CALLERS);
    assertThat(process.output()).doesNotContain("OutOfMemory");
  }

  private static Answer checked(Answer answer) {
    if (answer.status() != 201) {
      answer.expectAnyProblem("");
      assertThat(answer.status()).isIn(413, 429, 503);
    }
    if (answer.status() == 429 || answer.status() == 503) {
      assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }
    return answer;
  }

  private static Void predict(AtomicBoolean over, AtomicInteger count) throws InterruptedException {
    ServiceClient service = process.client();
    while (!over.get()) {
      service.predict(PREDICT).expect(200);
      count.incrementAndGet();
      Thread.sleep(20);
    }
    return null;
  }
}
