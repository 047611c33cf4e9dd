package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every training that the independent numpy program did, over HTTP. */
@ServiceTest
class GoldenTrainingsBlackBoxTest {

  private static final List<String> EXACT =
      List.of("accuracy", "validationAccuracy", "lossHistoryStride", "epochsRun", "stopReason");

  private final ServiceClient service;

  GoldenTrainingsBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  static Stream<Named<JsonNode>> cases() {
    JsonNode golden = Answer.parse(Examples.resource("/golden/trainings.json"));
    return golden
        .get("cases")
        .valueStream()
        .map(each -> Named.of(each.get("name").stringValue(), each));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void training_givesWhatNumpyGives(JsonNode golden) {
    JsonNode model = service.train(golden.get("request").toString()).expect(201).json();
    JsonNode expected = golden.get("expected");

    Numbers.assertAllClose(model.get("W"), expected.get("W"));
    Numbers.assertClose(model.get("b"), expected.get("b"));
    Numbers.assertClose(model.get("loss"), expected.get("loss"));
    Numbers.assertAllClose(model.get("lossHistory"), expected.get("lossHistory"));
    Numbers.assertAllClose(
        model.get("validationLossHistory"), expected.path("validationLossHistory"));
    assertThat(model.has("validationLoss")).isEqualTo(expected.has("validationLoss"));
    if (expected.has("validationLoss")) {
      Numbers.assertClose(model.get("validationLoss"), expected.get("validationLoss"));
    }
    for (String field : EXACT) {
      assertThat(model.path(field)).as(field).isEqualTo(expected.path(field));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void training_withTheHyperparametersAnswered_isTheSameTraining(JsonNode golden) {
    ObjectNode request = (ObjectNode) golden.get("request").deepCopy();
    JsonNode first = service.train(request.toString()).expect(201).json();
    request.set("hyperparameters", first.get("hyperparameters"));
    JsonNode second = service.train(request.toString()).expect(201).json();

    for (String field : List.of("fingerprint", "hyperparameters", "W", "b", "lossHistory")) {
      assertThat(second.get(field)).as(field).isEqualTo(first.get(field));
    }
  }
}
