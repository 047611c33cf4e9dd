package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.EventReader.Event;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trainings that nobody waits for. */
@ServiceTest
class JobsBlackBoxTest {

  private static final String LONG = Examples.longTraining();
  private static final String UNKNOWN = "/trainings/omljMKr4aktpzGAmt2QKDg";

  private final int port;
  private final ServiceClient service;

  JobsBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
    service = new ServiceClient(port);
  }

  private Answer begin(String body, String prefer) {
    return service.train(body, "Prefer", prefer);
  }

  private String begin(String body) {
    return begin(body, "respond-async").expect(202).header("Location");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"respond-async", "Respond-Async", "wait=5, respond-async", "x; y, respond-async"})
  void slides_asJob_isAcceptedAndThenDone(String prefer) {
    Answer accepted = begin(Examples.slides("{\"epochs\": 1000}"), prefer).expect(202);

    String location = accepted.header("Location");
    assertThat(location).matches("/trainings/[A-Za-z0-9_-]{22}");
    assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(accepted.json().get("id").stringValue()).isEqualTo(location.substring(11));
    assertThat(accepted.json().get("state").stringValue()).isIn("QUEUED", "RUNNING", "SUCCEEDED");
    JsonNode done = Waiting.forTraining(service, location);
    assertThat(done.get("state").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(done.get("epoch").intValue()).isEqualTo(1000);
    assertThat(done.get("epochs").intValue()).isEqualTo(1000);
    assertThat(done.has("problem")).isFalse();
    Instant created = Instant.parse(done.get("createdAt").stringValue());
    Instant started = Instant.parse(done.get("startedAt").stringValue());
    Instant finished = Instant.parse(done.get("finishedAt").stringValue());
    assertThat(List.of(created, started, finished)).isSorted();
    assertThat(Instant.parse(done.get("expiresAt").stringValue()))
        .isEqualTo(finished.plusSeconds(3600));
    JsonNode model = service.get("/models/" + done.get("modelId").stringValue()).expect(200).json();
    JsonNode waited = service.train(Examples.slides("{\"epochs\": 1000}")).json();
    assertThat(model.get("fingerprint")).isEqualTo(waited.get("fingerprint"));
    assertThat(model.get("W")).isEqualTo(waited.get("W"));
    assertThat(done.get("loss")).isEqualTo(model.get("loss"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=5", "return=minimal", "respond-asynchronously"})
  void otherPreference_isAWaitingTraining(String prefer) {
    begin(Examples.slides("{\"epochs\": 1}"), prefer).expect(201);
  }

  @Test
  void unusableRequest_isRefusedAtOnce() {
    begin("{}", "respond-async").expectProblem(422, "missing-field", "#/dataset");
  }

  @Test
  void diverging_isFailedWithTheProblem() {
    String location =
        begin(
            """
            {"dataset": {"x": [[1e300], [-1e300]], "y": [1, 0]}, "hyperparameters": {"learningRate": 1e300, "epochs": 50}}""");

    JsonNode done = Waiting.forTraining(service, location);

    assertThat(done.get("state").stringValue()).isEqualTo("FAILED");
    assertThat(done.get("problem").get("type").stringValue())
        .isEqualTo("/problems/training-diverged");
    assertThat(done.get("problem").get("status").intValue()).isEqualTo(422);
    assertThat(done.has("modelId")).isFalse();
  }

  @Test
  void running_cancelled_keepsItsModelSoFar() {
    String location = begin(LONG);
    Waiting.until(
        "it has progress", () -> service.get(location).json().get("epoch").intValue() > 1);

    service.delete(location).expect(202);

    JsonNode done = Waiting.forTraining(service, location);
    assertThat(done.get("state").stringValue()).isEqualTo("CANCELLED");
    JsonNode model = service.get("/models/" + done.get("modelId").stringValue()).expect(200).json();
    assertThat(model.get("stopReason").stringValue()).isEqualTo("CANCELLED");
    assertThat(model.get("epochsRun").intValue())
        .isBetween(2, 9_999_999)
        .isEqualTo(done.get("epoch").intValue());
    assertThat(model.get("loss").doubleValue()).isLessThan(0.25);
  }

  @Test
  void ended_deleted_isForgottenButNotItsModel() {
    String location = begin(Examples.slides("{\"epochs\": 1}"));
    String model = Waiting.forTraining(service, location).get("modelId").stringValue();

    service.delete(location).expect(204);

    service.get(location).expectProblem(410, "training-expired");
    service.get(location + "/events").expectProblem(410, "training-expired");
    service.delete(location).expectProblem(410, "training-expired");
    service.get("/models/" + model).expect(200);
  }

  @Test
  void unknown_isNotFound() {
    service.get(UNKNOWN).expectProblem(404, "training-not-found");
    service.get(UNKNOWN + "/events").expectProblem(404, "training-not-found");
    service.delete(UNKNOWN).expectProblem(404, "training-not-found");
  }

  @Test
  void list_isInPagesTheNewestFirst() {
    String first = begin(Examples.slides("{\"epochs\": 1}"));
    String second = begin(Examples.slides("{\"epochs\": 1}"));

    JsonNode page = service.get("/trainings?limit=1").expect(200).json();

    assertThat(page.get("count").intValue()).isGreaterThanOrEqualTo(2);
    assertThat(page.get("trainings").get(0).get("id").stringValue())
        .isEqualTo(second.substring(11));
    JsonNode next =
        service
            .get("/trainings?limit=1&after=" + page.get("next").stringValue())
            .expect(200)
            .json();
    assertThat(next.get("trainings").get(0).get("id").stringValue()).isEqualTo(first.substring(11));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "after=x"})
  void list_parameterOutOfRange_isRefused(String query) {
    service.get("/trainings?" + query).expectProblem(400, "invalid-request");
  }

  @Test
  void events_ofAJob_areResumable() {
    String location = begin(LONG);
    long known;
    try (EventReader stream = EventReader.open(port, "GET", location + "/events", "")) {
      assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
      requireNonNull(stream.next());
      Event second = requireNonNull(stream.next());
      assertThat(second.name()).isEqualTo("progress");
      known = second.id();
    }
    // Going away cancels no job.
    assertThat(service.get(location).json().get("state").stringValue()).isEqualTo("RUNNING");
    service.delete(location).expect(202);
    Waiting.forTraining(service, location);

    long end;
    try (EventReader stream =
        EventReader.open(port, "GET", location + "/events", "", "Last-Event-ID: " + known)) {
      List<Event> rest = stream.rest();
      assertThat(rest.stream().map(Event::id)).allMatch(id -> id > known).isSorted();
      assertThat(rest.getLast().name()).isEqualTo("done");
      assertThat(rest.getLast().json().get("stopReason").stringValue()).isEqualTo("CANCELLED");
      end = rest.getLast().id();
    }
    service
        .send(
            "GET",
            location + "/events",
            BodyPublishers.noBody(),
            "Last-Event-ID",
            String.valueOf(end))
        .expect(204);
    try (EventReader stream = EventReader.open(port, "GET", location + "/events", "")) {
      List<Event> all = stream.rest();
      assertThat(all.getFirst().json().get("epoch").intValue()).isEqualTo(1);
      assertThat(all.getLast().name()).isEqualTo("done");
    }
  }

  /** A number that no event has: of a client that mistakes the stream, or knows a lost one. */
  @Test
  void lastEventId_beyondTheEnd_isToldTheEnd() {
    String location = begin(Examples.slides("{\"epochs\": 1000}"));
    Waiting.forTraining(service, location);
    Event end;
    try (EventReader stream = EventReader.open(port, "GET", location + "/events", "")) {
      end = stream.rest().getLast();
    }
    for (long beyond : new long[] {end.id() + 1, 999_999_999_999_999_999L}) {
      try (EventReader stream = after(location, beyond)) {
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.rest()).containsExactly(end);
      }
    }
    try (EventReader stream = after(location, end.id())) {
      assertThat(stream.status()).isEqualTo(204);
    }
    try (EventReader stream = after(location, end.id() - 1)) {
      assertThat(stream.rest()).containsExactly(end);
    }
  }

  @Test
  void lastEventId_aheadOfARunningTraining_isToldTheRestAndTheEnd() {
    String location = begin(LONG);
    try (EventReader stream = after(location, 999_999_999_999_999_999L)) {
      assertThat(stream.next()).extracting(Event::name).isEqualTo("progress");
      service.delete(location).expect(202);
      assertThat(stream.rest().getLast().name()).isEqualTo("done");
    }
  }

  /** The text of such a model is not kept beside the model, which memory would not bound. */
  @Test
  void events_ofALargeModelThatEnded_endWithTheModel_asLongAsItIsKept() {
    String location =
        begin(
            """
            {"dataset": %s, "hyperparameters": {"epochs": 20000}, "lossHistoryPoints": 20000}"""
                .formatted(Examples.SLIDES));
    String modelId = Waiting.forTraining(service, location).get("modelId").stringValue();
    Event end = last(location);
    assertThat(end.name()).isEqualTo("done");
    assertThat(end.json()).isEqualTo(service.get("/models/" + modelId).expect(200).json());
    assertThat(end.json().get("lossHistory")).hasSize(20_000);

    service.delete("/models/" + modelId).expect(204);

    Event expired = last(location);
    assertThat(expired.name()).isEqualTo("failed");
    assertThat(expired.json().get("type").stringValue()).isEqualTo("/problems/training-expired");
  }

  private Event last(String location) {
    try (EventReader stream = EventReader.open(port, "GET", location + "/events", "")) {
      return stream.rest().getLast();
    }
  }

  private EventReader after(String location, long id) {
    return EventReader.open(port, "GET", location + "/events", "", "Last-Event-ID: " + id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
  void lastEventId_malformed_isRefused(String id) {
    String location = begin(Examples.slides("{\"epochs\": 1}"));
    service.get(location + "/events", "Last-Event-ID", id).expectProblem(400, "invalid-request");
  }

  @Test
  void table_asJob_isAccepted() {
    String location =
        service
            .send(
                "POST",
                "/train?epochs=3&name=job-of-a-table",
                BodyPublishers.ofString("a,y\n0,0\n1,1\n"),
                "Content-Type",
                "text/csv",
                "Prefer",
                "respond-async")
            .expect(202)
            .header("Location");

    assertThat(Waiting.forTraining(service, location).get("state").stringValue())
        .isEqualTo("SUCCEEDED");
    service.get("/models/job-of-a-table").expect(200);
  }

  /** Found by spoilt requests: this was answered 500, since the only format left is the stream. */
  @Test
  void dryRun_whereAStreamAloneIsAccepted_isAnsweredInJson() {
    for (String type : new String[] {"application/json", "text/csv"}) {
      byte[] body =
          (type.equals("text/csv") ? "x,y\n0,0\n1,1\n" : Examples.slides("{}"))
              .getBytes(StandardCharsets.UTF_8);
      Answer dryRun = service.post("/train?dryRun=true", type, body, "text/event-stream");
      assertThat(dryRun.expect(200).json().has("cost")).isTrue();
    }
  }

  @Test
  void dryRun_trainsNothingAndSaysTheCost() {
    int models = service.get("/models?limit=1").json().get("count").intValue();
    JsonNode dry =
        service
            .post("/train?dryRun=true", Examples.slides("{\"epochs\": 1000}"))
            .expect(200)
            .json();

    assertThat(dry.get("cost").longValue()).isEqualTo(16_000);
    assertThat(dry.get("mode").stringValue()).isEqualTo("wait");
    assertThat(dry.get("maxCostWaiting").longValue()).isEqualTo(10_000_000_000L);
    assertThat(dry.get("maxCost").longValue()).isEqualTo(10_000_000_000_000L);
    assertThat(dry.get("hyperparameters").get("batchSize").intValue()).isEqualTo(4);
    assertThat(service.get("/models?limit=1").json().get("count").intValue()).isEqualTo(models);
    service
        .post("/train?dryRun=true", Examples.slides("{\"epochs\": 0}"))
        .expectProblem(422, "invalid-hyperparameter", "#/hyperparameters/epochs");
    service
        .post("/train?dryrun=true", Examples.slides("{}"))
        .expectProblem(400, "invalid-request", "parameter=dryrun");
    service
        .post("/train?dryRun=yes", Examples.slides("{}"))
        .expectProblem(400, "invalid-request", "parameter=dryRun");
  }
}
