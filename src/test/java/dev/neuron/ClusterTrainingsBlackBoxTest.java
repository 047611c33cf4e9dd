package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.EventReader.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trainings that nobody waits for, and keys of trainings, are known to all replicas. */
@ReplicasTest
class ClusterTrainingsBlackBoxTest {

  private static final String SLIDES = Examples.slides("{\"epochs\": 7}");

  private static Replicas replicas;

  @BeforeAll
  static void start(@TempDir Path folder) {
    replicas = Replicas.start(2, folder, "neuron.trainings.max-kept=20");
  }

  @AfterAll
  static void end() {
    replicas.close();
  }

  private static String begin(int replica, String training) {
    return replicas
        .client(replica)
        .train(training, "Prefer", "respond-async")
        .expect(202)
        .header("Location");
  }

  private static JsonNode look(int replica, String location) {
    return replicas.client(replica).get(location).expect(200).json();
  }

  private static String state(int replica, String location) {
    return look(replica, location).get("state").stringValue();
  }

  @Test
  void done_isAnsweredByTheOtherReplicaToTheLastByte() {
    String location = begin(0, SLIDES);
    Waiting.forTraining(replicas.client(0), location);
    Waiting.forTraining(replicas.client(1), location);

    assertThat(replicas.client(1).get(location).text())
        .isEqualTo(replicas.client(0).get(location).text());
    replicas.client(1).get("/models/" + look(1, location).get("modelId").stringValue()).expect(200);
    assertThat(replicas.client(1).get("/trainings").text())
        .isEqualTo(replicas.client(0).get("/trainings").text())
        .contains(look(0, location).get("id").stringValue());
  }

  @Test
  void running_isSeenAndWatchedAndCancelledFromTheOtherReplica() {
    String location = begin(0, Examples.longTraining());
    Waiting.until(
        "progress seen from the other replica",
        () -> look(1, location).get("epoch").intValue() > 0);
    assertThat(state(1, location)).isEqualTo("RUNNING");

    try (EventReader stream =
        EventReader.open(replicas.get(1).port(), "GET", location + "/events", "")) {
      assertThat(stream.next()).extracting(Event::name).isEqualTo("progress");
      replicas.client(1).delete(location).expect(202);
      Event last = stream.rest().getLast();
      assertThat(last.name()).isEqualTo("done");
      assertThat(last.json().get("stopReason").stringValue()).isEqualTo("CANCELLED");
    }
    for (int replica = 0; replica < 2; replica++) {
      assertThat(Waiting.forTraining(replicas.client(replica), location).get("state").stringValue())
          .isEqualTo("CANCELLED");
    }
    assertSameEvents(location);
  }

  private static void assertSameEvents(String location) {
    try (EventReader here =
            EventReader.open(replicas.get(0).port(), "GET", location + "/events", "");
        EventReader there =
            EventReader.open(replicas.get(1).port(), "GET", location + "/events", "")) {
      assertThat(there.rest()).isEqualTo(here.rest());
    }
  }

  @Test
  void ended_isForgottenForAllReplicas() {
    String location = begin(0, SLIDES);
    Waiting.forTraining(replicas.client(1), location);

    replicas.client(1).delete(location).expect(204);

    for (int replica = 0; replica < 2; replica++) {
      replicas.client(replica).get(location).expectProblem(410, "training-expired");
    }
    replicas
        .client(1)
        .get("/trainings/omljMKr4aktpzGAmt2QKDg")
        .expectProblem(404, "training-not-found");
  }

  @Test
  void key_getsTheFirstAnswerFromTheOtherReplica() {
    Answer first = replicas.client(0).train(SLIDES, "Idempotency-Key", "once").expect(201);

    Answer again = replicas.client(1).train(SLIDES, "Idempotency-Key", "once").expect(201);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    replicas
        .client(1)
        .train(Examples.slides("{\"epochs\": 8}"), "Idempotency-Key", "once")
        .expectProblem(422, "key-reused");
  }

  /** They may have seen more of the killed replica's events than it shared, of each epoch one. */
  private static void assertEndIsToldToClientsAheadOfTheStream(String location, Event end) {
    int port = replicas.get(1).port();
    for (long known : new long[] {10_000_000, 10_000_001, 999_999_999_999L}) {
      try (EventReader stream =
          EventReader.open(port, "GET", location + "/events", "", "Last-Event-ID: " + known)) {
        assertThat(stream.rest()).containsExactly(end);
      }
    }
    try (EventReader stream =
        EventReader.open(port, "GET", location + "/events", "", "Last-Event-ID: " + end.id())) {
      assertThat(stream.status()).isEqualTo(204);
    }
  }

  /** A killed replica can neither end what it trained nor answer what it was asked. */
  @Test
  void killed_itsTrainingsHaveFailed_andItsKeysAreFree() {
    String running = begin(0, Examples.longTraining());
    ServiceClient killed = replicas.client(0);
    var _ =
        CompletableFuture.supplyAsync(
            () -> killed.train(Examples.longTraining(), "Idempotency-Key", "unanswered"));
    Waiting.until("progress", () -> look(1, running).get("epoch").intValue() > 0);
    Waiting.until(
        "the key in use",
        () ->
            replicas
                    .client(1)
                    .train(Examples.longTraining(), "Idempotency-Key", "unanswered")
                    .status()
                == 409);

    replicas.kill(0);

    Waiting.until("the failure", () -> state(1, running).equals("FAILED"));
    JsonNode failed = look(1, running);
    assertThat(failed.get("problem").get("type").stringValue())
        .isEqualTo("/problems/training-lost");
    assertThat(failed.get("finishedAt").isNull()).isFalse();
    try (EventReader stream =
        EventReader.open(replicas.get(1).port(), "GET", running + "/events", "")) {
      List<Event> events = stream.rest();
      assertThat(events.getLast().name()).isEqualTo("failed");
      assertThat(events.getFirst().name()).isEqualTo("progress");
      assertEndIsToldToClientsAheadOfTheStream(running, events.getLast());
    }
    replicas.client(1).train(SLIDES, "Idempotency-Key", "unanswered").expect(201);

    replicas.restart(0);
    replicas.awaitMembers(2);
    assertThat(state(0, running)).isEqualTo("FAILED");
    replicas.client(0).delete(running).expect(204);
  }
}
