package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A training that would take too long is refused at once, with the numbers. */
@ServiceTest
class CostBlackBoxTest {

  private final ServiceClient service;

  CostBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @ParameterizedTest
  @CsvSource({"5000001, 10000002000", "10000000, 20000000000"})
  void cost_overItsLimit_is422NamingTheNumbers(int epochs, String cost) {
    String x = "[1]" + ",[1]".repeat(999);
    String y = "1" + ",1".repeat(999);
    Answer answer =
        service.train(
            "{\"dataset\":{\"x\":[%s],\"y\":[%s]},\"hyperparameters\":{\"epochs\":%d}}"
                .formatted(x, y, epochs));

    answer.expectProblem(422, "training-too-costly", "#/hyperparameters/epochs");
    assertThat(answer.json().get("detail").stringValue())
        .contains(cost, "10000000000", "at most 5000000 epochs");
  }

  @Test
  void epochs_overTheirLimit_is422NamingIt() {
    Answer answer = service.train(Examples.slides("{\"epochs\": 10000001}"));

    answer.expectProblem(422, "invalid-hyperparameter", "#/hyperparameters/epochs");
    assertThat(answer.json().get("detail").stringValue()).contains("10000000");
  }

  @Test
  void features_overTheLimit_areRefusedBeforeTraining() {
    String row = "0,".repeat(100_000) + "0";
    service
        .train("{\"dataset\":{\"x\":[[" + row + "]],\"y\":[1]},\"hyperparameters\":{\"epochs\":1}}")
        .expectProblem(422, "too-many-features", "#/dataset/x/0");
  }
}
