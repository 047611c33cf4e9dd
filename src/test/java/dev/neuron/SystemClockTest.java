package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A service whose machine's clock is set back by an hour and then forward by two. */
@ProcessTest
class SystemClockTest {

  private static final Duration CLOSE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"memory", "jdbc"})
  void clockSet_oneService_goesOn(String store) {
    SettableClock clock = SettableClock.in(folder.resolve("clock"));
    try (ServiceProcess process =
        ServiceProcess.start(
            clock.environment(),
            List.of("-Xmx256m"),
            "neuron.models.store=" + store,
            "neuron.models.jdbc.url=jdbc:h2:file:" + folder.resolve("models"))) {
      assertGoesOn(process.client(), clock);
    }
  }

  private static void assertGoesOn(ServiceClient service, SettableClock clock) {
    String running = begin(service, Examples.longTraining());
    String ended = begin(service, Examples.slides("{\"epochs\": 5}"));
    Waiting.forTraining(service, ended);
    List<String> models = new ArrayList<>();
    models.add(train(service));

    for (int seconds : new int[] {-3600, 3600}) {
      clock.set(seconds);
      Instant expected = Instant.now().plusSeconds(seconds);
      Waiting.until("its clock is set", () -> isClose(expected, date(service)));

      assertThat(train(service)).as("replayed").isEqualTo(models.getFirst());
      models.add(modelId(service.train(named(models.size()))));
      assertNewest(service, models);
      service.get("/actuator/health").expect(200);
      assertState(service, running, "RUNNING");
      assertState(service, ended, "SUCCEEDED");
    }

    service.delete(running).expect(202);
    JsonNode cancelled = Waiting.forTraining(service, running);
    assertThat(cancelled.get("state").stringValue()).isEqualTo("CANCELLED");
    service.get("/models/" + cancelled.get("modelId").stringValue()).expect(200);
  }

  private static void assertState(ServiceClient service, String job, String state) {
    assertThat(service.get(job).expect(200).json().get("state").stringValue()).isEqualTo(state);
  }

  private static String modelId(Answer trained) {
    return trained.expect(201).json().get("modelId").stringValue();
  }

  private static String begin(ServiceClient service, String training) {
    return service.train(training, "Prefer", "respond-async").expect(202).header("Location");
  }

  /** Trains with a key, so that the same model comes back each time. */
  private static String train(ServiceClient service) {
    return modelId(service.train(named(0), "Idempotency-Key", "clock"));
  }

  private static String named(int seed) {
    return """
        {"name": "clock", "dataset": %s, "hyperparameters": {"epochs": 5, "seed": %d}}"""
        .formatted(Examples.SLIDES, seed);
  }

  private static Instant date(ServiceClient service) {
    String date = service.get("/actuator/health/liveness").header("Date");
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static boolean isClose(Instant expected, Instant actual) {
    return Duration.between(expected, actual).abs().compareTo(CLOSE) < 0;
  }

  /** Models are listed in the order in which they were stored, and a name is its newest model. */
  private static void assertNewest(ServiceClient service, List<String> models) {
    assertThat(service.get("/models?limit=" + models.size()).expect(200).json().get("models"))
        .extracting(model -> model.get("modelId").stringValue())
        .containsExactlyElementsOf(models.reversed());
    assertThat(service.get("/models/clock").expect(200).json().get("modelId").stringValue())
        .isEqualTo(models.getLast());
  }
}
