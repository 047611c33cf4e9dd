package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A PostgreSQL that fails while the service runs: no request waits long, and all recovers. */
@ProcessTest
@TestInstance(Lifecycle.PER_CLASS)
class DatabaseOutageBlackBoxTest {

  /** Longer than every limit of a wait for the database. */
  private static final Duration FREEZE = Duration.ofSeconds(40);

  /** What docs/OPERATIONS.md says. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration RECOVERY = Duration.ofSeconds(10);

  /** More than there are connections. */
  private static final int CLIENTS = 30;

  private static final int MAX_LOG_LINES = 10;

  private static final int PREDICTION = 0;
  private static final int CHANGE = 1;

  private static final String PREDICT = "{\"modelId\": \"%s\", \"x\": [0]}";
  private static final String MODEL = "{\"W\": [1], \"b\": 0}";
  private static final String TRAINING = Examples.slides("{\"epochs\": 10}");

  private static final Executor CALLERS = Executors.newVirtualThreadPerTaskExecutor();

  private PostgresServer postgres;
  private SilentForwarder host;
  private ServiceProcess process;
  private ServiceClient service;
  private String url;
  private String forwarded;
  private String model;
  private int logged;

  @BeforeAll
  void start() {
    postgres = PostgresServer.own();
    host = new SilentForwarder(postgres.port());
    url = postgres.newDatabase();
    forwarded = url.replace(":%d/".formatted(postgres.port()), ":%d/".formatted(host.port()));
    process =
        ServiceProcess.start(
            List.of(), "neuron.models.store=jdbc", "neuron.models.jdbc.url=" + forwarded);
    service = process.client();
    model = newModel(service.post("/models", MODEL).expect(201));
  }

  @AfterAll
  void close() throws IOException {
    process.close();
    host.close();
    postgres.close();
  }

  /** As many connections as there may be are in use. */
  @BeforeEach
  void useConnections() {
    assertThat(atOnce(_ -> service.get("/models/" + model).status())).containsOnly(200);
    logged = Math.toIntExact(process.output().lines().count());
  }

