package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ExplainBlackBoxTest {

  private final ServiceClient service;

  ExplainBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer explain(String json) {
    return service.post("/explain", json);
  }

  @Test
  void slidesRow_answersEveryFactor() {
    JsonNode answer =
        explain("{\"W\": [0, 0, 0], \"b\": 0, \"x\": [1, 0, 1], \"y\": 1, \"learningRate\": 0.5}")
            .expect(200)
            .json();

    assertThat(answer.propertyNames())
        .containsExactly(
            "h",
            "yHat",
            "loss",
            "dLoss_dyHat",
            "dyHat_dh",
            "dLoss_dh",
            "dh_dW",
            "dh_db",
            "dLoss_dW",
            "dLoss_db",
            "step",
            "gradientCheck",
            "latex",
            "verdicts");
    assertThat(answer.get("h").asDouble()).isZero();
    assertThat(answer.get("yHat").asDouble()).isEqualTo(0.5);
    assertThat(answer.get("loss").asDouble()).isEqualTo(0.25);
    assertThat(answer.get("dLoss_dyHat").asDouble()).isEqualTo(-1);
    assertThat(answer.get("dyHat_dh").asDouble()).isEqualTo(0.25);
    assertThat(answer.get("dh_dW")).isEqualTo(Answer.parse("[1.0, 0.0, 1.0]"));
    assertThat(answer.get("dh_db").asDouble()).isEqualTo(1);
    assertThat(answer.get("dLoss_dW")).isEqualTo(Answer.parse("[-0.25, 0.0, -0.25]"));
    assertThat(answer.get("dLoss_db").asDouble()).isEqualTo(-0.25);
    assertThat(answer.get("step").get("W")).isEqualTo(Answer.parse("[0.125, 0.0, 0.125]"));
    assertThat(answer.get("step").get("b").asDouble()).isEqualTo(0.125);
    assertThat(answer.get("gradientCheck").get("maxRelativeError").asDouble()).isLessThan(1e-8);
    assertThat(answer.get("latex").asString()).startsWith("\\begin{aligned}");
    assertThat(answer.get("verdicts")).isEmpty();
  }

  @Test
  void severalRowsOfAModel_answerEachAndTheMean() {
    String training =
        """
        {"name": "explained", "hyperparameters": {"epochs": 3}, "dataset": {"x": [[0, 0, 1], [1, 1, 1]],
         "y": [0, 1], "featureNames": ["a", "b", "c"]}}""";
    JsonNode model = service.train(training).expect(201).json();

    JsonNode answer =
        explain(
                """
                {"modelId": "explained", "loss": "crossEntropy", "y": [0, 1],
                 "x": [{"c": 1, "a": 0, "b": 0}, {"c": 1, "a": 1, "b": 1}]}""")
            .expect(200)
            .json();

    assertThat(answer.get("modelId")).isEqualTo(model.get("modelId"));
    assertThat(answer.has("h")).isFalse();
    assertThat(answer.get("rows")).hasSize(2);
    assertThat(answer.get("rows").get(1).get("dh_dW")).isEqualTo(Answer.parse("[1.0, 1.0, 1.0]"));
    double mean =
        (answer.get("rows").get(0).get("dLoss_db").asDouble()
                + answer.get("rows").get(1).get("dLoss_db").asDouble())
            / 2;
    assertThat(answer.get("dLoss_db").asDouble()).isEqualTo(mean);
  }

  @Test
  void step_isWhatOneEpochOfTrainingDoes() {
    String rows = "\"x\": [[0.3, 2], [1, -1], [0.5, 0.5]], \"y\": [0, 1, 0.25]";
    JsonNode step =
        explain("{\"W\": [0.1, 0.2], \"b\": -0.3, \"learningRate\": 0.7, " + rows + "}")
            .expect(200)
            .json()
            .get("step");
    JsonNode trained =
        service
            .train(
                "{\"dataset\": {"
                    + rows
                    + "}, \"hyperparameters\": {\"epochs\": 1, \"learningRate\": 0.7,"
                    + " \"initial\": {\"W\": [0.1, 0.2], \"b\": -0.3}}}")
            .expect(201)
            .json();
    assertThat(step.get("W")).isEqualTo(trained.get("W"));
    assertThat(step.get("b")).isEqualTo(trained.get("b"));
    assertThat(step.get("loss")).isEqualTo(trained.get("loss"));
  }

  /** Every setting at once; the answer's velocity and scale go into the request for the next. */
  @Test
  void settings_makeTheStepThatATrainingTakes() {
    String rows =
        "\"x\": [[0.3, 200], [1, -100], [0.5, 50]], \"y\": [0, 1, 0.25], \"sampleWeights\": [1, 0, 2.5]";
    String settings =
        "\"l2\": 0.02, \"momentum\": 0.8, \"standardize\": true, \"learningRate\": 0.7";
    JsonNode answer =
        explain("{\"W\": [0.1, 0.2], \"b\": -0.3, " + settings + ", " + rows + "}")
            .expect(200)
            .json();
    JsonNode step = answer.get("step");
    JsonNode trained = trained(1, rows, settings);
    assertThat(step.get("W")).isEqualTo(trained.get("W"));
    assertThat(step.get("b")).isEqualTo(trained.get("b"));
    assertThat(step.get("loss")).isEqualTo(trained.get("loss"));
    assertThat(answer.get("loss").asDouble())
        .isCloseTo(trained.get("lossHistory").get(0).asDouble(), within(1e-15));
    assertThat(answer.get("rows").get(1).isNull()).isTrue();
    assertThat(answer.get("standardized").get("x")).hasSize(3);

    JsonNode second =
        explain(
                "{\"W\": %s, \"b\": %s, \"velocity\": %s, \"scale\": %s, %s, %s}"
                    .formatted(
                        step.get("W"),
                        step.get("b"),
                        answer.get("velocity"),
                        answer.get("standardized").get("scale"),
                        settings,
                        rows))
            .expect(200)
            .json()
            .get("step");
    JsonNode both = trained(2, rows, settings);
    for (int j = 0; j < 2; j++) {
      assertThat(second.get("W").get(j).asDouble())
          .isCloseTo(both.get("W").get(j).asDouble(), within(1e-14));
    }
    assertThat(second.get("b").asDouble()).isCloseTo(both.get("b").asDouble(), within(1e-14));
  }

  private JsonNode trained(int epochs, String rows, String settings) {
    return service
        .train(
            "{\"dataset\": {%s}, \"hyperparameters\": {\"epochs\": %d, %s, \"initial\": {\"W\": [0.1, 0.2], \"b\": -0.3}}}"
                .formatted(rows, epochs, settings))
        .expect(201)
        .json();
  }

  @Test
  void settings_answerTheirOwnQuantities() {
    JsonNode answer =
        explain(
                """
                {"W": [3], "b": 0, "x": [2], "y": 0.5, "learningRate": 0.1, "l2": 0.25, "momentum": 0.5,
                 "velocity": {"W": [8], "b": -4}, "scale": {"mean": [2], "deviation": [0.5]}}""")
            .expect(200)
            .json();
    assertThat(answer.get("standardized"))
        .isEqualTo(
            Answer.parse(
                """
                {"scale": {"mean": [2.0], "deviation": [0.5]}, "x": [[0.0]], "W": [1.5], "b": 6.0,
                 "step": {"W": %s, "b": %s}}"""
                    .formatted(
                        answer.get("standardized").get("step").get("W"),
                        answer.get("standardized").get("step").get("b"))));
    assertThat(answer.get("penalty").asDouble()).isEqualTo(0.5625); // 0.25 · 1.5²
    assertThat(answer.get("dh_dW")).isEqualTo(Answer.parse("[0.0]"));
    assertThat(answer.get("dLoss_dW")).isEqualTo(Answer.parse("[0.75]")); // 2 · 0.25 · 1.5
    assertThat(answer.get("velocity").get("W").get(0).asDouble())
        .isCloseTo(3.925, within(1e-15)); // 0.5 · 8 − 0.1 · 0.75
    assertThat(answer.get("step").get("W").get(0).asDouble())
        .isCloseTo(10.85, within(1e-14)); // (1.5 + 3.925) / 0.5
  }

  @Test
  void claims_getVerdicts() {
    JsonNode verdicts =
        explain(
                """
                {"W": [0, 0], "b": 0, "x": [1, 0], "y": 1, "claims":
                  {"yHat": 0.5, "dLoss_dyHat": 1, "dLoss_dW": [-0.125, null]}}""")
            .expect(200)
            .json()
            .get("verdicts");

    assertThat(verdicts).hasSize(3);
    assertThat(verdicts.get(0).get("right").asBoolean()).isTrue();
    assertThat(verdicts.get(1).get("slips")).isEqualTo(Answer.parse("[\"SIGN_LOST\"]"));
    assertThat(verdicts.get(2).get("field").asString()).isEqualTo("dLoss_dW/0");
    assertThat(verdicts.get(2).get("slips")).isEqualTo(Answer.parse("[\"TWO_LOST\"]"));
    assertThat(verdicts.get(2).get("message").asString())
        .isEqualTo("Not right: the 2 of the square's derivative was lost.");
  }

  @Test
  void claimsAsText_keepTheirDigits() {
    JsonNode verdicts =
        explain(
                """
                {"W": [0, 0], "b": 0, "x": [1, 0], "y": 1, "claims":
                  {"yHat": "0.50", "dLoss_dyHat": "-1,00", "dLoss_dW": ["-0.250", "0.000"],
                   "dLoss_db": "−0.20", "step": {"W": [0.13, null], "b": "0.12", "loss": "+1.9e-1"}}}""")
            .expect(200)
            .json()
            .get("verdicts");

    assertThat(verdicts.findValuesAsString("right"))
        .containsExactly("true", "true", "true", "true", "false", "true", "true", "true");
    assertThat(verdicts.get(4).get("claimed").asDouble()).isEqualTo(-0.2);
  }

  @Test
  void claimWhereTheTrueValueIsBeyondDoubles_hasAVerdict() {
    JsonNode verdicts =
        explain(
                """
                {"W": [-800], "b": 0, "x": [1], "y": 1, "loss": "crossEntropy", "claims":
                  {"dLoss_dyHat": -1e300, "dLoss_dh": -1}}""")
            .expect(200)
            .json()
            .get("verdicts");

    assertThat(verdicts).hasSize(2);
    assertThat(verdicts.get(0).get("field").asString()).isEqualTo("dLoss_dyHat");
    assertThat(verdicts.get(0).get("right").asBoolean()).isFalse();
    assertThat(verdicts.get(1).get("right").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | missing-field | #/x",
        "{\"x\": [1]} | missing-field | #/y",
        "{\"x\": [1], \"y\": 1} | missing-field | #/modelId",
        "{\"x\": [1], \"y\": 1, \"W\": [1]} | missing-field | #/b",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"modelId\": \"m\"} | conflicting-fields | #/W",
        "{\"x\": [1, 2], \"y\": 1, \"W\": [1], \"b\": 0} | wrong-feature-count | #/x",
        "{\"x\": [1], \"y\": [1, 0], \"W\": [1], \"b\": 0} | wrong-target-count | #/y",
        "{\"x\": [1], \"y\": 1.5, \"W\": [1], \"b\": 0} | target-out-of-range | #/y/0",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"learningRate\": 0} | invalid-hyperparameter | #/learningRate",
        "{\"x\": [[1], []], \"y\": [1, 1], \"W\": [1], \"b\": 0} | ragged-rows | #/x/1",
        "{\"x\": {\"a\": 1}, \"y\": 1, \"W\": [1], \"b\": 0} | feature-name-mismatch | #/x",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"l2\": -1} | invalid-hyperparameter | #/l2",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"momentum\": 1} | invalid-hyperparameter | #/momentum",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"sampleWeights\": [0]} | invalid-sample-weights | #/sampleWeights",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"sampleWeights\": [1, 1]} | invalid-sample-weights | #/sampleWeights",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"velocity\": {\"W\": [1], \"b\": 0}} | missing-field | #/momentum",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"momentum\": 0.5, \"velocity\": {\"W\": [1]}} | missing-field | #/velocity/b",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"momentum\": 0.5, \"velocity\": {\"W\": [1, 2], \"b\": 0}} | wrong-feature-count | #/velocity/W",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"scale\": {\"mean\": [1]}} | missing-field | #/scale/deviation",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"scale\": {\"mean\": [1], \"deviation\": [0]}} | number-out-of-range | #/scale/deviation/0",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"scale\": {\"mean\": [1, 2], \"deviation\": [1, 2]}} | wrong-feature-count | #/scale/mean",
        "{\"x\": [1], \"y\": 1, \"W\": [1e300], \"b\": 0, \"scale\": {\"mean\": [1], \"deviation\": [1e300]}} | number-out-of-range | #/scale",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"standardize\": false, \"scale\": {\"mean\": [1], \"deviation\": [1]}} | conflicting-fields | #/scale",
        "{\"x\": [1e300], \"y\": 1, \"W\": [1e300], \"b\": 0} | number-out-of-range | #/x/0",
        "{\"x\": [1], \"y\": 1, \"W\": [1], \"b\": 0, \"claims\": {\"dLoss_dW\": [1, 2]}} | wrong-feature-count | #/claims/dLoss_dW",
        "{\"x\": [[1], [2]], \"y\": [1, 0], \"W\": [1], \"b\": 0, \"claims\": {\"h\": 1}} | conflicting-fields | #/claims/h"
      })
  void unusable_is422NamingThePlace(String json, String type, String place) {
    explain(json).expectProblem(422, type, place);
  }

  private static final String TWO_ROWS =
      "\"W\": [0], \"b\": 0, \"x\": [[0], [2]], \"y\": [0, 1], \"loss\": \"crossEntropy\"";

  /** H = ((½, ¼), (¼, ¼)) and g = (−½, 0): worked out by hand in NewtonStepTest. */
  @Test
  void newton_answersTheHessianAndTheStep() {
    JsonNode answer = explain("{\"solver\": \"newton\", " + TWO_ROWS + "}").expect(200).json();

    assertThat(answer.propertyNames())
        .containsExactly(
            "loss",
            "dh_db",
            "dLoss_dW",
            "dLoss_db",
            "step",
            "rows",
            "newton",
            "gradientCheck",
            "latex",
            "verdicts");
    assertThat(answer.get("rows").get(1).get("curvature").asDouble()).isEqualTo(0.25);
    JsonNode newton = answer.get("newton");
    assertThat(newton.propertyNames()).containsExactly("hessian", "change", "expectedImprovement");
    assertThat(newton.get("hessian")).isEqualTo(Answer.parse("[[0.5, 0.25], [0.25, 0.25]]"));
    assertThat(newton.get("change").get("W").get(0).asDouble()).isCloseTo(2, within(1e-14));
    assertThat(newton.get("change").get("b").asDouble()).isCloseTo(-2, within(1e-14));
    assertThat(newton.get("expectedImprovement").asDouble()).isCloseTo(0.5, within(1e-15));
    assertThat(answer.get("step").get("W").get(0).asDouble()).isCloseTo(2, within(1e-14));
    assertThat(answer.get("step").get("loss").asDouble()).isCloseTo(0.126928, within(1e-6));
    assertThat(answer.get("latex").asString())
        .contains(
            "\\det H &= H_{W W} H_{b b} - H_{W b}^2 = 0.5 \\cdot 0.25 - 0.25^2 = 0.0625 \\\\",
            "= \\begin{pmatrix} 0.5 & 0.25 \\\\ 0.25 & 0.25 \\end{pmatrix}",
            "W_{\\text{new}} &= W + \\Delta W = (0) + (2) = (2) \\\\");
  }

  @Test
  void newtonOfOneRow_answersItsCurvature() {
    JsonNode answer =
        explain(
                """
                {"solver": "newton", "W": [0], "b": 0, "x": [2], "y": 1, "l2": 0.25, "standardize": true,
                 "claims": {"dLoss_db": -0.25, "yHat": 0.5}}""")
            .expect(200)
            .json();
    assertThat(answer.get("curvature").asDouble()).isEqualTo(0.125);
    // on the scale, x is 0: H = ((2 · 0.25, 0), (0, 0.125)) and g = (0, −0.25)
    assertThat(answer.get("newton").get("hessian"))
        .isEqualTo(Answer.parse("[[0.5, 0.0], [0.0, 0.125]]"));
    assertThat(answer.get("standardized").get("step").get("b").asDouble()).isEqualTo(2);
    assertThat(answer.get("step").get("b").asDouble()).isEqualTo(2);
    assertThat(answer.get("verdicts").get(0).get("right").asBoolean()).isTrue();
  }

  @Test
  void newtonWithoutAMinimum_saysWhy() {
    JsonNode answer =
        explain(
                """
                {"solver": "newton", "W": [1], "b": 0, "x": [[1], [1]], "y": [0, 1], "standardize": true}""")
            .expect(200)
            .json();
    assertThat(answer.get("newton").propertyNames()).containsExactly("hessian", "unavailable");
    assertThat(answer.get("newton").get("unavailable").asString())
        .startsWith("The Hessian is singular, or nearly so: in some direction of W and b");
    assertThat(answer.has("step")).isFalse();
    assertThat(answer.get("standardized").has("step")).isFalse();
    assertThat(answer.get("latex").asString()).contains("so there is no step.}");
  }

  @Test
  void gradientDescent_isTheDefaultSolver() {
    String asked = explain("{\"solver\": \"gradientDescent\", " + TWO_ROWS + "}").text();
    assertThat(asked).isEqualTo(explain("{" + TWO_ROWS + "}").text());
    assertThat(Answer.parse(asked).has("newton")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"solver\": \"lbfgs\"` | invalid-hyperparameter | #/solver",
        "`\"solver\": \"newton\", \"learningRate\": 1` | conflicting-fields | #/learningRate",
        "`\"solver\": \"newton\", \"momentum\": 0` | conflicting-fields | #/momentum",
        "`\"solver\": \"newton\", \"velocity\": {\"W\": [0], \"b\": 0}` | conflicting-fields | #/velocity",
        "`\"solver\": \"newton\", \"claims\": {\"step\": {\"b\": 1}}` | conflicting-fields | #/claims/step",
        "`\"solver\": \"newton\", \"l2\": -1` | invalid-hyperparameter | #/l2"
      })
  void newtonWithWhatItDoesNotHave_is422(String settings, String type, String place) {
    explain("{" + settings + ", " + TWO_ROWS + "}").expectProblem(422, type, place);
  }

  @Test
  void newtonOfManyFeatures_is422() {
    String many = "0" + ",0".repeat(512);
    String rows = "{\"x\": [%s], \"y\": 1, \"W\": [%s], \"b\": 0, \"solver\": \"%s\"}";
    explain(rows.formatted(many, many, "newton"))
        .expectProblem(422, "explanation-too-large", "#/solver");
    explain(rows.formatted(many, many, "gradientDescent")).expect(200);
  }

  @Test
  void unknownModel_is404() {
    explain("{\"x\": [1], \"y\": 1, \"modelId\": \"nobody\"}")
        .expectProblem(404, "model-not-found", "#/modelId");
  }

  @Test
  void malformed_is400() {
    explain("{\"x\": [1], \"y\": \"1\"}").expectProblem(400, "wrong-type", "#/y");
    explain("{\"x\": [1], \"y\": 1, \"claims\": {\"H\": 1}}")
        .expectProblem(400, "unknown-field", "#/claims/H");
    for (String claim : List.of("\"half\"", "\"\"", "\"1e999\"", "\"0x1\"", "true", "[1]")) {
      explain("{\"x\": [1], \"y\": 1, \"claims\": {\"step\": {\"W\": [%s]}}}".formatted(claim))
          .expectProblem(400, "wrong-type", "#/claims/step/W/0");
    }
    explain("{\"x\": [1], \"y\": 1, \"claims\": {\"h\": 1e999}}")
        .expectProblem(400, "number-overflow", "#/claims/h");
    explain("{\"x\": [1], \"y\": 1, \"loss\": \"hinge\"}")
        .expectProblem(400, "wrong-type", "#/loss");
    explain("{\"x\": [1], \"y\": 1, \"solver\": \"Newton\"}")
        .expectProblem(400, "wrong-type", "#/solver");
    explain("{").expect(400);
    service.send("GET", "/explain", BodyPublishers.noBody()).expect(405);
    service.post("/explain", "text/csv", new byte[] {'x'}).expect(415);
  }

  @Test
  void tooManyRowsOrFeatures_are422() {
    String rows = "[1]" + ",[1]".repeat(1000);
    String y = "1" + ",1".repeat(1000);
    explain("{\"x\": [%s], \"y\": [%s], \"W\": [1], \"b\": 0}".formatted(rows, y))
        .expectProblem(422, "explanation-too-large", "#/x");
    String many = "0" + ",0".repeat(5000);
    explain("{\"x\": [%s], \"y\": 1, \"W\": [%s], \"b\": 0}".formatted(many, many))
        .expectProblem(422, "explanation-too-large", "#/x");
  }
}
