package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Bodies with {@code Content-Encoding: gzip} are what they are without, wherever a body is read.
 */
@ServiceTest
class CompressedBodyBlackBoxTest {

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final String TRAINING = Examples.slides("{\"epochs\": 20}");
  private static final String PREDICTION = "{\"modelId\": \"ab\", \"x\": [1000, 0]}";

  private final int port;
  private final ServiceClient service;

  CompressedBodyBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringModel() {
    send("/models", JSON, Gzip.of("{\"name\": \"ab\", \"W\": [1, -1], \"b\": 0}")).expect(201);
  }

  private Answer send(String path, String type, byte[] compressed, String... more) {
    return send(path, type, BodyPublishers.ofByteArray(compressed), more);
  }

  private Answer send(String path, String type, BodyPublisher compressed, String... more) {
    String[] headers = {"Content-Type", type, "Content-Encoding", "gzip"};
    return service.send(
        "POST",
        path,
        compressed,
        Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /predict                    | application/json     | {"modelId": "ab", "x": [1000, 0]}
          /predict?model=ab           | application/x-ndjson | [1000, 0];[1, 2]
          /predict?model=ab           | text/csv             | 1000,0
          /explain                    | application/json     | {"W": [1], "b": 0, "x": [1], "y": 1}
          /v1/models/ab:predict       | application/json     | {"instances": [[1000, 0]]}
          /v2/models/ab/infer         | application/json     | {"inputs": [{"name": "x", "datatype": "FP64", "shape": [1, 2], "data": [1000, 0]}]}
          /models/ab/invocations      | application/json     | {"instances": [[1000, 0]]}
          /models/ab/invocations      | text/csv             | a,b;1000,0
          /train?dryRun=true          | application/json     | {"dataset": {"x": [[0], [1]], "y": [0, 1]}}
          /train/dry-run              | application/json     | {"dataset": {"x": [[0], [1]], "y": [0, 1]}}
          /train/dry-run              | text/csv             | 0,0;1,1
          """)
  void response_toACompressedBody_isThatToThePlainOne(String path, String type, String body) {
    byte[] content = body.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
    String plain = service.post(path, type, content).expect(200).text();
    byte[] compressed = Gzip.of(content);

    assertThat(send(path, type, compressed).expect(200).text()).isEqualTo(plain);
    assertThat(
            send(
                    path,
                    type,
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(compressed)))
                .expect(200)
                .text())
        .isEqualTo(plain);
  }

  @Test
  void training_compressed_hasTheSameBits() {
    JsonNode plain = service.train(TRAINING).expect(201).json();

    assertSameBits(send("/train", JSON, Gzip.of(TRAINING)).expect(201).json(), plain);
    assertThat(send("/train/events", JSON, Gzip.of(TRAINING)).expect(200).text())
        .contains("event: done", plain.get("fingerprint").stringValue());
    assertSameBits(model(send("/trainings", JSON, Gzip.of(TRAINING)).expect(202)), plain);
  }

  @Test
  void table_compressed_hasTheSameBits() {
    String table = UploadBlackBoxTest.table(5000); // several buffers
    String query = "?epochs=20&standardize=true";
    JsonNode plain =
        service
            .post("/train" + query, "text/csv", table.getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();

    assertSameBits(send("/train" + query, "text/csv", Gzip.of(table)).expect(201).json(), plain);
    assertSameBits(model(send("/trainings/upload" + query, "text/csv", Gzip.of(table))), plain);
  }

  /** Its length is compared with that of the header, unless it is compressed. */
  @Test
  void array_compressed_hasTheSameBits() {
    byte[] array = Npy.array("(4, 4)", 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0);
    String type = "application/x-npy";
    JsonNode plain = service.post("/train?epochs=20", type, array).expect(201).json();

    assertSameBits(send("/train?epochs=20", type, Gzip.of(array)).expect(201).json(), plain);
    assertSameBits(
        model(send("/trainings/upload?epochs=20", type, Gzip.of(array)).expect(202)), plain);
    byte[] rows = Npy.array("(1, 2)", 1000, 0);
    assertThat(send("/predict?model=ab", type, Gzip.of(rows)).expect(200).body())
        .isEqualTo(service.post("/predict?model=ab", type, rows).expect(200).body());
    send("/predict?model=ab", type, Gzip.of(Gzip.join(rows, new byte[1])))
        .expectProblem(400, "malformed-npy");
    send("/predict?model=ab", type, Gzip.of(Arrays.copyOf(rows, rows.length - 1)))
        .expectProblem(400, "malformed-npy");
  }

  private JsonNode model(Answer accepted) {
    JsonNode done = Waiting.forTraining(service, accepted.expect(202).header("Location"));
    return service.get("/models/" + done.path("modelId").asString()).expect(200).json();
  }

  private static void assertSameBits(JsonNode model, JsonNode expected) {
    for (String field : List.of("W", "b", "loss", "fingerprint")) {
      assertThat(model.get(field)).as(field).isEqualTo(expected.get(field));
    }
  }

  @Test
  void members_several_areOneBody() {
    byte[] body = Gzip.join(Gzip.of(PREDICTION.substring(0, 9)), Gzip.of(PREDICTION.substring(9)));

    assertThat(send("/predict", JSON, body).expect(200).text())
        .isEqualTo(service.predict(PREDICTION).text());
  }

  @Test
  void name_xGzip_isTheSame() {
    service
        .send(
            "POST",
            "/predict",
            BodyPublishers.ofByteArray(Gzip.of(PREDICTION)),
            "Content-Type",
            JSON,
            "Content-Encoding",
            "x-gzip")
        .expect(200);
  }

  /** A key stands for the content, whichever way it comes. */
  @Test
  void repeatedRequest_compressedOrNot_isTheSame() {
    String key = "compressed";
    String first =
        send("/train", JSON, Gzip.of(TRAINING), "Idempotency-Key", key).expect(201).text();

    Answer again = service.train(TRAINING, "Idempotency-Key", key).expect(201);

    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.text()).isEqualTo(first);
    send("/train", JSON, Gzip.of(TRAINING + " "), "Idempotency-Key", key)
        .expectProblem(422, "key-reused");
  }

  @Test
  void lines_compressed_areAnsweredEach() {
    String line = TRAINING.strip().replace("\n", " ") + "\n";
    for (String path : List.of("/train/lines", "/train")) {
      Answer answer = send(path, LINES, Gzip.of(line.repeat(100) + "x\n" + line)).expect(200);
      assertThat(answer.text().lines()).hasSize(102);
      assertThat(answer.text()).contains("{\"line\":101,");
    }
  }

  @Test
  void lines_damaged_endWithTheProblem() {
    String line = TRAINING.strip().replace("\n", " ") + "\n";
    byte[] body = Gzip.of(line.repeat(3));
    body[body.length - 5] ^= 1; // the checksum

    List<String> answers = send("/train/lines", LINES, body).expect(200).text().lines().toList();

    assertThat(answers).hasSize(4);
    assertThat(answers.getLast()).contains("\"line\":4", "/problems/malformed-gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/predict",
        "/train",
        "/train/dry-run",
        "/train/events",
        "/trainings",
        "/models",
        "/explain"
      })
  void body_damagedOrCutOff_isRefused(String path) throws IOException {
    byte[] good = Gzip.of(TRAINING);
    byte[] wrongChecksum = good.clone();
    wrongChecksum[good.length - 8] ^= 1;
    for (byte[] body :
        List.of(
            new byte[0],
            TRAINING.getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(good, 5),
            Arrays.copyOf(good, 12))) {
      assertRefusedAndClosed(path, body, 400, "malformed-gzip");
    }
    if (path.startsWith("/train")) { // others find an unknown field before the checksum
      assertRefusedAndClosed(path, wrongChecksum, 400, "malformed-gzip");
      assertRefusedAndClosed(path, Arrays.copyOf(good, good.length - 1), 400, "malformed-gzip");
      assertRefusedAndClosed(path, Gzip.join(good, new byte[] {0}), 400, "malformed-gzip");
    }
    send("/predict", JSON, Gzip.of(PREDICTION)).expect(200);
  }

  /** The server closes a connection after a status of 400 or 413, and says so before. */
  private void assertRefusedAndClosed(String path, byte[] body, int status, String type)
      throws IOException {
    try (WireConnection connection = new WireConnection(port)) {
      Answer answer = exchange(connection, path, "gzip", body);
      answer.expectProblem(status, type);
      assertThat(answer.header("Connection")).isEqualTo("close");
      assertThat(connection.read(false)).isNull();
    }
  }

  private static Answer exchange(
      WireConnection connection, String path, String encoding, byte[] body) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, encoding, body.length);
    assertThat(connection.send(head.getBytes(StandardCharsets.US_ASCII), body)).isTrue();
    return requireNonNull(connection.read(false));
  }

  @Test
  void connection_afterOtherRefusals_goesOn() throws IOException {
    try (WireConnection connection = new WireConnection(port)) {
      exchange(connection, "/predict", "br", Gzip.of(PREDICTION))
          .expectProblem(415, "unsupported-media-type");
      exchange(connection, "/predict", "gzip", Gzip.of("{\"modelId\": \"ab\", \"x\": [1]}"))
          .expectProblem(422, "wrong-feature-count", "#/x");
      exchange(connection, "/predict", "gzip", Gzip.of(PREDICTION)).expect(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"text/csv", "application/x-ndjson", "application/x-npy"})
  void table_damaged_isRefused(String type) {
    byte[] rows = "1,0\n".getBytes(StandardCharsets.UTF_8);
    send("/predict?model=ab", type, rows).expectProblem(400, "malformed-gzip");
    send("/trainings/upload", type, rows).expectProblem(400, "malformed-gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/predict", "/train", "/trainings", "/models", "/explain"})
  void content_overTheLimit_isTooLarge(String path) throws IOException {
    byte[] bomb = Gzip.bomb("", ' ');
    assertThat(bomb).hasSizeLessThan(2 << 20);

    assertRefusedAndClosed(path, bomb, 413, "request-too-large");
  }

  @Test
  void protocols_answerInTheirOwnFormat() {
    byte[] plain = "{\"instances\": [[1000, 0]]}".getBytes(StandardCharsets.UTF_8);
    send("/v1/models/ab:predict", JSON, plain).expectInferenceError(400, "1F 8B");
    send("/v2/models/ab/infer", JSON, plain).expectInferenceError(400, "1F 8B");
    send("/models/ab/invocations", JSON, plain).expectMlflowError(400, "BAD_REQUEST", "1F 8B");
    for (String path : List.of("/v1/models/ab:predict", "/models/ab/invocations")) {
      Answer answer =
          service.send(
              "POST",
              path,
              BodyPublishers.ofByteArray(plain),
              "Content-Type",
              JSON,
              "Content-Encoding",
              "br");
      answer.expect(415).expectAnyDialectError("");
      assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
    }
  }

  @Test
  void gzip_thatNoHeaderNames_isRefusedWithTheHeaderToSend() {
    byte[] body = Gzip.of(TRAINING);
    for (String type : List.of(JSON, "text/csv", "application/x-npy")) {
      Answer answer = service.post("/train", type, body).expect(400);
      assertThat(answer.json().get("detail").stringValue()).contains("Content-Encoding: gzip");
    }
  }
}
