package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.DatabaseBlackBoxTest.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that are larger together than a small heap, in a database. */
@ProcessTest
class LargeContentsTest {

  private static final int MODELS = 40;
  private static final int MILLION = 1_000_000;
  private static final int AT_ONCE = 16;
  private static final Duration MAX_TIME_ALONE = Duration.ofSeconds(2);
  private static final Duration MAX_TIME_AT_ONCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  private ServiceProcess start(Engine engine) {
    return ServiceProcess.start(
        List.of(ServiceProcess.OPTIMISING_COMPILER, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
        "neuron.models.store=jdbc",
        "neuron.models.jdbc.url=" + engine.newDatabase(folder));
  }

  /** All at once, so that many models wait for the database at the same time. */
  private static void train(ServiceClient service) {
    List<String> trainings = new ArrayList<>();
    for (int i = 0; i < MODELS; i++) {
      Answer accepted =
          service.train(
              """
              {"name": "large", "dataset": {"x": [[1]], "y": [1]}, "lossHistoryPoints": %d,
               "hyperparameters": {"epochs": %d, "learningRate": 0.001}}"""
                  .formatted(MILLION, MILLION),
              "Prefer",
              "respond-async");
      trainings.add(accepted.expect(202).header("Location"));
    }
    for (String training : trainings) {
      assertThat(Waiting.forTraining(service, training).get("state").stringValue())
          .isEqualTo("SUCCEEDED");
    }
  }

  private static <T> List<T> atOnce(List<Callable<T>> requests) throws Exception {
    List<T> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<T> answer : callers.invokeAll(requests)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private static Duration timeToList(ServiceClient service) {
    long begun = System.nanoTime();
    Answer list = service.get("/models?limit=1000").expect(200);
    Duration time = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(list.json().get("models")).hasSize(MODELS);
    return time;
  }

  private static void assertUnharmed(ServiceProcess process) {
    assertThat(process.isAlive()).as(process.output()).isTrue();
    assertThat(process.output()).doesNotContain("OutOfMemory", "ERROR");
    process.client().get("/actuator/health").expect(200);
  }

  private static int statusOfModel(ServiceClient service, String id) {
    Answer answer = service.get("/models/" + id);
    if (answer.status() == 200) {
      assertThat(answer.body().length).isGreaterThan(10 * MILLION);
    } else {
      assertThat(answer.expect(503).json().get("type").stringValue())
          .isIn("/problems/service-busy", "/problems/store-unavailable");
    }
    return answer.status();
  }

  @ParameterizedTest
  @EnumSource
  void largeContents_areListedUnread_andReadWithinTheHeap(Engine engine) throws Exception {
    try (ServiceProcess process = start(engine)) {
      ServiceClient service = process.client();
      train(service);

      assertThat(timeToList(service)).isLessThan(MAX_TIME_ALONE);
      List<Duration> times = atOnce(Collections.nCopies(AT_ONCE, () -> timeToList(service)));
      assertThat(times).allSatisfy(time -> assertThat(time).isLessThan(MAX_TIME_AT_ONCE));
      assertThat(service.get("/v2/models/large").expect(200).json().get("versions"))
          .hasSize(MODELS);
      assertThat(service.get("/v1/models/large").expect(200).json().get("model_version_status"))
          .hasSize(MODELS);
      assertUnharmed(process);

      List<Callable<Integer>> reads =
          service
              .get("/models?limit=1000")
              .json()
              .get("models")
              .valueStream()
              .map(model -> model.get("modelId").stringValue())
              .<Callable<Integer>>map(id -> () -> statusOfModel(service, id))
              .toList();
      assertThat(atOnce(reads)).contains(200);
      assertUnharmed(process);
      assertThat(statusOfModel(service, "large")).isEqualTo(200);
    }
  }
}
