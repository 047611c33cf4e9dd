package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Thousands of spoiled requests get a good answer or a problem, and leave nothing behind. Other
 * requests than the fixed ones: {@code -Dmutations.seed=2}, more: {@code -Dmutations.count=100000}.
 */
@ServiceTest(
    properties = {
      "neuron.limits.max-cost-waiting=100000",
      "neuron.limits.max-cost=200000",
      "neuron.models.max-models=200000"
    })
@LongTest
class MutatedRequestsBlackBoxTest {

  private static final long SEED = Long.getLong("mutations.seed", 20261125);
  private static final int COUNT = Integer.getInteger("mutations.count", 10_000);
  private static final int DOOMED = 20;
  private static final int THREADS = 4;
  private static final int MOST_FAILURES = 5;
  private static final String KEPT = Examples.slides("{\"epochs\": 200, \"standardize\": true}");

  private final int port;
  private final ServiceClient service;
  private final List<String> doomed = new ArrayList<>();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final AtomicIntegerArray statuses = new AtomicIntegerArray(600);
  private String training = "";

  MutatedRequestsBlackBoxTest(@LocalServerPort int port) {
    this.port = port;
    service = new ServiceClient(port);
  }

  @BeforeEach
  void prepareWhatTheRequestsName() {
    service
        .train(
            """
            {"name": "prey", "hyperparameters": {"epochs": 9}, "dataset":
            {"x": [[0, 0, 1], [1, 1, 1]], "y": [0, 1], "featureNames": ["x1", "x2", "x3"]}}""")
        .expect(201);
    for (int i = 0; i < DOOMED; i++) {
      Answer brought = service.post("/models", "{\"W\": [1], \"b\": 0}").expect(201);
      doomed.add(brought.json().get("modelId").stringValue());
    }
    Answer job = service.train(KEPT, "Prefer", "respond-async");
    String location = job.header("Location");
    training = location.substring(location.lastIndexOf('/') + 1);
  }

  @Test
  void goodRequests_areServed() throws IOException {
    for (WireRequest request : GoodRequests.all(doomed.getFirst(), training)) {
      Answer answer = answers(request).getFirst();

      WellFormed.check(answer, request, false);
      assertThat(answer.status())
          .as("%s\nwas answered: %s", request.shown(), answer.text())
          .isBetween(200, 299);
    }
  }

  @Test
  void mutatedRequests_getAGoodAnswerOrAProblem_andLeaveNothingBehind() throws Exception {
    JsonNode kept = service.train(KEPT).expect(201).json();
    JsonNode predicted = predictWith(kept);

    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int part = 0; part < THREADS; part++) {
        int first = part;
        parts.add(threads.submit(() -> sendEvery(THREADS, first)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    }

    assertThat(failures).as(shownStatuses()).isEmpty();
    assertThat(share(200, 300)).as(shownStatuses()).isGreaterThan(COUNT / 20);
    assertThat(share(400, 500)).as(shownStatuses()).isGreaterThan(COUNT / 2);
    assertThat(predictWith(kept)).isEqualTo(predicted);
    JsonNode again = service.train(KEPT).expect(201).json();
    for (String field : List.of("W", "b", "loss", "lossHistory", "fingerprint")) {
      assertThat(again.get(field)).isEqualTo(kept.get(field));
    }
  }

  private JsonNode predictWith(JsonNode model) {
    return service
        .predict(
            "{\"modelId\": %s, \"x\": [[1, 0, 1], [0.3, 2, -7]]}".formatted(model.get("modelId")))
        .expect(200)
        .json();
  }

  private void sendEvery(int step, int first) {
    for (int index = first; index < COUNT && failures.size() < MOST_FAILURES; index += step) {
      RandomGenerator random = Mutations.random(SEED, index);
      List<WireRequest> good = GoodRequests.all(doomed.get(index % DOOMED), training);
      WireRequest request = Mutations.spoiled(Mutations.pick(good, random), random);
      send(request, index);
    }
  }

  private void send(WireRequest request, int index) {
    List<Answer> answers = List.of();
    try {
      answers = answers(request);
      if (request.hasRightLength() && request.hasVersion()) {
        assertThat(answers).as("answers").isNotEmpty();
      }
      boolean isHead = request.method().equals("HEAD");
      for (Answer answer : answers) {
        statuses.incrementAndGet(answer.status());
        WellFormed.check(answer, request, isHead);
        isHead = false; // what follows answers what else was taken for a request
      }
    } catch (EOFException e) {
      // A stream of answers is broken off when the stream of requests is.
      if (request.hasRightLength()) {
        failures.add(failure(request, index, e, answers));
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(failure(request, index, e, answers));
    }
  }

  private static String failure(WireRequest request, int index, Throwable e, List<Answer> answers) {
    return "seed %d, request %d: %s\n%s\nanswered %s\n"
        .formatted(SEED, index, e, request.shown(), shown(answers));
  }

  private List<Answer> answers(WireRequest request) throws IOException {
    try (WireConnection connection = new WireConnection(port)) {
      connection.send(request.bytes());
      return connection.answersToTheEnd(request.method().equals("HEAD"));
    }
  }

  private static String shown(List<Answer> answers) {
    return answers.stream()
        .map(answer -> answer.status() + " " + answer.headers().map() + " " + answer.text())
        .collect(Collectors.joining("\n"));
  }

  private int share(int from, int to) {
    return IntStream.range(from, to).map(statuses::get).sum();
  }

  private String shownStatuses() {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int status = 0; status < statuses.length(); status++) {
      if (statuses.get(status) > 0) {
        counts.put(status, statuses.get(status));
      }
    }
    return "seed " + SEED + ", answers by status " + counts;
  }
}
