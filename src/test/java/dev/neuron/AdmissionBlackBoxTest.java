package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A service of which little may be asked at a time: what is too much, and that it recovers. */
@ServiceTest(
    properties = {
      "neuron.admission.max-queued=2",
      "neuron.admission.max-per-caller=1000",
      "neuron.limits.max-time-waiting=700ms",
      "neuron.limits.max-time=900ms"
    })
class AdmissionBlackBoxTest {

  private static final String LONG = Examples.longTraining();
  private static final String SHORT = Examples.slides("{\"epochs\": 1}");
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final ServiceClient service;
  private final List<String> jobs = new ArrayList<>();

  AdmissionBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @AfterEach
  void allEnds_andTheServiceRecovers() {
    for (String job : jobs) {
      service.delete(job);
      Waiting.until(
          "the job ends",
          () -> {
            Answer answer = service.get(job);
            return answer.status() == 410 || answer.json().has("finishedAt");
          });
    }
    Waiting.until("it trains again", () -> service.train(SHORT).status() == 201);
  }

  private Answer begin(String body) {
    Answer answer = service.train(body, "Prefer", "respond-async");
    if (answer.status() == 202) {
      jobs.add(answer.header("Location"));
    }
    return answer;
  }

  /** The queue is short, so that each may have to wait until one before has been taken from it. */
  private void beginOneMoreThanCanRun() {
    for (int i = 0; i <= PROCESSORS; i++) {
      Waiting.until("it is taken", () -> begin(LONG).status() == 202);
    }
  }

  /** All processors and all places in the queue. */
  private void fill() {
    Waiting.until("it is full", () -> begin(LONG).status() == 503);
  }

  @Test
  void full_isRefusedWithAHintWhenToComeBack_andOtherThingsGoOn() {
    fill();
    assertThat(jobs).hasSizeGreaterThanOrEqualTo(PROCESSORS + 2);

    for (Answer refused :
        List.of(
            begin(LONG),
            service.train(SHORT),
            service.post(
                "/train",
                "application/x-ndjson",
                SHORT.replace("\n", " ").getBytes(StandardCharsets.UTF_8)))) {
      refused.expectProblem(503, "service-busy");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    }
    service.predict("{\"W\": [1], \"b\": 0, \"x\": [0]}").expect(200);
    service.get("/actuator/health/readiness").expect(200);
    service.post("/train?dryRun=true", LONG).expect(200);
  }

  @Test
  void overdueJob_hasItsModelSoFar() {
    begin(LONG).expect(202);

    JsonNode done = Waiting.forTraining(service, jobs.getFirst());

    assertThat(done.get("state").stringValue()).isEqualTo("SUCCEEDED");
    JsonNode model = service.get("/models/" + done.get("modelId").stringValue()).expect(200).json();
    assertThat(model.get("stopReason").stringValue()).isEqualTo("DEADLINE");
    assertThat(model.get("epochsRun").intValue()).isBetween(1, 9_999_999);
  }

  @Test
  void overdueWaitingTraining_isAnsweredWithTheModelSoFar() {
    JsonNode model = service.train(LONG).expect(201).json();

    assertThat(model.get("stopReason").stringValue()).isEqualTo("DEADLINE");
    assertThat(model.get("epochsRun").intValue()).isBetween(1, 9_999_999);
    JsonNode kept = service.get("/models/" + model.get("modelId").stringValue()).expect(200).json();
    assertThat(kept).isEqualTo(model);
  }

  /** Long ones give way now and then, so a short one need not wait for their end. */
  @Test
  void shortTraining_behindLongOnes_isDoneBeforeThem() {
    beginOneMoreThanCanRun();

    Waiting.until("the short one is done", () -> service.train(SHORT).status() == 201);

    assertThat(jobs.stream().map(job -> service.get(job).json().get("state").stringValue()))
        .anyMatch(state -> state.equals("RUNNING") || state.equals("QUEUED"));
  }

  @Test
  void trainingsInTurns_haveTheBitsOfThoseDoneAtOnce() {
    String body = LONG.replace("10000000", "20000");
    JsonNode alone = service.train(body).expect(201).json();
    beginOneMoreThanCanRun();

    CompletableFuture<Answer> among = CompletableFuture.supplyAsync(() -> service.train(body));

    JsonNode model = among.join().expect(201).json();
    if (model.get("stopReason").stringValue().equals("EPOCHS_COMPLETED")) {
      assertThat(model.get("fingerprint")).isEqualTo(alone.get("fingerprint"));
      assertThat(model.get("W")).isEqualTo(alone.get("W"));
    }
  }

  @Test
  void queuedJob_cancelled_neverBegins() {
    fill();
    String last = jobs.getLast();

    service.delete(last).expect(202);

    JsonNode done = Waiting.forTraining(service, last);
    assertThat(done.get("state").stringValue()).isEqualTo("CANCELLED");
    if (!done.has("startedAt")) {
      assertThat(done.has("modelId")).isFalse();
      assertThat(service.get(last + "/events").expect(200).text())
          .startsWith("event: failed\n")
          .contains("/problems/training-cancelled");
    }
  }
}
