package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Numbers on the page: data keep every digit, and no rounded result says more than is true. */
@ProcessTest
@ServiceTest
class PageNumbersTest extends BrowserTest {

  /** As many digits as a double can need. */
  private static final double LONG = 0.1234567890123456;

  private static final double LONGEST = -1.2345678901234568e-300;

  private static final String TABLE =
      "a,b,y\n0.1234567890123456,-1.2345678901234568e-300,0.1234567890123456\n1,-0.0,1\n";

  PageNumbersTest(@LocalServerPort int port) {
    super(port);
  }

  /** What an expression over a module of the page's makes; the page itself may be any. */
  private String from(String module, String expression) {
    if (!"true".equals(browser().run("return document.documentElement.dataset.ready"))) {
      open(SCREEN);
    }
    return String.valueOf(
        browser()
            .runAsync(
                "const done = arguments[0]; import(new URL('page/%s', document.baseURI)).then((m) => done(String(%s)));"
                    .formatted(module, expression)));
  }

  private static NeuronPage withTable(NeuronPage page, String csv) {
    page.table(csv);
    return page;
  }

  @ParameterizedTest
  @CsvSource({
    "0.9997, 99.97 %",
    "0.99999, 99.999 %",
    "0.9999999999999999, > 99.9999 %",
    "1, 100 %",
    "0, 0 %",
    "5e-324, 4.9e−322 %",
    "0.5, 50 %",
    "0.9982425307557118, 99.8 %",
    "null, –",
    "NaN, –"
  })
  void percent_isHundredOnlyForAll_andZeroOnlyForNone(String share, String text) {
    assertThat(from("numbers.js", "m.percent(" + share + ")")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.99999, 0.99999",
    "0.999999999999, 1 − 1.0e−12",
    "'1, 4.24835e-18', 1 − 4.2e−18",
    "'1, 0', 1",
    "0.95070001, 0.9507",
    "1e-9, 1.00e−9"
  })
  void prediction_isOneOnlyIfNothingIsMissing(String given, String text) {
    assertThat(from("numbers.js", "m.prediction(" + given + ")")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "-0, −0",
    "0.1234567890123456, 0.12345…",
    "-0.1234567890123456, −0.1234…",
    "-1.2345678901234568e-300, −1…e−300",
    "0.000012345678901, 1.23…e−5",
    "123456789012, 1.23…e11",
    "12345678, 12345678",
    "1e21, 1e21",
    "0.29999999999999999, 0.3",
    "0.1999999999, 0.19999…"
  })
  void datum_withoutRoom_isCutOffVisiblyAndNeverRounded(String number, String text) {
    assertThat(from("numbers.js", "m.shown(" + number + ")")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1e5, 100000",
    "−0.5, -0.5",
    "−1.5e−7, -1.5e-7",
    "'1,5', 1.5",
    "'1,234', 1.234",
    "'1,234.5', NaN",
    "1 234, NaN",
    "0x10, NaN",
    "Infinity, NaN",
    "1e-400, NaN",
    "0e-400, 0",
    ".5, 0.5",
    "-0, -0",
    "'', NaN"
  })
  void typed_isReadAsItIsWritten_orNotAtAll(String text, String number) {
    assertThat(from("numbers.js", "m.exact(m.parse('" + text + "'))")).isEqualTo(number);
  }

  @Test
  void json_keepsNegativeZero_andIsOtherwiseThatOfTheBrowser() {
    assertThat(from("numbers.js", "m.json({a: [0, -0, 0.1, 1e21], b: undefined, c: -0})"))
        .isEqualTo("{\"a\":[0,-0.0,0.1,1e+21],\"c\":-0.0}");
    String mixed = "{a: [null, undefined, NaN, 'x\"\\u2028'], b: {c: true, d: undefined}, e: []}";
    assertThat(from("numbers.js", "m.json(%1$s) === JSON.stringify(%1$s)".formatted(mixed)))
        .isEqualTo("true");
  }

  @Test
  void ends_ofAScale_differAsTheirNumbersDo() {
    assertThat(from("numbers.js", "m.ends(100000000, 100000001)"))
        .isEqualTo("1.00000000e8,1.00000001e8");
    assertThat(from("numbers.js", "m.ends(-0.2, 1.2)")).isEqualTo("−0.2,1.2");
  }

