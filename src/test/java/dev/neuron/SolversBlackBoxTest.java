package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trainings by solvers that need no learning rate, over HTTP. */
@ServiceTest
class SolversBlackBoxTest {

  /** Hours of study and whether the exam was passed, with published estimates. */
  private static final String HOURS =
      """
      {"dataset":{"x":[[0.5],[0.75],[1],[1.25],[1.5],[1.75],[1.75],[2],[2.25],[2.5],[2.75],[3],\
      [3.25],[3.5],[4],[4.25],[4.5],[4.75],[5],[5.5]],\
      "y":[0,0,0,0,0,0,1,0,1,0,1,0,1,0,1,1,1,1,1,1],"featureNames":["hours"]},\
      "hyperparameters":%s}""";

  private final ServiceClient service;

  SolversBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"newton", "lbfgs"})
  void train_hoursOfStudy_isThePublishedRegression(String solver) {
    JsonNode model =
        service
            .train(
                HOURS.formatted("{\"solver\":\"%s\",\"loss\":\"crossEntropy\"}".formatted(solver)))
            .expect(201)
            .json();

    assertThat(model.at("/W/0").doubleValue()).isCloseTo(1.5046, within(5e-5));
    assertThat(model.at("/b").doubleValue()).isCloseTo(-4.0777, within(5e-5));
    assertThat(model.at("/stopReason").asString()).isEqualTo("CONVERGED");
    assertThat(model.at("/optimality/expectedImprovement").doubleValue()).isBetween(0.0, 1e-9);
    assertThat(model.at("/uncertainty/standardErrors/W/0").doubleValue())
        .isCloseTo(0.6287, within(5e-5));
    assertThat(model.at("/uncertainty/standardErrors/b").doubleValue())
        .isCloseTo(1.7610, within(5e-5));
    assertThat(model.at("/uncertainty/oddsRatios/0/feature").asString()).isEqualTo("hours");
    assertThat(model.at("/uncertainty/oddsRatios/0/value").doubleValue())
        .isCloseTo(4.5026, within(5e-4));
    assertThat(model.at("/uncertainty/deviance").doubleValue()).isCloseTo(16.0598, within(5e-4));
    assertThat(model.at("/uncertainty/unavailable").isMissingNode()).isTrue();
    JsonNode effective = model.get("hyperparameters");
    assertThat(effective.get("solver").asString()).isEqualTo(solver);
    assertThat(effective.has("learningRate")).isFalse();
    assertThat(effective.has("momentum")).isFalse();
    assertThat(effective.has("batchSize")).isFalse();
    JsonNode again = service.train(HOURS.formatted(effective)).expect(201).json();
    assertThat(again.get("fingerprint")).isEqualTo(model.get("fingerprint"));
    assertThat(again.get("W")).isEqualTo(model.get("W"));
  }

  @Test
  void train_l2_hasABoundAndNoStandardErrors() {
    JsonNode model =
        service
            .train(HOURS.formatted("{\"solver\":\"newton\",\"loss\":\"crossEntropy\",\"l2\":0.01}"))
            .expect(201)
            .json();

    assertThat(model.at("/optimality/dualityGap").doubleValue()).isBetween(0.0, 1e-9);
    assertThat(model.at("/uncertainty/unavailable").asString()).contains("l2");
    assertThat(model.at("/uncertainty/standardErrors").isMissingNode()).isTrue();
  }

  @Test
  void train_separableTable_isFoundSeparable() {
    JsonNode model = service.train(Examples.slides("{\"solver\":\"newton\"}")).expect(201).json();

    JsonNode finding =
        model
            .get("findings")
            .valueStream()
            .filter(each -> each.get("code").asString().equals("SEPARABLE"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.at("/cure/hyperparameters/l2").doubleValue()).isEqualTo(1e-4);
    JsonNode cured =
        service.train(Examples.slides("{\"solver\":\"newton\",\"l2\":1e-4}")).expect(201).json();
    assertThat(cured.get("findings").toString()).doesNotContain("SEPARABLE");
  }

  @Test
  void train_gradientDescent_saysNothingOfOptimality() {
    JsonNode model = service.train(Examples.slides("{\"epochs\":3}")).expect(201).json();

    assertThat(model.has("optimality")).isFalse();
    assertThat(model.has("uncertainty")).isFalse();
    assertThat(model.at("/hyperparameters/solver").asString()).isEqualTo("gradientDescent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"learningRate\":0.5", "\"momentum\":0", "\"batchSize\":1", "\"shuffle\":false"})
  void train_settingOfGradientDescent_is422ByName(String setting) {
    String name = setting.substring(1, setting.lastIndexOf('"'));
    service
        .train(Examples.slides("{\"solver\":\"lbfgs\"," + setting + "}"))
        .expectProblem(422, "invalid-hyperparameter", "#/hyperparameters/" + name);
  }

  @Test
  void train_newtonWith513Features_is422ThatNamesLbfgs() {
    String row = "0,".repeat(512) + "0";
    Answer answer =
        service.train(
            "{\"dataset\":{\"x\":[[%s]],\"y\":[1]},\"hyperparameters\":{\"solver\":\"newton\"}}"
                .formatted(row));

    answer.expectProblem(422, "invalid-hyperparameter", "#/hyperparameters/solver");
    assertThat(answer.json().get("detail").stringValue()).contains("512", "513", "lbfgs");
  }

  @Test
  void train_unknownSolver_is400OfThatField() {
    service
        .train(Examples.slides("{\"solver\":\"adam\"}"))
        .expectProblem(400, "wrong-type", "#/hyperparameters/solver");
  }
}
