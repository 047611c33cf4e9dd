package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the page explains: the chain rule, homework, findings and their cures, predictions. */
@ProcessTest
@ServiceTest
class PageTeachingTest extends BrowserTest {

  PageTeachingTest(@LocalServerPort int port) {
    super(port);
  }

  private static void untilExplained(NeuronPage page, String field, String number) {
    page.until(
        field + " is explained",
        () -> page.text("#chain [data-field='" + field + "']").contains(number));
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void chainRule_atTheStart_hasTheSlidesNumbers(int width) {
    NeuronPage page = open(width);
    page.click("#chain-next");
    page.click("#chain-next");
    untilExplained(page, "dLoss_dyHat", "= −2(1−0.5)= −1".replace("= ", "="));
    untilExplained(page, "dyHat_dh", "0.25");
    untilExplained(page, "dLoss_dW", "(−0.25,0,−0.25)");
    untilExplained(page, "step/W", "=(0.125,0,0.125)");
    assertThat(page.count("#chain .factor math")).isGreaterThan(20);
    assertThat(page.text("#chain")).contains("Counter-check");
    assertThat(page.text("#table tr.selected th")).isEqualTo("3");

    page.choose("#chain-row", "all");
    untilExplained(page, "dLoss_dW", "=(−0.125,0,0)");
    page.click("#setting-standardize");
    page.choose("#setting-loss", "crossEntropy");
    page.choose("#chain-row", "2");
    // On the scale of all rows, z = (1, −1, 0) and W new = −0.5 · (−0.5, 0.5, 0) / (0.5, 0.5, 1).
    untilExplained(page, "z", "(1,−1,0)");
    untilExplained(page, "dLoss_dW", "(−0.5,0.5,0)");
    untilExplained(page, "step/W", "(0.5,−0.5,0)");
    assertThat(page.text("#left-out")).isEqualTo("This step leaves out the other rows of a batch.");
    page.picture("chain-rule");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void homework_isJudgedNumberByNumber(int width) {
    NeuronPage page = open(width);
    page.choose("#chain-row", "2");
    untilExplained(page, "dLoss_dyHat", "−1");
    page.click("#homework");
    assertThat(page.text("#chain")).doesNotContain("0.25");
    page.type("[data-claim='yHat']", "0.5");
    page.type("[data-claim='dLoss_dyHat']", "1");
    page.type("[data-claim='dyHat_dh']", "0,25");
    page.type("[data-claim='dLoss_dW/0']", "-0.125");
    page.type("[data-claim='step/W/2']", "-0.125");
    page.click("#check");
    page.until("the verdicts", () -> page.text("#score").equals("2 of 5 right."));
    assertThat(page.text("[data-verdict='yHat']")).isEqualTo("✓ Right.");
    assertThat(page.text("[data-verdict='dLoss_dyHat']")).contains("minus sign was lost");
    assertThat(page.text("[data-verdict='dLoss_dW']")).contains("x1:", "the 2 of the square's");
    // −0.5 · 1 · 0.25 · 1: right, if dL/dŷ were 1.
    assertThat(page.text("[data-verdict='step/W']")).contains("x3:", "follows from an earlier");
    page.picture("homework");

    page.type("[data-claim='dLoss_dyHat']", "-1");
    page.click("#check");
    page.until("right now", () -> page.text("#score").equals("3 of 5 right."));
    assertThat(page.text("[data-verdict='step/W']")).contains("x3:", "added instead of subtracted");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void xor_cannotBeLearned_andItsCureHelps(int width) {
    NeuronPage page = open(width);
    page.example("xor");
    page.until("what is found", () -> page.findings().equals(List.of("NOT_SEPARABLE")));
    page.train();
    assertThat(page.experiment("e.result.accuracy").asDouble()).isEqualTo(0.5);
    page.picture("xor");

    page.click("[data-code='NOT_SEPARABLE'] button");
    page.until("the cure", () -> page.experiment("e.data.names.length === 3").asBoolean());
    page.untilTrained();
    assertThat(page.experiment("e.result.accuracy").asDouble()).isEqualTo(1);
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void cures_ofDataAndSettings_areAppliedAndTrained(int width) {
    NeuronPage page = open(width);
    page.choose("#speed", "0");
    page.until("what is found", () -> page.findings().equals(List.of("SAME_AS_BIAS")));
    page.click("[data-code='SAME_AS_BIAS'] button");
    page.until("the column", () -> page.experiment("e.data.names.length === 2").asBoolean());
    page.untilTrained();
    page.until(
        "nothing is left", () -> page.text("#findings").equals("Nothing stands in its way."));

    page.example("or");
    page.type("#setting-epochs", "100");
    page.train();
    assertThat(page.findings()).containsExactly("STILL_FALLING");
    page.click("[data-code='STILL_FALLING'] button");
    page.until("400 epochs", () -> page.experiment("e.result?.epochsRun === 400").asBoolean());
    page.type("#setting-epochs", "1000");

    page.example("cancer");
    page.click("#setting-standardize");
    page.until("unscaled", () -> page.findings().contains("UNSCALED_FEATURE"));
    page.train();
    assertThat(page.findings()).contains("UNSCALED_FEATURE", "SATURATED");
    page.picture("saturated");
    page.click("[data-code='SATURATED'] button");
    page.until("the scale", () -> page.experiment("e.settings.standardize").asBoolean());
    page.untilTrained();
    assertThat(page.experiment("e.result.accuracy").asDouble()).isGreaterThan(0.98);
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void cures_ofRows_mergeBalanceAndAdd(int width) {
    NeuronPage page = open(width);
    page.choose("#speed", "0");
    page.table("a,y\n0,0\n1,1\n1,0\n0,0\n");
    page.until("they contradict", () -> page.findings().contains("CONTRADICTING_ROWS"));
    page.click("[data-code='CONTRADICTING_ROWS'] button");
    page.until("merged", () -> page.experiment("e.data.x.length === 2").asBoolean());
    assertThat(page.experiment("[e.data.y, e.data.weights]"))
        .isEqualTo(Answer.parse("[[0, 0.5], [2, 2]]"));
    page.untilTrained();

    page.table("a,y\n" + "1,0\n".repeat(19) + "2,1\n");
    page.until("imbalanced", () -> page.findings().contains("IMBALANCED"));
    page.click("[data-code='IMBALANCED'] button");
    page.until("weights", () -> page.experiment("e.data.weights?.at(-1) === 10").asBoolean());
    page.untilTrained();

    page.table("a,y\n1,1\n2,1\n");
    page.until("one class", () -> page.findings().contains("ONE_CLASS"));
    page.click("[data-code='ONE_CLASS'] button");
    page.until("a row more", () -> page.experiment("e.data.y").toString().equals("[1,1,0]"));
    page.untilTrained();
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void prediction_isThatOfTheService_andSoAreTheSnippets(int width) throws Exception {
    NeuronPage page = open(width);
    page.train();
    page.type("#predict [data-feature='0']", "1");
    page.type("#predict [data-feature='1']", "0.5");
    page.until("ŷ", () -> page.text("#prediction").equals("ŷ = 0.9507, so class 1"));
    assertThat(page.text("#prediction-how")).contains("5.8 from x1", "−1.39 from the bias");
    double expected =
        service
            .predict(
                "{\"modelId\": %s, \"x\": [[1, 0.5, 1]]}"
                    .formatted(page.experiment("e.result.modelId")))
            .expect(200)
            .json()
            .get("predictions")
            .get(0)
            .asDouble();
    assertThat(expected).isCloseTo(0.9507, within(1e-4));

    assertThat(
            Answer.parse(output("bash", "-c", page.text("#snippet").replace("\\ ", "")))
                .get("predictions")
                .get(0)
                .asDouble())
        .isEqualTo(expected);
    page.click("[data-language='javascript']");
    JsonNode fromJavaScript =
        Answer.parse(
            String.valueOf(
                page.browser()
                    .runAsync(
                        "const done = arguments[0]; (async () => {"
                            + raw(page)
                            + "; done(JSON.stringify(predictions)); })()")));
    assertThat(fromJavaScript.get(0).asDouble()).isEqualTo(expected);
    page.click("[data-language='python']");
    assertThat(Answer.parse(output("python3", "-c", raw(page))).get(0).asDouble())
        .isEqualTo(expected);

    page.type("#predict [data-feature='0']", "one");
    page.until("refused", () -> page.text("#prediction").equals("A number is missing."));
    page.assertClean();
  }

  private static String raw(NeuronPage page) {
    return String.valueOf(
        page.browser().run("return document.getElementById('snippet').textContent"));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }
}
