package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Settings and training on the page, and the pictures that go with it. */
@ProcessTest
@ServiceTest
class PageTrainingTest extends BrowserTest {

  PageTrainingTest(@LocalServerPort int port) {
    super(port);
  }

  /** What the service makes of the slides' table in so many epochs. */
  private JsonNode slides(int epochs) {
    return service.train(Examples.slides("{\"epochs\": %d}".formatted(epochs))).expect(201).json();
  }

  private static double[] weights(JsonNode model) {
    return Numbers.array(model.get("W"));
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void settings_haveHints_andUnusableIsRefused(int width) {
    NeuronPage page = open(width);
    page.unfold("#settings details");
    assertThat(page.count("#settings .setting")).isEqualTo(13);
    assertThat(
            page.list(
                "[...document.querySelectorAll('#settings .setting .hint')].map((h) => h.textContent)"))
        .hasSize(13)
        .allSatisfy(hint -> assertThat(hint).hasSizeGreaterThan(15));

    page.type("#setting-learningRate", "0");
    assertThat(page.text("#setting-learningRate-fault")).isEqualTo("It must be above 0.");
    page.type("#setting-epochs", "1.5");
    assertThat(page.text("#setting-epochs-fault")).isEqualTo("A whole number is needed here.");
    assertThat(page.experiment("[e.settings.learningRate, e.settings.epochs]"))
        .isEqualTo(Answer.parse("[0.5, 1000]"));

    page.type("#setting-learningRate", "2");
    page.type("#setting-epochs", "50");
    page.type("#setting-batchSize", "2");
    page.type("#setting-seed", "7");
    page.type("#setting-momentum", "0.5");
    page.choose("#setting-loss", "crossEntropy");
    page.type("#setting-name", "from-the-page");
    page.train();
    JsonNode used = page.experiment("e.result.hyperparameters");
    assertThat(used.get("learningRate").asDouble()).isEqualTo(2);
    assertThat(used.get("batchSize").asInt()).isEqualTo(2);
    assertThat(used.get("seed").asInt()).isEqualTo(7);
    assertThat(used.get("momentum").asDouble()).isEqualTo(0.5);
    assertThat(used.get("loss").asString()).isEqualTo("crossEntropy");
    assertThat(service.get("/models/from-the-page").expect(200).json().get("epochsRun").asInt())
        .isEqualTo(50);
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void training_movesAtOnce_pausesGoesOnAndEndsWithTheBitsOfTheService(int width) {
    NeuronPage page = open(width);
    page.choose("#speed", "20");
    page.click("#train");
    page.clickWhen("e.epoch > 20", "#pause");
    assertThat(page.run("e.state").asString()).isEqualTo("paused");
    int paused = page.experiment("e.epoch").asInt();
    assertThat(paused).isBetween(20, 999);
    assertThat(page.weights()).isEqualTo(weights(slides(paused)));
    page.picture("paused");

    page.choose("#speed", "0");
    page.click("#train");
    page.untilTrained();
    JsonNode whole = slides(1000);
    assertThat(page.experiment("e.epoch").asInt()).isEqualTo(1000);
    assertThat(page.weights()).isEqualTo(weights(whole));
    assertThat(page.text("#epoch-reading")).isEqualTo("1 000 / 1 000");
    assertThat(page.text("#loss-reading")).isEqualTo("0.002769");
    assertThat(page.text("#accuracy-reading")).isEqualTo("100 %");
    assertThat(page.text("#status")).startsWith("Done");
    page.picture("trained");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void stop_keepsTheNeuronAsItIsShown_andTrainGoesOnFromThere(int width) {
    NeuronPage page = open(width);
    page.choose("#speed", "20");
    page.click("#train");
    page.clickWhen("e.epoch > 5", "#stop");
    page.untilTrained();
    int stopped = page.experiment("e.epoch").asInt();
    assertThat(stopped).isBetween(5, 999);
    assertThat(page.weights()).isEqualTo(weights(slides(stopped)));
    assertThat(page.experiment("e.result.epochsRun").asInt()).isEqualTo(stopped);

    page.choose("#speed", "0");
    page.click("#train");
    page.until("it goes on", () -> page.experiment("e.result?.epochsRun === 1000").asBoolean());
    assertThat(page.weights()).isEqualTo(weights(slides(1000)));
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void step_isOneEpoch_andResetTheStart(int width) {
    NeuronPage page = open(width);
    for (int epochs = 1; epochs <= 3; epochs++) {
      page.click("#step");
      int expected = epochs;
      page.until("step", () -> page.experiment("e.epoch").asInt() == expected);
      assertThat(page.weights()).isEqualTo(weights(slides(epochs)));
    }
    String last = page.experiment("e.result.modelId").asString();
    service.get("/models/" + last).expect(200);

    page.click("#reset");
    page.until("reset", () -> page.experiment("e.epoch").asInt() == 0);
    assertThat(page.weights()).containsExactly(0.0, 0.0, 0.0);

    page.unfold("#settings details");
    page.choose("#setting-initialization", "uniform");
    page.until("a random start", () -> page.experiment("e.W[0] !== 0").asBoolean());
    double[] start = page.weights();
    page.click("#step");
    page.until("step", () -> page.experiment("e.epoch").asInt() == 1);
    assertThat(page.weights()).isNotEqualTo(start);
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void divergence_isToldAndThePageGoesOn(int width) {
    NeuronPage page = open(width);
    page.type("input[aria-label='x1, row 2']", "1e200");
    page.type("#setting-learningRate", "1e200");
    page.choose("#speed", "0");
    page.click("#train");
    page.until("the fault", () -> page.text("#status").contains("ceased to be a finite number"));
    page.choose("#preset", "or");
    page.type("#setting-learningRate", "0.5");
    page.train();
    page.assertNothingFromOutside();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void neuron_isDrawnWithItsNumbers(int width) {
    NeuronPage page = open(width);
    page.train();
    assertThat(page.text("#diagram svg"))
        .contains("x1", "5.8", "−0.131", "−1.39", "bias", "Σ", "h =");
    double blue = width(page, 1);
    double orange = width(page, 2);
    assertThat(blue).isEqualTo(9);
    assertThat(orange).isLessThan(1);
    assertThat(page.count("#diagram .wire.up")).isEqualTo(1);
    assertThat(page.count("#formula math")).isGreaterThan(3);
    assertThat(page.text("#formula")).contains("5.796", "−1.386", "−2.771", "0.05891");
    page.assertClean();
  }

  private static double width(NeuronPage page, int wire) {
    return Double.parseDouble(
        page.list(
                "[...document.querySelectorAll('#diagram .wire:not(.plain)')].map((w) => w.getAttribute('stroke-width'))")
            .get(wire - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void curve_keepsEarlierRuns_andShowsBothLosses(int width) {
    NeuronPage page = open(width);
    page.train();
    page.type("#setting-learningRate", "0.05");
    page.train();
    page.until(
        "two curves",
        () -> legend(page).equals(List.of("epoch", "α 0.5, MSE, 3 features", "loss")));
    page.click("#log-scale");
    page.click("#both-losses");
    page.until(
        "both losses",
        () ->
            legend(page)
                .equals(
                    List.of(
                        "epoch",
                        "squared error",
                        "cross-entropy",
                        "size of the gradient (right)")));
    assertThat(page.text("#curve-note")).contains("plateau");
    page.picture("both-losses");
    page.click("#both-losses");
    page.click("#forget-runs");
    page.until("one curve", () -> legend(page).equals(List.of("epoch", "loss")));
    page.assertClean();
  }

  private static List<String> legend(NeuronPage page) {
    return page.list("[...document.querySelectorAll('#curve .u-label')].map((l) => l.textContent)");
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void surface_showsWhatIsAnsweredWhere(int width) {
    NeuronPage page = open(width);
    page.train();
    // Blue is class 1: right of the border, where x1 is 1.
    assertThat(redMinusBlue(page, 100)).isGreaterThan(10);
    assertThat(redMinusBlue(page, 600)).isLessThan(-10);
    page.choose("#axis-x", "1");
    page.choose("#axis-y", "0");
    page.until("turned", () -> redMinusBlue(page, 100) < 5 || redMinusBlue(page, 600) > -5);
    page.assertClean();
  }

  private static long redMinusBlue(NeuronPage page, int x) {
    Object difference =
        page.browser()
            .run(
                "const copy = new OffscreenCanvas(640, 640).getContext('2d');"
                    + "copy.drawImage(document.getElementById('surface'), 0, 0);"
                    + "const p = copy.getImageData(arguments[0], 300, 1, 1).data; return p[0] - p[2]",
                x);
    return ((Number) requireNonNull(difference)).longValue();
  }
}
