package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A byte order mark before a body in UTF-8 changes nothing, wherever a body is read. */
@ServiceTest
class ByteOrderMarkBlackBoxTest {

  private static final String MARK = "\uFEFF";
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String TRAINING =
      "{\"dataset\": {\"x\": [[0], [1]], \"y\": [0, 1]}, \"hyperparameters\": {\"epochs\": 5}}";

  private final ServiceClient service;

  ByteOrderMarkBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringModel() {
    service
        .post(
            "/models",
            "{\"name\": \"ab\", \"W\": [1, -1], \"b\": 0, \"featureNames\": [\"a\", \"b\"]}")
        .expect(201);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /predict                    | application/json     | {"modelId": "ab", "x": [1000, 0]}
          /predict                    | application/json; charset=utf-8 | {"modelId": "ab", "x": [1000, 0]}
          /predict?model=ab           | application/x-ndjson | [1000, 0]
          /predict?model=ab           | application/x-ndjson | {"a": 1000, "b": 0}
          /predict?model=ab           | text/csv             | 1000,0
          /explain                    | application/json     | {"W": [1], "b": 0, "x": [1], "y": 1}
          /v1/models/ab:predict       | application/json     | {"instances": [[1000, 0]]}
          /v2/models/ab/infer         | application/json     | {"inputs": [{"name": "x", "datatype": "FP64", "shape": [1, 2], "data": [1000, 0]}]}
          /models/ab/invocations      | application/json     | {"instances": [[1000, 0]]}
          /models/ab/invocations      | text/csv             | a,b;1000,0
          /train?dryRun=true          | application/json     | {"dataset": {"x": [[0], [1]], "y": [0, 1]}}
          /train?dryRun=true          | text/csv             | 0,0;1,1
          """)
  void mark_beforeABody_changesNothing(String path, String type, String body) {
    String text = body.replace(';', '\n');

    Answer plain = service.post(path, type, bytes(text)).expect(200);
    Answer marked = service.post(path, type, bytes(MARK + text)).expect(200);

    assertThat(marked.text()).isEqualTo(plain.text());
    assertThat(service.chunked(path, type, bytes(MARK + text)).expect(200).text())
        .isEqualTo(plain.text());
  }

  @Test
  void mark_beforeATraining_changesNothing() {
    JsonNode plain = service.train(TRAINING).expect(201).json();
    JsonNode marked = service.train(MARK + TRAINING).expect(201).json();

    assertThat(marked.get("fingerprint")).isEqualTo(plain.get("fingerprint"));
    assertThat(marked.get("W")).isEqualTo(plain.get("W"));
  }

  @Test
  void mark_beforeAModel_changesNothing() {
    JsonNode model = service.post("/models", MARK + "{\"W\": [3], \"b\": 1}").expect(201).json();

    assertThat(model.get("W").toString()).isEqualTo("[3.0]");
  }

  @Test
  void mark_beforeManyTrainings_changesNothing() {
    byte[] lines = bytes(MARK + TRAINING + "\n" + TRAINING + "\n");

    Answer answer = service.post("/train", NDJSON, lines).expect(200);

    assertThat(answer.text().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(Answer.parse(line).has("W")).isTrue());
    assertThat(service.post("/train", NDJSON, bytes(MARK + "\n" + TRAINING)).text().lines())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0, 0]\n[1, 1]\n", "{\"a\": 0, \"y\": 0}\n{\"y\": 1, \"a\": 1}\n"})
  void mark_beforeUploadedLines_changesNothing(String lines) {
    for (String start : new String[] {"", MARK}) {
      String location =
          service
              .post("/trainings/upload?epochs=5", NDJSON, bytes(start + lines))
              .expect(202)
              .header("Location");
      JsonNode done = Waiting.forTraining(service, location);
      JsonNode model =
          service.get("/models/" + done.get("modelId").stringValue()).expect(200).json();
      assertThat(model.get("fingerprint"))
          .isEqualTo(service.train(TRAINING).expect(201).json().get("fingerprint"));
    }
  }

  /** The digest is of the bytes as they came: with the mark it is another request. */
  @Test
  void mark_beforeARepeatedRequest_isPartOfIt() {
    String key = "with-a-mark";
    JsonNode first = service.train(MARK + TRAINING, "Idempotency-Key", key).expect(201).json();

    Answer again = service.train(MARK + TRAINING, "Idempotency-Key", key).expect(201);

    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first);
    service.train(TRAINING, "Idempotency-Key", key).expectProblem(422, "key-reused");
  }

  @Test
  void mark_twiceOrElsewhere_isNoJson() {
    String body = "{\"modelId\": \"ab\", \"x\": [1000, 0]}";
    service.predict(MARK + MARK + body).expectProblem(400, "malformed-json");
    service.predict(" " + MARK + body).expectProblem(400, "malformed-json");
    service.predict(body + MARK).expectProblem(400, "malformed-json");
    service
        .post("/predict?model=ab", NDJSON, bytes("[1, 0]\n" + MARK + "[1, 0]\n"))
        .expectProblem(400, "malformed-json", "line=2");
    assertThat(
            service.post("/train", NDJSON, bytes(TRAINING + "\n" + MARK + TRAINING + "\n")).text())
        .contains("\"line\":2", "malformed-json");
  }

  @Test
  void mark_alone_isAnEmptyBody() {
    service.predict(MARK).expectProblem(400, "malformed-json");
    service.train(MARK).expectProblem(400, "malformed-json");
    service.post("/predict?model=ab", NDJSON, bytes(MARK)).expectProblem(422, "no-rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE"})
  void mark_ofAnotherEncoding_isRefused(String charset) {
    byte[] body = (MARK + TRAINING).getBytes(Charset.forName(charset));

    service
        .send("POST", "/train", BodyPublishers.ofByteArray(body), "Content-Type", JSON)
        .expectProblem(400, "malformed-json");
  }
}
