package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.NeuronService;
import dev.neuron.core.Tolerances;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Compares every result with another implementation of the same rules. */
class GoldenTrainingsTest {

  private static final Set<String> OPTIONAL =
      Set.of("accuracy", "validationLoss", "validationAccuracy", "validationLossHistory");

  static List<GoldenTraining> trainings() {
    return GoldenTraining.all();
  }

  @Test
  void trainings_inTheFile_areAllRead() {
    assertThat(trainings()).hasSize(69);
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void train_goldenRequest_givesTheGoldenAnswer(GoldenTraining golden) {
    TrainingResult actual = new NeuronService().train(golden.dataset(), golden.hyperparameters());
    for (Map.Entry<String, JsonNode> field : golden.expected().properties()) {
      assertField(actual, field.getKey(), field.getValue());
    }
    for (String name : OPTIONAL) {
      assertThat(isPresent(actual, name)).as(name).isEqualTo(golden.expected().has(name));
    }
  }

  private static void assertField(TrainingResult actual, String name, JsonNode expected) {
    switch (name) {
      case "W" -> assertClose(name, actual.parameters().weights(), expected);
      case "b" -> assertClose(name, actual.parameters().bias(), expected.asDouble());
      case "loss" -> assertClose(name, actual.loss(), expected.asDouble());
      case "validationLoss" -> assertClose(name, actual.validationLoss(), expected.asDouble());
      case "lossHistory" -> assertClose(name, actual.lossHistory(), expected);
      case "validationLossHistory" -> assertClose(name, actual.validationLossHistory(), expected);
      case "accuracy" -> assertThat(actual.accuracy()).isEqualTo(expected.asDouble());
      case "validationAccuracy" ->
          assertThat(actual.validationAccuracy()).isEqualTo(expected.asDouble());
      case "lossHistoryStride" ->
          assertThat(actual.lossHistoryStride()).isEqualTo(expected.asInt());
      case "epochsRun" -> assertThat(actual.epochsRun()).isEqualTo(expected.asInt());
      case "stopReason" -> assertThat(actual.stopReason()).hasToString(expected.asString());
      default -> throw new IllegalStateException("Unknown field " + name);
    }
  }

  private static void assertClose(String name, double[] actual, JsonNode expected) {
    double[] values = GoldenTraining.numbers(expected);
    assertThat(actual).as(name).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      assertClose(name + "/" + i, actual[i], values[i]);
    }
  }

  private static void assertClose(String name, @Nullable Double actual, double expected) {
    double size = Math.max(Tolerances.GOLDEN_FLOOR, Math.abs(expected));
    assertThat(actual).as(name).isCloseTo(expected, within(Tolerances.GOLDEN * size));
  }

  private static boolean isPresent(TrainingResult actual, String name) {
    return switch (name) {
      case "accuracy" -> actual.accuracy() != null;
      case "validationLoss" -> actual.validationLoss() != null;
      case "validationAccuracy" -> actual.validationAccuracy() != null;
      default -> actual.validationLossHistory().length > 0;
    };
  }
}
