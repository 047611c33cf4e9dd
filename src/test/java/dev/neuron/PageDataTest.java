package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page's data: the table, the examples, CSV, points. */
@ProcessTest
@ServiceTest
class PageDataTest extends BrowserTest {

  PageDataTest(@LocalServerPort int port) {
    super(port);
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void firstSight_isTheSlidesTableAndWhatIsFoundInIt(int width) {
    NeuronPage page = open(width);
    assertThat(
            page.list("[...document.querySelectorAll('#table tbody input')].map((i) => i.value)"))
        .containsExactly("0 0 1 0 1 1 1 1 1 0 1 1 0 1 1 0".split(" ", -1));
    page.until("what is found", () -> page.findings().equals(List.of("SAME_AS_BIAS")));
    page.picture("first-sight");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void cell_edited_counts_andUnusableIsRefusedWithoutLoss(int width) {
    NeuronPage page = open(width);
    page.type("input[aria-label='x2, row 3']", "0,5");
    assertThat(page.experiment("e.data.x[2][1]").asDouble()).isEqualTo(0.5);
    assertThat(page.experiment("e.preset").isNull()).isTrue();

    page.type("input[aria-label='x1, row 1']", "much");
    assertThat(page.text("#table-fault"))
        .isEqualTo("x1, row 1: “much” is not a number; 0 still counts.");
    assertThat(page.experiment("e.data.x[0][0]").asDouble()).isZero();

    page.type("input[aria-label='Target, row 2']", "2");
    assertThat(page.text("#table-fault")).contains("a target must be from 0 to 1; 1 still counts");
    assertThat(page.experiment("e.data.y[1]").asDouble()).isEqualTo(1);

    page.type("input[aria-label='Name of column 1']", "x2");
    assertThat(page.text("#table-fault")).isEqualTo("There is a column x2 already.");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void rowsAndColumns_addedAndRemoved_areTrainedOn(int width) {
    NeuronPage page = open(width);
    page.click("#table-buttons button:nth-child(1)");
    page.click("#table-buttons button:nth-child(2)");
    page.click("button[aria-label='Remove row 1']");
    assertThat(page.experiment("[e.data.x.length, e.data.names.length, e.data.y.length]"))
        .isEqualTo(Answer.parse("[4, 4, 4]"));
    page.click("#table-buttons button:nth-child(3)");
    page.train();
    assertThat(page.experiment("e.result.dataset.rows").asInt()).isEqualTo(4);
    assertThat(page.experiment("e.result.W.length").asInt()).isEqualTo(3);
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void examples_allLoadAndTrain(int width) {
    NeuronPage page = open(width);
    List<String> presets =
        page.list("[...document.querySelectorAll('#preset option')].map((o) => o.value)");
    assertThat(presets)
        .containsExactly("slides", "and", "or", "xor", "clouds", "circles", "iris", "cancer");
    for (String preset : presets) {
      page.example(preset);
      page.train();
      assertThat(page.text("#preset-note")).isNotBlank();
    }
    assertThat(page.experiment("[e.data.x.length, e.data.names.length]"))
        .isEqualTo(Answer.parse("[569, 30]"));
    assertThat(page.experiment("e.result.accuracy").asDouble()).isGreaterThan(0.98);
    page.picture("breast-cancer");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void csv_pasted_isUsed_andFaultsNameTheirCell(int width) {
    NeuronPage page = open(width);
    page.unfold("#import");
    WebElement text = page.find("#import-text");
    text.sendKeys("height,weight,tall\n1.6,55,0\n1.9,1\n");
    page.click("#import-read");
    page.untilRead();
    assertThat(page.text("#import-fault"))
        .isEqualTo("Line 3: the header names 3 columns, this line has 2.");
    assertThat(page.find("#preview-use").isEnabled()).isFalse();
    assertThat(page.experiment("e.preset").asString()).isEqualTo("slides");

    text.clear();
    text.sendKeys("height,weight,tall\n1.6,55,0\n1.9,\"80\",1\n");
    page.click("#import-read");
    page.use();
    assertThat(page.text("#import-fault")).isEmpty();
    assertThat(page.experiment("e.data.names")).isEqualTo(Answer.parse("[\"height\", \"weight\"]"));
    assertThat(page.experiment("e.data.x")).isEqualTo(Answer.parse("[[1.6, 55], [1.9, 80]]"));
    page.until("what is found", () -> page.findings().contains("UNSCALED_FEATURE"));
    page.assertClean();
  }

  @Test
  void csv_withoutAHeader_losesNoRow() {
    NeuronPage page = open(SCREEN);
    page.table("-0,1,0\n3,\"4\",1\n5e0,6.,1\n");
    assertThat(page.experiment("e.data.names")).isEqualTo(Answer.parse("[\"x1\", \"x2\"]"));
    assertThat(page.experiment("e.data.x").size()).isEqualTo(3);
    assertThat(page.experiment("Object.is(e.data.x[0][0], -0)").asBoolean()).isTrue();
    assertThat(page.experiment("e.data.y")).isEqualTo(Answer.parse("[0, 1, 1]"));
    assertThat(page.text("#preset-note")).contains("3 rows", "The first line held numbers alone");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void csv_dropped_isUsed(int width) {
    NeuronPage page = open(width);
    page.drop("a,y\n1,0\n2,1\n".getBytes(StandardCharsets.UTF_8), "d.csv");
    page.use();
    assertThat(page.experiment("e.data.names")).isEqualTo(Answer.parse("[\"a\"]"));
    assertThat(page.experiment("e.data.y")).isEqualTo(Answer.parse("[0, 1]"));
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void points_clickedAndDragged_areRows(int width) {
    NeuronPage page = open(width);
    page.example("and");
    page.bringToRest("#surface");
    WebElement surface = page.find("#surface");
    int size = surface.getSize().getWidth();
    page.click("input[name='point-class'][value='0']");
    page.browser().actions().moveToElement(surface, 0, -size / 4).click().perform();
    assertThat(page.experiment("[e.data.x.length, e.data.y[4]]")).isEqualTo(Answer.parse("[5, 0]"));
    double first = page.experiment("e.data.x[4][0]").asDouble();
    double second = page.experiment("e.data.x[4][1]").asDouble();
    assertThat(first).isBetween(0.3, 0.6);
    assertThat(second).isBetween(0.6, 1.1);

    page.bringToRest("#surface");
    page.click("input[name='point-class'][value='1']");
    page.browser().actions().moveToElement(surface, 0, size / 8).click().perform();
    assertThat(page.experiment("e.data.y[5]").asDouble()).isEqualTo(1);

    page.bringToRest("#surface");
    page.browser()
        .actions()
        .moveToElement(surface, 0, -size / 4)
        .clickAndHold()
        .moveByOffset(size / 5, 0)
        .release()
        .perform();
    assertThat(page.experiment("e.data.x.length").asInt()).isEqualTo(6);
    assertThat(page.experiment("e.data.x[4][0]").asDouble()).isBetween(first + 0.1, first + 0.5);
    assertThat(page.experiment("e.data.x[4][1]").asDouble()).isBetween(second - 0.1, second + 0.1);
    page.assertClean();
  }
}