  @Test
  void accuracy_isTheShareOfTheWeight_andOneOnlyIfEveryRowIsRight() {
    String measured = "m.measure([1], 0, {x: %s, y: %s, weights: %s}, 'mse').accuracy";
    assertThat(from("neuron.js", measured.formatted("[[1], [-1], [5]]", "[1, 0, 0]", "[1, 1, 0]")))
        .isEqualTo("1");
    assertThat(from("neuron.js", measured.formatted("[[1], [-1], [5]]", "[1, 0, 0]", "[3, 1, 4]")))
        .isEqualTo("0.5");
    assertThat(from("neuron.js", measured.formatted("[[1], [5]]", "[1, 0]", "[1, 1e-30]")))
        .startsWith("0.99999");
  }

  @Test
  void measure_ofASaturatedNeuron_isTheSameOnBothSides() {
    String measured = "m.measure([1], 0, {x: [[%s]], y: [%s]}, 'mse').%s";
    for (String part : List.of("gradient", "mse")) {
      assertThat(from("neuron.js", measured.formatted("50", "0", part)))
          .isEqualTo(from("neuron.js", measured.formatted("-50", "1", part)))
          .isNotEqualTo("0");
    }
  }

  @Test
  void product_ofFeatures_isNotRounded() {
    assertThat(from("features.js", "m.product(0.1, 0.7)")).isEqualTo("0.06999999999999999");
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void data_areShownWithEveryDigit_orCutOffVisibly(int width) {
    NeuronPage page = withTable(open(width), TABLE);
    assertThat(
            page.list("[...document.querySelectorAll('#table tbody input')].map((i) => i.value)"))
        .startsWith("0.1234567890123456", "-1.2345678901234568e-300", "0.1234567890123456")
        .contains("-0");

    page.until("the neuron", () -> page.text("#diagram svg").contains("0.12"));
    assertThat(page.text("#diagram svg")).contains("…").doesNotContain("0.1235");
    assertThat(
            page.list("[...document.querySelectorAll('#diagram title')].map((t) => t.textContent)"))
        .contains("0.1234567890123456", "−1.2345678901234568e−300");
    assertThat(label(page, "#diagram svg"))
        .contains("Row 1: a 0.1234567890123456, b −1.2345678901234568e−300.")
        .contains("the target is 0.1234567890123456.");
    assertThat(page.text("#formula")).contains("0.1234567890123456", "(−1.2345678901234568e−300)");

    assertThat(page.text("#chain-row option")).isEqualTo("1: (0.12345…, −1…e−300) → 0.12345…");
    assertThat(label(page, "#chain-row option"))
        .isEqualTo("1: (0.1234567890123456, −1.2345678901234568e−300) → 0.1234567890123456");
    page.train();
    page.picture("long-numbers");
    assertNothingSticksOut(page);
    PageForEverybodyTest.assertAccessible(page);
    page.assertClean();
  }

  private static String label(NeuronPage page, String selector) {
    return page.list(
            "[document.querySelector('%s').getAttribute('aria-label')]".formatted(selector))
        .getFirst();
  }

  /** Fails if a number of the drawing is wider than its place, or a formula than its card. */
  private static void assertNothingSticksOut(NeuronPage page) {
    assertThat(
            page.list(
                "[...document.querySelectorAll('#diagram [data-width]')].filter((t) =>"
                    + " t.getComputedTextLength() > Number(t.dataset.width) + 0.5).map((t) => t.textContent)"))
        .isEmpty();
    assertThat(
            page.list(
                "[...document.querySelectorAll('#formula .pieces, #chain .pieces')].filter((p) =>"
                    + " p.scrollWidth > p.clientWidth + 1).map((p) => p.textContent)"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void data_arePredictedAndCopiedWithEveryDigit(int width) throws Exception {
    NeuronPage page = withTable(open(width), TABLE);
    page.train();
    assertThat(page.list("[...document.querySelectorAll('[data-feature]')].map((i) => i.value)"))
        .containsExactly("0.1234567890123456", "-1.2345678901234568e-300");
    page.until("ŷ", () -> page.text("#prediction").startsWith("ŷ ="));
    String body = page.text("#snippet").replaceAll("(?s).*-d '(.*)'.*", "$1");
    JsonNode x = Answer.parse(body).get("x").get(0);
    assertThat(x.get(0).asDouble()).isEqualTo(LONG);
    assertThat(x.get(1).asDouble()).isEqualTo(LONGEST);

    page.type("#predict [data-feature='1']", "−0");
    page.until("negative zero", () -> page.text("#snippet").contains(",-0.0]]"));
    double expected =
        service
            .predict(body.replaceAll("\"x\":.*", "\"x\":[[0.1234567890123456,0]]}"))
            .expect(200)
            .json()
            .get("predictions")
            .get(0)
            .asDouble();
    page.click("[data-language='python']");
    assertThat(Answer.parse(python(raw(page))).get(0).asDouble()).isEqualTo(expected);

    page.type("#predict [data-feature='1']", "1 234");
    page.until("refused", () -> page.text("#prediction").equals("A number is missing."));
    assertThat(raw(page)).isEqualTo("A number is missing.");
    assertThat(page.find("#snippet-copy").isEnabled()).isFalse();
    page.assertClean();
  }

  private static String raw(NeuronPage page) {
    return String.valueOf(
        page.browser().run("return document.getElementById('snippet').textContent"));
  }

  private static String python(String script) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("python3", "-c", script).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return output;
  }

  @Test
  void data_ofManyFeatures_arePredictedWithEveryDigit() {
    String names = String.join(",", IntStream.range(0, 13).mapToObj(j -> "x" + j).toList());
    NeuronPage page =
        withTable(open(SCREEN), names + ",y\n" + "0.1234567890123456,".repeat(13) + "1\n");
    assertThat(page.find("[data-all]").getDomProperty("value"))
        .isEqualTo(String.join(", ", Collections.nCopies(13, "0.1234567890123456")));
    page.find("[data-all]").sendKeys(", 1,5");
    page.until(
        "refused",
        () -> page.text("#prediction").equals("The row needs 13 numbers; 15 were entered."));
    page.assertClean();
  }

  @Test
  void link_holdsEveryDigit_andNegativeZero() {
    NeuronPage page = withTable(open(SCREEN), TABLE);
    page.click("#share");
    page.until(
        "the link",
        () -> String.valueOf(browser().run("return location.hash")).startsWith("#run="));
    String link = String.valueOf(browser().run("return location.hash"));
    NeuronPage opened = NeuronPage.open(browser(), service, SCREEN, "/" + link);
    opened.untilTrained();
    assertThat(opened.experiment("e.data.x[0]"))
        .isEqualTo(Answer.parse("[0.1234567890123456, -1.2345678901234568e-300]"));
    assertThat(opened.experiment("Object.is(e.data.x[1][1], -0)").asBoolean()).isTrue();
    opened.assertClean();
  }

  @Test
  void accuracy_ofAllRowsButFew_isNotHundredPercent() {
    NeuronPage page = open(SCREEN);
    // 2999 rows that tell their class, and one that does not: 99.97 % right
    String rows =
        IntStream.range(0, 2999)
            .mapToObj(i -> (i % 2 == 0 ? "-1" : "1") + "," + i % 2)
            .reduce((a, b) -> a + "\n" + b)
            .orElseThrow();
    page.drop(("a,y\n" + rows + "\n1,0\n").getBytes(StandardCharsets.UTF_8), "d.csv");
    page.use();
    page.until("the table", () -> page.experiment("e.data.x.length").asInt() == 3000);
    assertThat(page.text("#surface-note")).contains("The first 2000 of 3000 rows are drawn.");
    page.type("#setting-epochs", "20");
    page.train();
    assertThat(page.text("#accuracy-reading")).isEqualTo("99.97 %");
    page.assertClean();
  }

  @Test
  void classes_balancedOnceMore_weighTheSame_andRowsOfWeightZeroStayOut() {
    NeuronPage page = open(SCREEN);
    page.choose("#speed", "0");
    assertThat(page.text(".readings")).doesNotContain("by weight");
    assertThat(
            from(
                "experiment.js",
                "(m.replaceData({names: ['a'], x: [...Array(21).keys()].map((k) => [k]),"
                    + " y: [...Array(20).fill(0), 1], weights: [0, ...Array(19).fill(2), 1]}), 'set')"))
        .isEqualTo("set");
    page.until("imbalanced", () -> page.findings().contains("IMBALANCED"));
    page.click("[data-code='IMBALANCED'] button");
    page.until("weights", () -> page.experiment("e.data.weights.at(-1) === 19.5").asBoolean());
    assertThat(page.experiment("e.data.weights[0]").asDouble()).isZero();
    assertThat(page.experiment("e.data.weights[1] * 19").asDouble()).isEqualTo(19.5);
    page.untilTrained();
    page.until("by weight", () -> page.text(".readings").contains("Right, by weight"));
    page.assertClean();
  }

  @Test
  void point_pressedWithoutBeingMoved_keepsItsNumbers() {
    NeuronPage page = open(SCREEN);
    page.example("and");
    page.type("input[aria-label='x1, row 4']", "0.1234567890123456");
    page.bringToRest("#surface");
    pressOn(page, LONG, 1);
    assertThat(page.experiment("e.row").asInt()).isEqualTo(3);
    assertThat(page.experiment("e.data.x[3][0]").asDouble()).isEqualTo(LONG);
    page.assertClean();
  }

  /** Presses on a place between 0 and 1 of the picture, with a hand that trembles by a pixel. */
  private static void pressOn(NeuronPage page, double across, double up) {
    var _ =
        page.browser()
            .run(
                """
                const canvas = document.getElementById('surface');
                canvas.setPointerCapture = () => {};
                const box = canvas.getBoundingClientRect();
                const size = 640 - 44;
                const at = {
                  clientX: box.left + (44 + (arguments[0] + 0.2) / 1.4 * size) * box.width / 640,
                  clientY: box.top + (1 - (arguments[1] + 0.2) / 1.4) * size * box.height / 640,
                };
                canvas.dispatchEvent(new PointerEvent('pointerdown', at));
                canvas.dispatchEvent(new PointerEvent('pointermove', {...at, clientX: at.clientX + 1}));
                canvas.dispatchEvent(new PointerEvent('pointerup', at));
                """,
                across,
                up);
  }

  @Test
  void model_isPutWhereTheNamesOfItsFeaturesAre() {
    String made =
        service
            .post(
                "/models",
                "{\"W\": [1, 2, 3], \"b\": 4, \"featureNames\": [\"x3\", \"x1\", \"x2\"]}")
            .expect(201)
            .json()
            .get("modelId")
            .asString();
    String other =
        service
            .post(
                "/models",
                "{\"W\": [1, 2, 3], \"b\": 4, \"featureNames\": [\"a\", \"x1\", \"x2\"]}")
            .expect(201)
            .json()
            .get("modelId")
            .asString();
    NeuronPage page = open(SCREEN);
    page.click("#models [data-model='" + other + "'] button:nth-child(1)");
    page.until(
        "the reason",
        () ->
            page.text("#models .fault")
                .equals(
                    "Its inputs are a, x1, x2, and the columns of the table above x1, x2, x3: load its data first."));
    page.click("#models [data-model='" + made + "'] button:nth-child(1)");
    page.until("loaded", () -> page.experiment("e.b").asDouble() == 4);
    assertThat(page.weights()).containsExactly(2, 3, 1);
    page.until("the snippet", () -> raw(page).contains("\"W\":[2,3,1],\"b\":4"));
    page.assertClean();
  }

  @Test
  void saturatedPrediction_isNotOne() {
    NeuronPage page = withTable(open(SCREEN), "a,y\n40,1\n-40,0\n");
    String id =
        service
            .post("/models", "{\"W\": [1], \"b\": 0, \"featureNames\": [\"a\"]}")
            .expect(201)
            .json()
            .get("modelId")
            .asString();
    page.click("#models .row button");
    page.click("#models [data-model='" + id + "'] button:nth-child(1)");
    page.until("ŷ", () -> page.text("#prediction").equals("ŷ = 1 − 4.2e−18, so class 1"));
    assertThat(page.text("#prediction-how")).endsWith("σ makes > 99.9999 % of it.");
    assertThat(page.text("#formula")).endsWith("=1 − 4.2e−18");
    assertThat(page.text("#diagram svg")).contains("ŷ 1 − 4e−18");
    page.assertClean();
  }
}
