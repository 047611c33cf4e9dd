package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Many callers at once each get what they would get alone. */
@ServiceTest
class ConcurrencyBlackBoxTest {

  private static final int CALLERS = 32;
  private static final String[] SETTINGS = {
    "{\"epochs\": 500}",
    "{\"epochs\": 300, \"batchSize\": 1, \"seed\": 5}",
    "{\"epochs\": 300, \"initialization\": \"uniform\", \"loss\": \"crossEntropy\"}",
    "{\"epochs\": 300, \"standardize\": true, \"momentum\": 0.5}"
  };

  private final ServiceClient service;

  ConcurrencyBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @Test
  void trainingsAndPredictions_atOnce_haveTheBitsOfThoseDoneAlone() throws Exception {
    List<JsonNode> alone = new ArrayList<>();
    for (String settings : SETTINGS) {
      alone.add(trainAndPredict(settings));
    }
    Set<String> ids = new HashSet<>();

    List<JsonNode> together = atOnce(caller -> trainAndPredict(SETTINGS[caller % SETTINGS.length]));

    for (int caller = 0; caller < CALLERS; caller++) {
      JsonNode expected = alone.get(caller % SETTINGS.length);
      JsonNode actual = together.get(caller);
      assertThat(actual.get("predictions")).isEqualTo(expected.get("predictions"));
      assertThat(actual.get("labels").toString()).isEqualTo("[0,1,1,0]");
      ids.add(actual.get("modelId").stringValue());
    }
    assertThat(ids).hasSize(CALLERS);
    assertThat(new HashSet<>(alone.stream().map(a -> a.get("predictions")).toList())).hasSize(4);
  }

  @Test
  void refusals_amongTrainings_disturbNobody() throws Exception {
    List<Integer> statuses =
        atOnce(
            caller ->
                (caller % 2 == 0
                        ? service.train(Examples.slides("{\"epochs\": 0}"))
                        : service.train(Examples.slides("{\"epochs\": 100}")))
                    .status());

    for (int caller = 0; caller < CALLERS; caller++) {
      assertThat(statuses.get(caller)).isEqualTo(caller % 2 == 0 ? 422 : 201);
    }
  }

  private JsonNode trainAndPredict(String settings) {
    JsonNode model = service.train(Examples.slides(settings)).expect(201).json();
    return service
        .predict(
            "{\"modelId\": %s, \"x\": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]}"
                .formatted(model.get("modelId")))
        .expect(200)
        .json();
  }

  private interface Call<T> {
    T by(int caller) throws Exception;
  }

  private static <T> List<T> atOnce(Call<T> call) throws Exception {
    CyclicBarrier together = new CyclicBarrier(CALLERS);
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      calls.add(
          () -> {
            together.await();
            return call.by(caller);
          });
    }
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : callers.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
