package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The clocks of replicas are set back by an hour, forward by two, and right again: that of the
 * oldest or of another, or all at once. What is kept for an hour is known to all of them.
 */
@ReplicasTest
class ClusterClockBlackBoxTest {

  private static final int REPLICAS = 3;
  private static final Duration CLOSE = Duration.ofMinutes(5);
  private static final Duration SILENCE = Duration.ofSeconds(7);

  private static final List<SettableClock> CLOCKS = new ArrayList<>();
  private static Replicas replicas;

  private final String name = "clock-" + System.nanoTime();
  private final List<String> models = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path folder) {
    for (int replica = 0; replica < REPLICAS; replica++) {
      CLOCKS.add(SettableClock.in(folder.resolve("clock-" + replica)));
    }
    replicas =
        Replicas.start(
            REPLICAS,
            replica -> CLOCKS.get(replica).environment(),
            folder,
            "neuron.idempotency.keep-for=1h");
  }

  @AfterAll
  static void end() {
    if (replicas != null) {
      replicas.close();
    }
  }

  @AfterEach
  void setRight() {
    CLOCKS.forEach(clock -> clock.set(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2", "0,1,2"})
  void clocksSet_replicas_goOn(String which) {
    int[] changed = IntStream.of(0, 1, 2).filter(r -> which.contains("" + r)).toArray();
    int last = REPLICAS - 1 - changed[0] / 2; // another than the only one that is changed
    List<String> running = runningOnEach();
    List<String> ended = endedOnEach();
    models.add(trainWithKey(0));

    for (int seconds : new int[] {-3600, 3600, 0}) {
      set(changed, seconds);
      assertKnown(running, ended);
      assertAlike();
    }

    replicas.awaitMembers(REPLICAS);
    assertKnown(running, ended);
    assertNoneLeft();
    running.forEach(location -> cancel(last, location));
  }

  /** One on each, which all know to be running: they are told half a second later. */
  private static List<String> runningOnEach() {
    List<String> running = new ArrayList<>();
    for (int replica = 0; replica < REPLICAS; replica++) {
      String location = begin(replica, Examples.longTraining());
      running.add(location);
      for (int other = 0; other < REPLICAS; other++) {
        int asked = other;
        Waiting.until("it runs", () -> state(asked, location).equals("RUNNING"));
      }
    }
    return running;
  }

  private static List<String> endedOnEach() {
    List<String> ended = new ArrayList<>();
    for (int replica = 0; replica < REPLICAS; replica++) {
      String location = begin(replica, Examples.slides("{\"epochs\": 5}"));
      ended.add(location);
      for (int other = 0; other < REPLICAS; other++) {
        Waiting.forTraining(replicas.client(other), location);
      }
    }
    return ended;
  }

  private static void set(int[] changed, int seconds) {
    for (int replica : changed) {
      CLOCKS.get(replica).set(seconds);
      Instant expected = Instant.now().plusSeconds(seconds);
      Waiting.until("its clock is set", () -> isClose(expected, date(replica)));
    }
  }

  private static Instant date(int replica) {
    String date = replicas.client(replica).get("/actuator/health/liveness").header("Date");
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static boolean isClose(Instant expected, Instant actual) {
    return Duration.between(expected, actual).abs().compareTo(CLOSE) < 0;
  }

  /** For longer than a member may be silent. */
  private static void assertKnown(List<String> running, List<String> ended) {
    long begun = System.nanoTime();
    do {
      for (int replica = 0; replica < REPLICAS; replica++) {
        int asked = replica;
        running.forEach(location -> assertThat(state(asked, location)).isEqualTo("RUNNING"));
        ended.forEach(location -> assertThat(state(asked, location)).isEqualTo("SUCCEEDED"));
        String health = replicas.client(replica).get("/actuator/health/cluster").text();
        assertThat(health).contains("\"members\":" + REPLICAS);
      }
    } while (System.nanoTime() - begun < SILENCE.toNanos());
  }

  private static String state(int replica, String location) {
    return replicas.client(replica).get(location).expect(200).json().get("state").stringValue();
  }

  /** Each stores a model, and all see the same. */
  private void assertAlike() {
    for (int replica = 0; replica < REPLICAS; replica++) {
      models.add(modelId(replicas.client(replica).train(named(models.size()))));
      assertThat(trainWithKey(replica)).as("replayed").isEqualTo(models.getFirst());
    }
    for (int replica = 0; replica < REPLICAS; replica++) {
      ServiceClient client = replicas.client(replica);
      assertThat(client.get("/models?limit=" + models.size()).expect(200).json().get("models"))
          .extracting(model -> model.get("modelId").stringValue())
          .containsExactlyElementsOf(models.reversed());
      assertThat(client.get("/models/" + name).expect(200).json().get("modelId").stringValue())
          .isEqualTo(models.getLast());
      client
          .predict("{\"modelId\": \"%s\", \"x\": [0, 0, 1]}".formatted(models.getFirst()))
          .expect(200);
    }
  }

  private static String begin(int replica, String training) {
    return replicas
        .client(replica)
        .train(training, "Prefer", "respond-async")
        .expect(202)
        .header("Location");
  }

  private String trainWithKey(int replica) {
    return modelId(replicas.client(replica).train(named(0), "Idempotency-Key", name));
  }

  private String named(int seed) {
    return """
        {"name": "%s", "dataset": %s, "hyperparameters": {"epochs": 5, "seed": %d}}"""
        .formatted(name, Examples.SLIDES, seed);
  }

  private static String modelId(Answer trained) {
    return trained.expect(201).json().get("modelId").stringValue();
  }

  private static void cancel(int replica, String location) {
    replicas.client(replica).delete(location).expect(202);
    JsonNode cancelled = Waiting.forTraining(replicas.client(replica), location);
    assertThat(cancelled.get("state").stringValue()).isEqualTo("CANCELLED");
    replicas.client(replica).get("/models/" + cancelled.get("modelId").stringValue()).expect(200);
  }

  private static void assertNoneLeft() {
    for (int replica = 0; replica < REPLICAS; replica++) {
      String log = replicas.get(replica).output();
      String since = log.substring(log.indexOf("3 of 3 replicas see each other"));
      assertThat(since).doesNotContain("2 of 3 replicas", "1 of 3 replicas");
    }
  }
}