  private static String newModel(Answer created) {
    return created.json().get("modelId").stringValue();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static <T> List<T> atOnce(IntFunction<T> request) {
    return IntStream.range(0, CLIENTS)
        .mapToObj(client -> CompletableFuture.supplyAsync(() -> request.apply(client), CALLERS))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /** Sends one of several requests that need the database; how long it takes to be refused. */
  private Duration refusal(int number) {
    long began = System.nanoTime();
    Answer answer =
        switch (number) {
          case PREDICTION -> service.predict(PREDICT.formatted(model));
          case CHANGE -> service.post("/models", MODEL);
          case CHANGE + 1 -> service.train(TRAINING);
          default -> service.get("/models/" + model);
        };
    answer.expectProblem(503, "store-unavailable");
    return since(began);
  }

  private void expectRefusals() {
    assertThat(atOnce(this::refusal)).allMatch(took -> took.compareTo(LONGEST_WAIT) < 0);
    long began = System.nanoTime();
    for (int i = 0; i < CLIENTS; i++) { // once it is known, nothing waits
      Duration _ = refusal(PREDICTION);
    }
    assertThat(since(began)).isLessThan(LONGEST_WAIT);
  }

  private void expectRecovery() {
    long began = System.nanoTime();
    Waiting.until("models can be read", () -> service.get("/models/" + model).status() == 200);
    Waiting.until("models can be changed", () -> service.post("/models", MODEL).status() == 201);
    assertThat(since(began)).isLessThan(RECOVERY);
    service.get("/actuator/health").expect(200);
  }

  /** What the log says since the test began. */
  private String log() {
    List<String> log = process.output().lines().skip(logged).toList();
    assertThat(log)
        .noneMatch(line -> line.startsWith("\tat ") || line.startsWith("Caused by"))
        .hasSizeLessThanOrEqualTo(MAX_LOG_LINES);
    return String.join("\n", log);
  }

  private void expectOutageInTheLog() {
    assertThat(log())
        .containsOnlyOnce(
            "Models in %s are unavailable, since the database does not answer".formatted(forwarded))
        .containsOnlyOnce("Models in %s are available again, after ".formatted(forwarded));
  }

  private String reason() {
    return service
        .get("/actuator/health/database")
        .expect(503)
        .json()
        .at("/components/modelDatabase/details/reason")
        .asString();
  }

  private boolean isBeingStored(String job) {
    return service.get(job).expect(200).json().path("storing").asBoolean(false);
  }

  @Test
  void frozenFor40Seconds_requestsFailSoon_andATrainingIsStoredAfterwards() throws Exception {
    long frozen = System.nanoTime();
    postgres.freeze();
    String job;
    try {
      expectRefusals();
      assertThat(reason()).isEqualTo("the database does not answer");
      service.get("/actuator/health").expect(503);
      service.get("/actuator/health/readiness").expect(200);
      service.get("/actuator/prometheus").expect(200);
      service.predict("{\"W\": [1], \"b\": 0, \"x\": [0]}").expect(200);
      job = service.train(TRAINING, "Prefer", "respond-async").expect(202).header("Location");
      Waiting.until("it is to be stored", () -> isBeingStored(job));
      while (since(frozen).compareTo(FREEZE) < 0) {
        Thread.sleep(1_000);
        assertThat(refusal(PREDICTION)).isLessThan(LONGEST_WAIT);
      }
      assertThat(isBeingStored(job)).isTrue();
    } finally {
      postgres.resume();
    }

    expectRecovery();
    assertThat(Waiting.forTraining(service, job).get("state").stringValue()).isEqualTo("SUCCEEDED");
    expectOutageInTheLog();
  }

  @Test
  void hostVanishedAndBackAtTheSameAddress_isReachedWithinSeconds() {
    host.fallSilent();
    expectRefusals();
    assertThat(reason()).isEqualTo("the database does not answer");

    host.comeBack();

    expectRecovery();
    expectOutageInTheLog();
  }

  @Test
  void stoppedAndStarted_isReachedWithinSeconds() {
    postgres.stop();
    expectRefusals();

    postgres.start();

    expectRecovery();
    expectOutageInTheLog();
  }

  @Test
  void lockHeldByAnotherSession_changesFailSoon_readsGoOn_andHealthKnowsWhy() throws SQLException {
    try (Connection other = lockingSession()) {
      Waiting.until(
          "health finds out by itself", () -> service.get("/actuator/health").status() == 503);

      assertThat(reason()).isEqualTo("changes fail, since another session holds a lock");
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(refusal(CHANGE)).isLessThan(LONGEST_WAIT);
        service.predict(PREDICT.formatted(model)).expect(200);
      }
      other.rollback();
    }

    expectRecovery();
    assertThat(log())
        .containsOnlyOnce(
            "Changes of %s are unavailable, since another session holds a lock"
                .formatted(forwarded))
        .containsOnlyOnce("Changes of %s are available again, after ".formatted(forwarded));
  }

  @Test
  void lockHeldByAnotherSession_manyChangesAtOnce_leaveConnectionsForReads() throws SQLException {
    try (Connection other = lockingSession()) {
      CompletableFuture<List<Duration>> changes =
          CompletableFuture.supplyAsync(() -> atOnce(_ -> refusal(CHANGE)), CALLERS);
      while (!changes.isDone()) {
        Answer read = service.get("/models/" + model);
        assertThat(read.status()).as(process::output).isEqualTo(200);
      }
      assertThat(changes.join()).allMatch(took -> took.compareTo(LONGEST_WAIT) < 0);
      other.rollback();
    }

    expectRecovery();
  }

  private Connection lockingSession() throws SQLException {
    Connection other = DriverManager.getConnection(url, "neuron", "");
    other.setAutoCommit(false);
    other.createStatement().executeQuery("select * from store_state for update");
    return other;
  }
}
