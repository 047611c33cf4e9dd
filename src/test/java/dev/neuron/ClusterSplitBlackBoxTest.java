package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three replicas is frozen for much longer than it may be silent: the others remove it and
 * go on, and it wakes up believing that it is still one of them.
 */
@ReplicasTest
class ClusterSplitBlackBoxTest {

  private static final Duration FROZEN = Duration.ofSeconds(40);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(12);
  private static final String UNKNOWN = "/models/omljMKr4aktpzGAmt2QKDg";

  @TempDir private static Path folder;
  private static Replicas replicas;

  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private Duration slowest = Duration.ZERO;

  @BeforeAll
  static void start() {
    replicas = Replicas.start(3, folder);
  }

  @AfterAll
  static void end() {
    replicas.close();
  }

  private static void signal(String name, int replica) throws IOException, InterruptedException {
    Program.run(folder, "kill", "-" + name, String.valueOf(replicas.get(replica).pid()));
  }

  private static String bring(int replica, String name) {
    return modelId(replicas.client(replica).post("/models", model(name)).expect(201));
  }

  private static String model(String name) {
    return "{\"name\": \"%s\", \"W\": [1], \"b\": 0}".formatted(name);
  }

  private static String modelId(Answer answer) {
    return answer.json().get("modelId").stringValue();
  }

  private static String state(int replica, String training) {
    return replicas.client(replica).get(training).expect(200).json().get("state").stringValue();
  }

  /** Makes requests of all kinds, one after the other. */
  private void ask(int replica, int round) {
    ServiceClient client = replicas.client(replica);
    long begun = System.nanoTime();
    Answer put = client.post("/models", model("round-" + round));
    took("put", put, begun);
    if (put.status() == 201) {
      acknowledged.add(modelId(put));
    }
    for (String id : Set.copyOf(acknowledged)) {
      begun = System.nanoTime();
      took("get", client.get("/models/" + id), begun);
    }
    begun = System.nanoTime();
    took("by name", client.predict("{\"modelId\": \"first\", \"x\": [0]}"), begun);
    begun = System.nanoTime();
    took("unknown", client.get(UNKNOWN), begun);
  }

  private void took(String request, Answer answer, long begunNanos) {
    Duration time = Duration.ofNanos(System.nanoTime() - begunNanos);
    slowest = time.compareTo(slowest) > 0 ? time : slowest;
    answers.merge(request + " " + answer.status(), 1, Integer::sum);
  }

  @Test
  void frozen_theOthersGoOn_andNothingIsLostOrDeniedWhenItWakesUp() throws Exception {
    acknowledged.add(bring(0, "first"));
    String deleted = bring(2, "deleted");
    String training =
        replicas
            .client(2)
            .train(Examples.longTraining(), "Prefer", "respond-async")
            .expect(202)
            .header("Location");

    signal("STOP", 2);
    long end = System.nanoTime() + FROZEN.toNanos();
    for (int round = 0; System.nanoTime() < end; round++) {
      ask(round % 2, round);
      Thread.sleep(500);
    }
    System.out.println("frozen: " + answers + ", slowest " + slowest);
    assertThat(answers.keySet())
        .isSubsetOf(
            "put 201",
            "put 503",
            "get 200",
            "get 503",
            "by name 200",
            "by name 503",
            "unknown 404",
            "unknown 503")
        .contains("put 201", "by name 200", "unknown 404");
    assertThat(slowest).isLessThan(LONGEST_WAIT);
    assertThat(state(0, training)).isEqualTo("FAILED");
    replicas.client(0).delete("/models/" + deleted).expect(204);

    signal("CONT", 2);
    assertAllBecomeFound(replicas.client(2));
    replicas.awaitMembers(3);
    assertAllBecomeFound(replicas.client(0));
    for (int replica = 0; replica < 3; replica++) {
      ServiceClient client = replicas.client(replica);
      Waiting.until("404", () -> client.get("/models/" + deleted).status() == 404);
      client.get("/models/deleted").expectProblem(404, "model-not-found");
    }
    Waiting.until("the training runs on", () -> state(0, training).equals("RUNNING"));
    replicas.client(1).delete(training).expect(202);
    assertThat(Waiting.forTraining(replicas.client(1), training).get("state").stringValue())
        .isEqualTo("CANCELLED");
    bring(2, "last");
  }

  /** Until a model is found, the replica never says that there is none. */
  private void assertAllBecomeFound(ServiceClient client) {
    for (String id : acknowledged) {
      Waiting.until(
          "model " + id,
          () -> {
            Answer answer = client.get("/models/" + id);
            assertThat(answer.status()).isIn(200, 503);
            return answer.status() == 200;
          });
    }
  }
}
