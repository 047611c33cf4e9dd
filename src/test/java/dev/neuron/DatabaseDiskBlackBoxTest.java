package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL whose disk is full: models are read, none is stored until there is room. */
@ProcessTest
class DatabaseDiskBlackBoxTest {

  private static final int MEBIBYTES = 64;

  /** A model of them does not fit into what is left of pages that the tables have already. */
  private static final int FEATURES = 5_000;

  /** Generous: a refusal waits for nothing. */
  private static final Duration REFUSAL = Duration.ofSeconds(5);

  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private static final int REQUESTS = 30;
  private static final int MAX_LOG_LINES = 6;

  private static final String TRAINING = Examples.slides("{\"epochs\": 10}");

  @TempDir Path folder;
  private SmallDisk disk;
  private PostgresServer postgres;
  private ServiceProcess process;
  private ServiceClient service;
  private String url;
  private String model;
  private String deletable;
  private int logged;

  @BeforeEach
  void start() {
    disk = SmallDisk.mounted(folder, MEBIBYTES);
    postgres = PostgresServer.own();
    url = postgres.newDatabaseIn(folder);
    process =
        ServiceProcess.start(
            List.of(), "neuron.models.store=jdbc", "neuron.models.jdbc.url=" + url);
    service = process.client();
    model = trained();
    deletable = trained();
    logged = Math.toIntExact(process.output().lines().count());
  }

  @AfterEach
  void close() {
    if (process != null) {
      process.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  private String trained() {
    return service.train(TRAINING).expect(201).json().get("modelId").stringValue();
  }

  /** A training whose model is large and cannot be compressed. */
  private static String largeTraining() {
    Random random = new Random(1);
    String x =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    DoubleStream.generate(random::nextDouble)
                        .limit(FEATURES)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(",", "[", "]")))
            .collect(Collectors.joining(",", "[", "]"));
    return "{\"dataset\": {\"x\": %s, \"y\": [0, 1, 1, 0]}, \"hyperparameters\": {\"epochs\": 10}}"
        .formatted(x);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private void expectRefusals() {
    for (int i = 0; i < REQUESTS; i++) {
      long began = System.nanoTime();
      Answer refusal =
          i % 2 == 0 ? service.train(TRAINING) : service.train(TRAINING, "Prefer", "respond-async");
      refusal.expectProblem(503, "store-unavailable");
      assertThat(refusal.json().get("detail").stringValue()).contains("disk", "full");
      assertThat(since(began)).isLessThan(REFUSAL);
    }
    service.post("/models", "{\"W\": [1], \"b\": 0}").expectProblem(503, "store-unavailable");
  }

  private void expectReads() {
    assertThat(service.get("/models").expect(200).text()).contains(model);
    service.get("/models/" + model).expect(200);
    service.predict("{\"modelId\": \"%s\", \"x\": [0, 0, 1]}".formatted(model)).expect(200);
  }

  private void expectHealth() {
    service.get("/actuator/health").expect(503);
    service.get("/actuator/health/readiness").expect(200);
    assertThat(
            service
                .get("/actuator/health/database")
                .expect(503)
                .json()
                .at("/components/modelDatabase/details/reason")
                .asString())
        .isEqualTo("no model is stored, since the disk of the database is full");
  }

  private void expectRecovery() {
    long began = System.nanoTime();
    Waiting.until("models are stored", () -> service.train(TRAINING).status() == 201);
    assertThat(since(began)).isLessThan(RECOVERY);
    service.get("/actuator/health").expect(200);
  }

  private void expectTwoLinesInTheLog() {
    List<String> log = process.output().lines().skip(logged).toList();
    assertThat(log)
        .noneMatch(line -> line.startsWith("\tat ") || line.startsWith("Caused by"))
        .hasSizeLessThanOrEqualTo(MAX_LOG_LINES);
    assertThat(String.join("\n", log))
        .containsOnlyOnce(
            "New models in %s are unavailable, since the disk of the database is full"
                .formatted(url))
        .containsOnlyOnce("New models in %s are available again, after ".formatted(url));
  }

  /** PostgreSQL replaces files of its own now and then, so that there is some room again. */
  private boolean isFull() {
    disk.fillUpTo(0);
    long began = System.nanoTime();
    Answer answer = service.train(largeTraining());
    assertThat(since(began)).isLessThan(REFUSAL);
    if (answer.status() == 201) {
      return false;
    }
    answer.expectProblem(503, "store-unavailable");
    return true;
  }

  private boolean isBeingStored(String job) {
    return service.get(job).expect(200).json().path("storing").asBoolean(false);
  }

  @Test
  void fullDisk_trainingsAreRefused_readsGoOn_andItRecoversByItself() {
    String job =
        service
            .train(Examples.longTraining(), "Prefer", "respond-async")
            .expect(202)
            .header("Location");

    Waiting.until("the database finds its disk full", this::isFull);

    service.delete(job).expect(202);
    Waiting.until("it is to be stored", () -> isBeingStored(job));
    expectRefusals();
    expectReads();
    expectHealth();
    service.delete("/models/" + deletable).expect(204);

    disk.empty();

    expectRecovery();
    assertThat(Waiting.forTraining(service, job).get("state").stringValue()).isEqualTo("CANCELLED");
    expectReads();
    expectTwoLinesInTheLog();
  }
}
