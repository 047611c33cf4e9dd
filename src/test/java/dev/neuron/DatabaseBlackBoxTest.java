package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Services that keep their models in a database. */
@ProcessTest
class DatabaseBlackBoxTest {

  private static final int CLIENTS = 4;
  private static final int MIN_TRAININGS = 20;

  /** Where models are kept, by a URL. */
  enum Engine {
    H2,
    POSTGRESQL;

    String newDatabase(Path folder) {
      return switch (this) {
        case H2 -> "jdbc:h2:file:" + folder.resolve("models");
        case POSTGRESQL -> PostgresServer.shared().newDatabase();
      };
    }
  }

  @TempDir Path folder;

  private static ServiceProcess start(String url, String... properties) {
    List<String> all =
        new ArrayList<>(List.of("neuron.models.store=jdbc", "neuron.models.jdbc.url=" + url));
    all.addAll(List.of(properties));
    return ServiceProcess.start(List.of(), all.toArray(String[]::new));
  }

  private static String id(JsonNode model) {
    return model.get("modelId").stringValue();
  }

  /** Trains on several threads until the service is gone; the models it acknowledged. */
  private static Map<String, String> trainUntilKilled(ServiceProcess process) throws Exception {
    ServiceClient service = process.client();
    Map<String, String> acknowledged = new ConcurrentHashMap<>();
    CountDownLatch enough = new CountDownLatch(MIN_TRAININGS);
    List<Thread> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                client ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int i = 0; ; i++) {
                                Answer answer;
                                try {
                                  answer =
                                      service.train(
                                          Examples.slides("{\"epochs\": %d}".formatted(1 + i % 7)));
                                } catch (RuntimeException _) {
                                  return; // it is gone
                                }
                                acknowledged.put(id(answer.expect(201).json()), answer.text());
                                enough.countDown();
                              }
                            }))
            .toList();
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
    process.close(); // kill -9
    for (Thread client : clients) {
      client.join();
    }
    return acknowledged;
  }

  @ParameterizedTest
  @EnumSource
  void kill9_rightAfterTrainingsWereAnswered_losesNone(Engine engine) throws Exception {
    String url = engine.newDatabase(folder);
    Map<String, String> all = new ConcurrentHashMap<>();
    for (int round = 0; round < 3; round++) {
      try (ServiceProcess process = start(url)) {
        for (Map.Entry<String, String> model : all.entrySet()) {
          Answer answer = process.client().get("/models/" + model.getKey()).expect(200);
          assertThat(answer.json()).isEqualTo(Answer.parse(model.getValue()));
        }
        all.putAll(trainUntilKilled(process));
      }
    }
    assertThat(all).hasSizeGreaterThanOrEqualTo(3 * MIN_TRAININGS);
  }

  @Test
  void twoServicesOnOneDatabase_areAsOne() {
    String url = PostgresServer.shared().newDatabase();
    try (ServiceProcess one = start(url);
        ServiceProcess other = start(url)) {
      ServiceClient a = one.client();
      ServiceClient b = other.client();
      String named = "{\"name\": \"shared\", \"W\": [%d], \"b\": 0}";
      String first = id(a.post("/models", named.formatted(1)).expect(201).json());
      assertThat(id(b.get("/models/shared").expect(200).json())).isEqualTo(first);
      b.predict("{\"modelId\": \"shared\", \"x\": [0]}").expect(200);

      String second = id(b.post("/models", named.formatted(2)).expect(201).json());
      assertThat(id(a.get("/models/shared").expect(200).json())).isEqualTo(second);
      assertThat(a.get("/models").json().get("models")).hasSize(2);

      a.delete("/models/" + second).expect(204);
      b.get("/models/" + second).expectProblem(404, "model-not-found");
      assertThat(id(b.get("/models/shared").expect(200).json())).isEqualTo(first);
    }
  }

  @Test
  void databaseDown_is503UntilItIsBack_andTheServiceStaysReady() {
    PostgresServer postgres = PostgresServer.own();
    try (ServiceProcess process = start(postgres.newDatabase())) {
      ServiceClient service = process.client();
      String id = id(service.post("/models", "{\"W\": [1], \"b\": 0}").expect(201).json());
      service.get("/actuator/health").expect(200);

      postgres.stop();

      Answer refused = service.predict("{\"modelId\": \"%s\", \"x\": [0]}".formatted(id));
      refused.expectProblem(503, "store-unavailable");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      service.get("/models").expectProblem(503, "store-unavailable");
      service.get("/actuator/health").expect(503);
      service.get("/actuator/health/readiness").expect(200);
      service.predict("{\"W\": [1], \"b\": 0, \"x\": [0]}").expect(200);
      assertThat(service.get("/actuator/prometheus").expect(200).text())
          .contains("neuron_models_capacity");

      postgres.start();

      Waiting.until("it answers again", () -> service.get("/models/" + id).status() == 200);
      service.get("/actuator/health").expect(200);
    } finally {
      postgres.close();
    }
  }

  @Test
  void full_whatWasUsedThroughAnotherServiceLately_stays() {
    String url = PostgresServer.shared().newDatabase();
    String two = "neuron.models.max-models=2";
    try (ServiceProcess one = start(url, two);
        ServiceProcess other = start(url, two)) {
      String first = id(one.client().post("/models", "{\"W\": [1], \"b\": 0}").json());
      String second = id(one.client().post("/models", "{\"W\": [2], \"b\": 0}").json());
      other.client().get("/models/" + first).expect(200);
      other.terminate(); // it writes what was used, as it does every few seconds
      assertThat(other.exitCode(60)).isEqualTo(143);

      one.client().post("/models", "{\"W\": [3], \"b\": 0}").expect(201);

      one.client().get("/models/" + first).expect(200);
      one.client().get("/models/" + second).expectProblem(410, "model-evicted");
    }
  }

  @Test
  void store_thatDoesNotExist_isNamedAtTheStart() {
    assertThat(startFailure("neuron.models.store=redis")).contains("neuron.models.store", "redis");
  }

  @Test
  void database_thatCannotBeReached_failsTheStart() {
    assertThat(
            startFailure(
                "neuron.models.store=jdbc",
                "neuron.models.jdbc.url=jdbc:h2:tcp://127.0.0.1:1/models",
                "neuron.models.jdbc.password=secret-in-a-setting"))
        .contains("127.0.0.1")
        .doesNotContain("secret-in-a-setting");
  }

  private static String startFailure(String... properties) {
    try {
      ServiceProcess.start(List.of(), properties).close();
      return "it has started";
    } catch (RuntimeException | AssertionError e) {
      return requireNonNull(e.toString());
    }
  }
}
