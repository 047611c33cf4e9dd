package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** {@code Idempotency-Key} on {@code /train}. */
@ServiceTest
class IdempotencyBlackBoxTest {

  private static final String BODY = Examples.slides("{\"epochs\": 5}");

  private final ServiceClient service;

  IdempotencyBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer send(String path, String type, String body, String key, String... more) {
    String[] headers = new String[4 + more.length];
    headers[0] = "Content-Type";
    headers[1] = type;
    headers[2] = "Idempotency-Key";
    headers[3] = key;
    System.arraycopy(more, 0, headers, 4, more.length);
    return service.send("POST", path, BodyPublishers.ofString(body), headers);
  }

  private Answer train(String body, String key, String... more) {
    return send("/train", "application/json", body, key, more);
  }

  private int models() {
    return service.get("/models?limit=1").json().get("count").intValue();
  }

  @Test
  void sameKeyAndBody_getsTheFirstAnswerAgain_andTrainsNothing() {
    Answer first = train(BODY, "first").expect(201);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    int models = models();

    for (int i = 0; i < 2; i++) {
      Answer again = train(BODY, "first").expect(201);

      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
      assertThat(again.header("Content-Type")).isEqualTo("application/json");
      assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }
    assertThat(models()).isEqualTo(models);
  }

  @Test
  void otherKeyOrNone_trainsAnew() {
    String id = train(BODY, "one").json().get("modelId").stringValue();
    assertThat(train(BODY, "two").json().get("modelId").stringValue()).isNotEqualTo(id);
    assertThat(service.train(BODY).json().get("modelId").stringValue()).isNotEqualTo(id);
  }

  @Test
  void sameKey_otherRequest_is422() {
    train(BODY, "reused").expect(201);
    train(Examples.slides("{\"epochs\": 6}"), "reused").expectProblem(422, "key-reused");
    train("{", "reused").expectProblem(422, "key-reused");
    train(BODY, "reused", "Prefer", "respond-async").expectProblem(422, "key-reused");
    send("/train?dryRun=true", "application/json", BODY, "reused").expectProblem(422, "key-reused");
  }

  @Test
  void sameKey_whileTheFirstIsTrained_is409() throws Exception {
    String slow = Examples.longTraining().replace("10000000", "200000"); // a second or so
    CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> train(slow, "running"));
    CompletableFuture<Answer> second = CompletableFuture.supplyAsync(() -> train(slow, "running"));
    // Nobody knows which of the two comes first.
    boolean firstConflicts = first.get().status() == 409;
    Answer conflict = (firstConflicts ? first : second).get();
    conflict.expectProblem(409, "key-in-use");
    assertThat(conflict.header("Retry-After")).isEqualTo("1");
    (firstConflicts ? second : first).get().expect(201);
    assertThat(train(slow, "running").expect(201).header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void refused_isNotKept_andTheKeyCanBeUsedForWhatIsRight() {
    train("{}", "after-a-fault").expectProblem(422, "missing-field", "#/dataset");
    train("{", "after-a-fault").expect(400);
    train(BODY, "after-a-fault").expect(201);
  }

  @Test
  void job_again_isTheSameJob() {
    Answer first = train(BODY, "job", "Prefer", "respond-async").expect(202);
    Answer again = train(BODY, "job", "Prefer", "respond-async").expect(202);
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Preference-Applied")).isEqualTo("respond-async");
  }

  @Test
  void table_again_isTheFirstAnswer() {
    String table = "a,y\n0,0\n1,1\n";
    Answer first = send("/train?epochs=3", "text/csv", table, "table").expect(201);
    assertThat(send("/train?epochs=3", "text/csv", table, "table").text()).isEqualTo(first.text());
    send("/train?epochs=4", "text/csv", table, "table").expectProblem(422, "key-reused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "tab\there"})
  void key_malformed_is400(String key) {
    train(BODY, key).expectProblem(400, "invalid-request");
    train(BODY, "k".repeat(256)).expectProblem(400, "invalid-request");
    train(BODY, "k".repeat(255)).expect(201);
  }

  @Test
  void key_withAStream_is400() {
    train(BODY, "stream", "Accept", "text/event-stream").expectProblem(400, "invalid-request");
    send("/train", "application/x-ndjson", BODY.replace("\n", " "), "lines")
        .expectProblem(400, "invalid-request");
  }

  /** What the answer will be decides, not the words in one header. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/*",
        "text/event-stream;q=0.5",
        "TEXT/Event-Stream",
        "application/json;q=0.1, text/event-stream"
      })
  void key_withWhateverAsksForAStream_is400(String accept) {
    train(BODY, "stream-" + accept.replace(" ", ""), "Accept", accept)
        .expectProblem(400, "invalid-request");
  }

  @Test
  void key_withTwoAcceptHeaders_countsBoth() {
    train(BODY, "two-accepts", "Accept", "image/png", "Accept", "text/event-stream")
        .expectProblem(400, "invalid-request");
    train(BODY, "two-json", "Accept", "text/event-stream;q=0.1", "Accept", "application/json")
        .expect(201);
  }

  /** The word stands in the header, and the answer comes whole all the same. */
  @Test
  void key_withAStreamThatIsNotChosen_works() {
    String accept = "application/json, text/event-stream;q=0.5";
    String first = train(BODY, "chosen", "Accept", accept).expect(201).text();
    assertThat(train(BODY, "chosen", "Accept", accept).expect(201).text()).isEqualTo(first);
    send("/train?dryRun=true", "application/json", BODY, "dry", "Accept", "text/event-stream")
        .expect(200);
  }

  @Test
  void key_withAnUpload_isRefusedByName() {
    Answer refused = send("/trainings/upload", "text/csv", "a,y\n0,0\n1,1\n", "upload");
    refused.expectProblem(400, "invalid-request");
    assertThat(refused.text()).contains("Idempotency-Key");
  }

  /** A long answer is not kept but made again of its model, to the last byte. */
  @Test
  void longAnswer_again_isTheSame_untilItsModelIsGone() {
    String body =
        """
        {"name": "long-answer", "dataset": %s, "hyperparameters": {"epochs": 20000}, "lossHistoryPoints": 20000}"""
            .formatted(Examples.SLIDES);
    Answer first = train(body, "long").expect(201);
    assertThat(first.text()).hasSizeGreaterThan(1 << 17);

    Answer again = train(body, "long").expect(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Content-Type")).isEqualTo("application/json");
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");

    service.delete(first.header("Location")).expect(204);
    train(body, "long").expectProblem(404, "model-not-found");
  }
}
