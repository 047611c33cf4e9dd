package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.NeuronParameters;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares standard errors and deviances with those of a statistics package and with published
 * ones: {@code golden/uncertainty.json}, written by generate_uncertainty.py.
 */
class UncertaintyGoldenTest {

  private static final double RELATIVE = 1e-6;

  static final List<JsonNode> CASES = cases();

  private static List<JsonNode> cases() {
    InputStream json = UncertaintyGoldenTest.class.getResourceAsStream("/golden/uncertainty.json");
    return JsonMapper.shared().readTree(requireNonNull(json)).get("cases").valueStream().toList();
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void newton_goldenCase_hasItsStandardErrors(JsonNode golden) {
    assertUncertainty(golden, train(golden, Solver.NEWTON));
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void lbfgs_goldenCase_hasTheSameStandardErrors(JsonNode golden) {
    assertUncertainty(golden, train(golden, Solver.LBFGS));
  }

  private static TrainingResult train(JsonNode golden, Solver solver) {
    GoldenTraining request =
        new GoldenTraining(
            golden.get("name").asString(), golden.get("request"), golden.get("expected"));
    JsonNode dataset = golden.get("request").get("dataset");
    Dataset rows =
        dataset.isString() ? GoldenSolver.dataset(dataset.asString()) : request.dataset();
    HyperparametersBuilder builder = Hyperparameters.builder().solver(solver);
    golden
        .get("request")
        .get("hyperparameters")
        .properties()
        .forEach(e -> GoldenTraining.set(builder, e.getKey(), e.getValue()));
    boolean isLimited = golden.get("request").get("hyperparameters").has("epochs");
    return Trainings.train(rows, isLimited ? builder : builder.tolerance(1e-14));
  }

  private static void assertUncertainty(JsonNode golden, TrainingResult result) {
    Uncertainty uncertainty = requireNonNull(result.uncertainty());
    JsonNode expected = golden.get("expected");
    if (expected.has("unavailable")) {
      assertThat(uncertainty.unavailable()).isNotNull();
      assertThat(uncertainty.standardErrors()).isNull();
      return;
    }
    assertThat(uncertainty.unavailable()).isNull();
    NeuronParameters errors = requireNonNull(uncertainty.standardErrors());
    JsonNode standardErrors = expected.get("standardErrors");
    double[] weights = GoldenTraining.numbers(standardErrors.get("W"));
    for (int j = 0; j < weights.length; j++) {
      assertClose(errors.weight(j), weights[j]);
    }
    assertClose(errors.bias(), standardErrors.get("b").asDouble());
    double saturated =
        expected.has("groupedDeviance")
            ? expected.get("deviance").asDouble() - expected.get("groupedDeviance").asDouble()
            : 0; // the deviance of groups is beside a prediction for each group
    assertClose(
        requireNonNull(uncertainty.deviance()), expected.get("deviance").asDouble() - saturated);
    assertClose(
        requireNonNull(uncertainty.nullDeviance()),
        expected.get("nullDeviance").asDouble() - saturated);
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
  }
}
