package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.EventReader.Event;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** {@code POST /train} with {@code Accept: text/event-stream}. */
@ServiceTest
class EventStreamBlackBoxTest {

  private static final String SLIDES = Examples.slides("{\"epochs\": 1000}");

  private static final String LONG = Examples.longTraining();

  private final int port;
  private final ServiceClient service;
  private final MeterRegistry meters;

  EventStreamBlackBoxTest(@LocalServerPort int port, @Autowired MeterRegistry meters) {
    this.port = port;
    this.meters = meters;
    service = new ServiceClient(port);
  }

  private double running() {
    return meters.get("neuron.training.running").gauge().value();
  }

  @Test
  void slides_stream_hasFirstAndLastProgressAndTheAnswerOfAWaitingTraining() {
    JsonNode waited = service.train(SLIDES).expect(201).json();
    try (EventReader stream = EventReader.train(port, SLIDES)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(stream.header("Cache-Control")).isEqualTo("no-store");

      List<Event> events = stream.rest();

      JsonNode first = events.getFirst().json();
      assertThat(events.getFirst().name()).isEqualTo("progress");
      assertThat(first.get("epoch").intValue()).isEqualTo(1);
      assertThat(first.get("epochs").intValue()).isEqualTo(1000);
      assertThat(first.get("loss").doubleValue()).isEqualTo(0.25);
      assertThat(first.get("W").toString()).isEqualTo("[0.0625,0.0,0.0]");
      assertThat(first.get("b").doubleValue()).isZero();
      JsonNode last = events.get(events.size() - 2).json();
      assertThat(events.get(events.size() - 2).name()).isEqualTo("progress");
      assertThat(last.get("epoch").intValue()).isEqualTo(1000);
      assertThat(last.get("W")).isEqualTo(waited.get("W"));
      assertThat(last.get("b")).isEqualTo(waited.get("b"));
      assertThat(last.get("loss")).isEqualTo(waited.get("loss"));
      JsonNode done = events.getLast().json();
      assertThat(events.getLast().name()).isEqualTo("done");
      for (String same : List.of("W", "b", "loss", "lossHistory", "fingerprint", "stopReason")) {
        assertThat(done.get(same)).as(same).isEqualTo(waited.get(same));
      }
      service.get("/models/" + done.get("modelId").stringValue()).expect(200);
      assertThat(events.stream().map(Event::id)).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void shortTraining_streamWithPoints_tellsOfEachOfThem() {
    try (EventReader stream = EventReader.open(port, "POST", "/train?progressPoints=50", SLIDES)) {
      List<Event> events = stream.rest();
      List<Integer> epochs =
          events.stream()
              .filter(event -> event.name().equals("progress"))
              .map(event -> event.json().get("epoch").intValue())
              .toList();
      assertThat(epochs).isSorted().doesNotHaveDuplicates().contains(1);
      for (int epoch = 20; epoch <= 1000; epoch += 20) {
        assertThat(epochs).contains(epoch);
      }
      JsonNode atTwenty = events.get(epochs.indexOf(20)).json();
      JsonNode shorter = service.train(Examples.slides("{\"epochs\": 20}")).expect(201).json();
      assertThat(atTwenty.get("W")).isEqualTo(shorter.get("W"));
    }
  }

  @Test
  void points_moreThanEpochs_areTheEpochs() {
    String three = Examples.slides("{\"epochs\": 3}");
    try (EventReader stream = EventReader.open(port, "POST", "/train?progressPoints=1000", three)) {
      assertThat(stream.rest().stream().map(Event::name))
          .containsExactly("progress", "progress", "progress", "done");
    }
  }

  /** Each tells what its epoch found, but the last one is the answer. */
  @Test
  void points_lossOfTheLast_isOfItsOwnWeights() {
    String three = Examples.slides("{\"epochs\": 3}");
    try (EventReader stream = EventReader.open(port, "POST", "/train?progressPoints=3", three)) {
      List<Event> events = stream.rest();
      JsonNode done = events.getLast().json();
      JsonNode history = done.get("lossHistory");
      assertThat(events.stream().limit(3).map(event -> event.json().get("loss")))
          .containsExactly(history.get(0), history.get(1), done.get("loss"));
    }
  }

  /** With early stopping the answer is of the best epoch, and so is the last progress. */
  @Test
  void stoppedEarly_lastProgress_isTheAnswer() {
    String body =
        """
        {"dataset": {"x": [[1], [2], [3], [-1]], "y": [0.9, 0.2, 0.7, 0.4]}, "hyperparameters":
         {"epochs": 500, "validationFraction": 0.5, "tolerance": 1e-6, "patience": 3}}""";
    try (EventReader stream = EventReader.open(port, "POST", "/train?progressPoints=500", body)) {
      List<Event> events = stream.rest();
      JsonNode done = events.getLast().json();
      JsonNode last = events.get(events.size() - 2).json();
      assertThat(done.get("stopReason").stringValue()).isEqualTo("EARLY_STOPPED");
      assertThat(last.get("epoch")).isEqualTo(done.get("epochsRun"));
      for (String same : List.of("loss", "W", "b")) {
        assertThat(last.get(same)).as(same).isEqualTo(done.get(same));
      }
      assertThat(events.get(events.size() - 3).json().get("epoch")).isNotEqualTo(last.get("epoch"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1001"})
  void points_outOfRange_are422NamingTheParameter(String points) {
    service
        .send(
            "POST",
            "/train?progressPoints=" + points,
            BodyPublishers.ofString(SLIDES),
            "Content-Type",
            "application/json",
            "Accept",
            "text/event-stream")
        .expectProblem(422, "invalid-hyperparameter", "parameter=progressPoints");
  }

  @Test
  void points_ofATable_outOfRange_are422NamingTheParameter() {
    service
        .send(
            "POST",
            "/train?progressPoints=1001",
            BodyPublishers.ofString("a,y\n1,0\n2,1\n"),
            "Content-Type",
            "text/csv",
            "Accept",
            "text/event-stream")
        .expectProblem(422, "invalid-hyperparameter", "parameter=progressPoints");
  }

  @Test
  void oneEpoch_stream_hasOneProgress() {
    try (EventReader stream = EventReader.train(port, Examples.slides("{\"epochs\": 1}"))) {
      assertThat(stream.rest().stream().map(Event::name)).containsExactly("progress", "done");
    }
  }

  @Test
  void longTraining_stream_hasAtMostTwentyEventsASecond() {
    long start = System.nanoTime();
    try (EventReader stream = EventReader.train(port, LONG)) {
      int count = 0;
      while (count < 30) {
        Event event = requireNonNull(stream.next());
        count += event.name().equals("progress") ? 1 : 0;
      }
      // The first one comes at once, the others 50 ms apart at the least.
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(Duration.ofMillis(1300));
    }
    Waiting.until("the training ends", () -> running() == 0);
  }

  @Test
  void client_gone_cancelsTheTrainingAndKeepsNothing() {
    int models = service.get("/models?limit=1").json().get("count").intValue();
    EventReader stream = EventReader.train(port, LONG);
    assertThat(requireNonNull(stream.next()).name()).isEqualTo("progress");
    assertThat(running()).isEqualTo(1);

    long gone = System.nanoTime();
    stream.close();

    Waiting.until("the training ends", () -> running() == 0);
    // Promised are 100 ms; a busy machine may take its time.
    assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(Duration.ofSeconds(2));
    assertThat(service.get("/models?limit=1").json().get("count").intValue()).isEqualTo(models);
  }

  @Test
  void divergingTraining_stream_endsWithTheProblem() {
    String diverging =
        """
        {"dataset": {"x": [[1e300], [-1e300]], "y": [1, 0]}, "hyperparameters": {"learningRate": 1e300, "epochs": 50}}""";
    try (EventReader stream = EventReader.train(port, diverging)) {
      assertThat(stream.status()).isEqualTo(200);
      Event last = stream.rest().getLast();
      assertThat(last.name()).isEqualTo("failed");
      assertThat(last.json().get("type").stringValue()).isEqualTo("/problems/training-diverged");
      assertThat(last.json().get("errors").get(0).get("pointer").stringValue())
          .isEqualTo("#/hyperparameters/learningRate");
    }
  }

  @Test
  void unusableRequest_isAProblemAndNoStream() {
    for (String body : List.of("{}", Examples.slides("{\"epochs\": 0}"), "{")) {
      Answer answer = service.train(body, "Accept", "text/event-stream");
      assertThat(answer.status()).isIn(400, 422);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void table_stream_isTheSameAsOfJson() {
    Answer answer =
        service.send(
            "POST",
            "/train?epochs=1000&lossHistoryPoints=100",
            BodyPublishers.ofString("x1,x2,x3,y\n0,0,1,0\n1,1,1,1\n1,0,1,1\n0,1,1,0\n"),
            "Content-Type",
            "text/csv",
            "Accept",
            "text/event-stream");

    answer.expect(200);
    assertThat(answer.text()).contains("event: progress\n", "event: done\n");
    String fingerprint = service.train(SLIDES).json().get("fingerprint").stringValue();
    assertThat(answer.text()).contains(fingerprint);
  }

  @Test
  void accept_jsonPreferred_isAWaitingTraining() {
    for (String accept :
        List.of("*/*", "application/json, text/event-stream;q=0.5", "application/*")) {
      service.train(SLIDES, "Accept", accept).expect(201);
    }
  }
}
