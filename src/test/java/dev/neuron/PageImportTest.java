package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Files as people have them come into the page by its preview, and train as they do in /train. */
@ProcessTest
@ServiceTest
class PageImportTest extends BrowserTest {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final String SHEET =
      "Gr\u00F6\u00DFe;Ort;gekauft\n1,82;K\u00F6ln;ja\n1,61;Bonn;nein\n1,75;K\u00F6ln;ja\n1,58;Bonn;nein\n";

  private static final String IRIS =
      "sepal,petal,species\n5.1,1.4,setosa\n7.0,4.7,versicolor\n6.3,6.0,virginica\n4.9,1.4,setosa\n";

  private static final String PASSENGERS =
      """
      name,sex,age,embarked,survived
      "Braund, Owen",male,22,S,no
      "Cumings, John",female,38,C,yes
      "Heikkinen, L",female,,S,yes
      "Allen, W",male,35,,no
      "Moran, J",male,,Q,no
      """;

  PageImportTest(@LocalServerPort int port) {
    super(port);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Trains on the page, and compares W and b with those of the file as it is. */
  private void assertTrainsAs(NeuronPage page, String query, String type, byte[] file) {
    page.train();
    JsonNode model = service.post("/train" + query, type, file).expect(201).json();
    assertThat(page.weights()).containsExactly(Numbers.array(model.get("W")));
    assertThat(page.experiment("e.b").doubleValue()).isEqualTo(model.get("b").doubleValue());
  }

  @Test
  void sheet_inWindows1252_isReadOnceItsEncodingIsChosen() {
    NeuronPage page = open(SCREEN);
    byte[] file = SHEET.getBytes(WINDOWS);
    page.drop(file, "sheet.csv");
    assertThat(page.text("#import-fault"))
        .contains("byte 3 of the body (0xF6) is not text in UTF-8");

    page.change("#preview-charset", "windows-1252");

    assertThat(page.text("#import-fault")).isEmpty();
    assertThat(page.text("#preview-classes")).isEqualTo("ja (2 rows) is 1, nein (2 rows) is 0.");
    assertThat(page.find("#preview-delimiter").getDomProperty("value")).isEqualTo("semicolon");
    assertThat(page.find("#preview-decimal").getDomProperty("value")).isEqualTo("comma");
    page.use();
    assertThat(page.experiment("e.data.names"))
        .isEqualTo(Answer.parse("[\"Gr\u00F6\u00DFe\", \"Ort=K\u00F6ln\"]"));
    assertTrainsAs(page, "", "text/csv;charset=windows-1252", file);
    page.assertClean();
  }

  @Test
  void iris_trainsOneSpeciesAgainstTheOthers() {
    NeuronPage page = open(SCREEN);
    page.drop(utf8(IRIS), "iris.csv");
    assertThat(page.text("#import-fault")).contains("has 3 different values", "\"setosa\" (2)");
    assertThat(page.find("#preview-use").isEnabled()).isFalse();

    page.change("#preview-positive", "setosa");
    page.use();

    assertTrainsAs(page, "?positive=setosa", "text/csv", utf8(IRIS));
    assertThat(page.experiment("e.result.classes.positive").asString()).isEqualTo("setosa");
    page.until("the label", () -> page.text("#prediction").contains("so class setosa"));
    assertThat(page.text("#chain-classes")).isEqualTo("y is 1 for setosa and 0 for not setosa.");
    assertThat(page.text("#chain-row option:nth-child(2)")).contains("\u2192 0 (not setosa)");
    assertThat(page.text("#diagram")).contains("target 1 (setosa)");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void passengers_areRepairedInThePreview_trained_andPredictedByTheirWords(int width) {
    NeuronPage page = open(width);
    page.drop(utf8(PASSENGERS), "passengers.csv");
    assertThat(page.text("#import-status")).contains("5 rows of 5 columns", "cannot be trained on");
    assertThat(page.text("#import-fault")).contains("3 faults", "\"age\" 2, \"embarked\" 1");
    assertThat(page.text("#import-errors")).contains("Line 5, column \"embarked\"");
    assertThat(page.text("[data-column='age']")).contains("2 missing");
    page.picture("preview-refused");

    page.change("[data-column='name'] select", "leave");
    page.change("#preview-missing", "mean");
    assertThat(page.text("#import-fault")).isEmpty();
    assertThat(page.text("[data-column='sex']")).contains("male (3), female (2)");
    page.picture("preview");
    PageForEverybodyTest.assertAccessible(page);
    page.use();

    assertThat(
            page.list("[...document.querySelectorAll('#table th.raw')].map((h) => h.textContent)"))
        .containsExactly("nameleft out", "sex", "age", "embarked", "survivedthe target");
    assertThat(page.text("#preset-note")).contains("yes is 1, no is 0.");
    assertTrainsAs(page, "?ignore=name&missing=mean", "text/csv", utf8(PASSENGERS));
    page.choose("[data-column='sex']:is(select)", "female");
    page.type("[data-column='age']:is(input)", "");
    page.until("the label", () -> page.text("#prediction").contains("so class "));
    page.until("the call", () -> page.text("#snippet").contains("\"age\":null"));
    assertThat(page.text("#snippet")).contains("\"sex\":\"female\"");
    page.picture("passengers");
    page.assertClean();
  }

  @Test
  void cells_edited_areEncodedByTheService() {
    NeuronPage page = open(SCREEN);
    page.drop(utf8(PASSENGERS), "passengers.csv");
    page.change("[data-column='name'] select", "leave");
    page.change("#preview-missing", "mean");
    page.use();

    page.type("input[aria-label='age, row 1']", "22,5");
    page.until("the age", () -> page.experiment("e.data.x[0][1]").doubleValue() == 22.5);
    page.type("input[aria-label='age, row 1']", "old");
    assertThat(page.text("#table-fault"))
        .isEqualTo("age: \u201Cold\u201D is not a number; 22.5 still counts.");
    page.type("input[aria-label='age, row 1']", "");
    page.until("the mean", () -> page.experiment("e.data.x[0][1] === (38 + 35) / 2").asBoolean());

    page.choose("select[aria-label='survived, row 1']", "1");
    page.click("#train"); // it waits for the answer
    page.until("the class", () -> page.experiment("e.data.y").toString().equals("[1,1,1,0,0]"));
    page.until("a training", () -> !page.run("e.state").asString().equals("idle"));
    page.untilTrained();
    assertThat(page.experiment("e.result.columns[1].missing").doubleValue()).isEqualTo(36.5);

    page.click("button[aria-label='Remove row 5']");
    page.until("four rows", () -> page.experiment("e.data.x.length").asInt() == 4);
    assertThat(page.experiment("e.data.names").toString()).doesNotContain("embarked=Q");
    page.assertClean();
  }

  @Test
  void change_underWay_isDroppedWhenAnotherTableComes() {
    NeuronPage page = open(SCREEN);
    page.table("c,a,y\nred,1,no\nblue,2,yes\nred,3,yes\n");
    var _ =
        browser()
            .run(
                """
                const cell = document.querySelector("[aria-label='c, row 1']");
                cell.value = '1';
                cell.dispatchEvent(new Event('change'));
                const preset = document.getElementById('preset');
                preset.value = 'xor';
                preset.dispatchEvent(new Event('change'));""");
    page.until("the example", () -> "xor".equals(page.experiment("e.preset").asString()));
    page.until("what is found", () -> page.findings().contains("NOT_SEPARABLE"));

    assertThat(page.experiment("[e.preset, e.data.origin]"))
        .isEqualTo(Answer.parse("[\"xor\", null]"));
    page.assertClean();
  }

  @Test
  void columnWithoutAName_isLeftOutByHand() {
    NeuronPage page = open(SCREEN);
    page.drop(utf8(",c,y\n5,r,0\n3,b,1\n"), "unnamed.csv");
    assertThat(page.text("#import-fault")).contains("A feature name must be 1 to 200 characters");

    page.change("[data-column=''] select", "leave");
    page.use();

    assertThat(page.experiment("e.data.names")).isEqualTo(Answer.parse("[\"c=r\"]"));
    page.assertClean();
  }

  @Test
  void firstLine_ofTextsWithoutNames_isARowIfThatIsChosen() {
    NeuronPage page = open(SCREEN);
    page.drop(utf8("1,r,no\n2,b,yes\n"), "rows.csv");
    assertThat(page.text("#import-fault")).contains("a neuron needs rows of two classes");

    page.change("#preview-header", "false");
    page.use();

    assertThat(page.experiment("e.data.names")).isEqualTo(Answer.parse("[\"x1\", \"x2=r\"]"));
    assertTrainsAs(page, "?header=false", "text/csv", utf8("1,r,no\n2,b,yes\n"));
    page.assertClean();
  }

  @Test
  void howATableIsRead_isChangedLater() {
    NeuronPage page = open(SCREEN);
    page.drop(utf8(PASSENGERS), "passengers.csv");
    page.change("[data-column='name'] select", "leave");
    page.change("#preview-missing", "mean");
    page.use();

    page.click("#table-buttons button:last-child");
    page.untilRead();
    page.change("[data-column='embarked'] select", "leave");
    page.change("#preview-missing", "dropRows");
    assertThat(page.text("#preview-findings")).contains("2 rows with a missing cell were left out");
    page.use();
    assertThat(page.experiment("e.data.x.length").asInt()).isEqualTo(3);
    page.click("#table-buttons button:last-child");
    page.untilRead();
    assertThat(page.text("#import-status")).contains("5 rows"); // of the file, which was not edited
    page.click("#preview-close");

    assertThat(page.experiment("e.data.names"))
        .isEqualTo(Answer.parse("[\"sex=female\", \"age\"]"));
    assertTrainsAs(page, "?ignore=name,embarked&missing=dropRows", "text/csv", utf8(PASSENGERS));
    page.assertClean();
  }

  @Test
  void points_ofNamedClasses_areClickedAndDraggedAsRows() {
    NeuronPage page = open(SCREEN);
    page.table("height,weight,tall\n1,1,no\n2,3,yes\n3,2,yes\n");
    assertThat(page.text("#surface-tools")).contains("yes", "no");
    page.bringToRest("#surface");
    WebElement surface = page.find("#surface");
    int size = surface.getSize().getWidth();
    page.click("input[name='point-class'][value='0']");
    browser().actions().moveToElement(surface, size / 8, -size / 4).click().perform();
    page.until("the row", () -> page.experiment("e.data.x.length").asInt() == 4);
    assertThat(page.experiment("e.data.raw.cells[3][2]").asString()).isEqualTo("no");
    assertThat(page.experiment("e.data.y").toString()).isEqualTo("[0,1,1,0]");
    double before = page.experiment("e.data.x[3][0]").doubleValue();

    page.bringToRest("#surface");
    browser()
        .actions()
        .moveToElement(surface, size / 8, -size / 4)
        .clickAndHold()
        .moveByOffset(-size / 4, 0)
        .release()
        .perform();
    page.until(
        "the move", () -> page.experiment("e.data.raw.cells[3][0]").doubleValue() < before - 0.2);
    assertThat(page.experiment("e.data.x[3][0] === e.data.raw.cells[3][0]").asBoolean()).isTrue();
    page.assertClean();
  }

  @Test
  void link_ofATableWithCategories_opensTheSameRun() {
    NeuronPage page = open(SCREEN);
    page.drop(utf8(PASSENGERS), "passengers.csv");
    page.change("[data-column='name'] select", "leave");
    page.change("#preview-missing", "mean");
    page.use();
    page.train();
    String ofRun =
        "[e.data.x, e.data.y, e.data.raw, e.data.classes, e.data.origin.options, e.W, e.b, e.result.fingerprint]";
    JsonNode run = page.experiment(ofRun);
    page.click("#share");
    page.until(
        "the link",
        () -> String.valueOf(browser().run("return location.hash")).startsWith("#run="));
    String link = String.valueOf(browser().run("return location.hash"));

    NeuronPage opened = NeuronPage.open(browser(), service, SCREEN, "/" + link);
    opened.untilTrained();

    assertThat(opened.experiment(ofRun)).isEqualTo(run);
    opened.assertClean();
  }

  @Test
  void modelOfOtherClasses_isNotLoadedOverATable() {
    NeuronPage page = open(SCREEN);
    JsonNode model =
        service
            .post("/train?name=other-classes", "text/csv", utf8("a,y\n1,ham\n2,spam\n"))
            .expect(201)
            .json();
    page.table("a,y\n1,no\n2,yes\n");
    page.click("#models .row button");
    String line = "[data-model='" + model.get("modelId").stringValue() + "']";
    page.until("the model", () -> page.count(line) == 1);

    page.click(line + " .actions button");

    page.until(
        "the sentence",
        () ->
            page.text("#models .fault")
                .equals(
                    "This model's classes are ham and spam; the table's are no and yes. Load the model's data first."));
    page.assertClean();
  }

  @Test
  void filesOfNumbers_areTablesToEditAsBefore() {
    NeuronPage page = open(SCREEN);
    byte[] pandas = utf8(",a,y\n0,0.5,0\n1,2,1\n2,4,1\n");
    page.drop(pandas, "pandas.csv");
    assertThat(page.text("#preview-findings")).contains("was left out as an index");
    page.use();
    assertThat(page.experiment("[e.data.names, e.data.raw]"))
        .isEqualTo(Answer.parse("[[\"a\"], null]"));
    assertTrainsAs(page, "", "text/csv", pandas);

    byte[] array = Npy.integers("(4, 3)", 0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1);
    page.drop(array, "array.npy");
    page.use();
    assertThat(page.experiment("e.data.x"))
        .isEqualTo(Answer.parse("[[0, 0], [0, 1], [1, 0], [1, 1]]"));
    assertTrainsAs(page, "", "application/x-npy", array);

    page.drop(Gzip.of("a;y\n1,5;0\n2,5;1\n"), "table.csv.gz");
    page.use();
    assertThat(page.experiment("e.data.x")).isEqualTo(Answer.parse("[[1.5], [2.5]]"));
    page.assertClean();
  }

  @Test
  void recordsInJson_andTabsFromASpreadsheet_areRead() {
    NeuronPage page = open(SCREEN);
    String records =
        "[{\"city\": \"Bonn\", \"h\": 0.1, \"y\": true}, {\"city\": \"K\u00F6ln\", \"h\": 2, \"y\": false}, {\"h\": 3, \"city\": \"Bonn\", \"y\": true}]";
    page.drop(utf8(records), "records.json");
    page.use();
    assertThat(page.experiment("e.data.classes"))
        .isEqualTo(Answer.parse("{\"negative\": false, \"positive\": true}"));
    assertTrainsAs(
        page, "", "application/json", utf8("{\"dataset\": {\"rows\": " + records + "}}"));

    page.unfold("#import");
    var _ =
        browser()
            .run(
                "const transfer = new DataTransfer(); transfer.setData('text', 'a\\tb\\n1\\tno\\n2\\tyes\\n');"
                    + " document.getElementById('data-card').dispatchEvent("
                    + "new DragEvent('drop', {dataTransfer: transfer, cancelable: true}));");
    page.until("the tab", () -> page.count("#preview-delimiter") == 1);
    page.untilRead();
    assertThat(page.find("#preview-delimiter").getDomProperty("value")).isEqualTo("tab");
    page.use();
    assertThat(page.experiment("e.data.y")).isEqualTo(Answer.parse("[0, 1]"));
    page.assertClean();
  }

  @Test
  void filesThatAreNoTables_areToldInASentence() {
    NeuronPage page = open(SCREEN);
    page.drop(new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0}, "book.xlsx");
    assertThat(page.text("#import-fault"))
        .contains("a workbook of Excel (.xlsx)", "save the sheet as CSV");

    Charset korean = Charset.forName("MS949");
    byte[] table = "\uD0A4,\uD569\uACA9\n1.6,\uC544\uB2C8\uC624\n1.8,\uC608\n".getBytes(korean);
    page.drop(table, "korean.csv");
    assertThat(page.text("#import-fault")).contains("is not text in UTF-8");
    page.change("#preview-charset", "MS949");
    assertThat(page.text("#preview-classes"))
        .isEqualTo("\uC608 (1 row) is 1, \uC544\uB2C8\uC624 (1 row) is 0.");

    page.drop(new byte[0], "nothing.csv");
    assertThat(page.text("#import-fault")).isEqualTo("nothing.csv is empty.");
    page.drop(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3}, "picture.png");
    assertThat(page.text("#import-fault")).contains("byte 1 of the body (0x89) is not text");
    page.drop(utf8("[{\"a\": 1,]"), "broken.json");
    assertThat(page.text("#import-fault")).startsWith("This looks like JSON but cannot be parsed");
    page.drop(utf8("n".repeat(1 << 16) + ",y\n1,0\n2,1\n"), "long.csv");
    assertThat(page.text("#import-fault")).contains("longer than");
    page.drop(utf8("a,b\n1,2,3\n"), "ragged.csv");
    assertThat(page.text("#import-fault")).contains("the header names 2 columns");
    assertThat(page.experiment("e.preset").asString()).isEqualTo("slides");
    page.click("#preview-close");
    assertThat(page.text("#import-fault")).isEmpty();
    page.assertClean();
  }

  @Test
  void manyRows_areTrainedAsTheFileThatTheyAre() {
    NeuronPage page = open(SCREEN);
    String rows =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    i % 10
                        + ","
                        + (i % 3 == 0 ? "red" : "blue")
                        + ","
                        + (i % 2 == 0 ? "no" : "yes"))
            .collect(Collectors.joining("\n"));
    byte[] file = utf8("a,color,y\n" + rows + "\n");
    page.drop(file, "many.csv");
    page.use();

    assertThat(page.experiment("[e.data.x.length, e.data.total]"))
        .isEqualTo(Answer.parse("[5000, 20000]"));
    assertThat(page.text("#preset-note"))
        .contains("The page holds the first 5 000 rows and trains on all of the file");
    assertThat(page.count("#table tbody input")).isZero();
    assertThat(page.text(".readings")).contains("of the first 5");
    page.type("#setting-epochs", "3");
    assertTrainsAs(page, "?epochs=3", "text/csv", file);
    assertThat(page.experiment("e.result.dataset.rows").asInt()).isEqualTo(20_000);
    page.click("#share");
    page.until(
        "the sentence", () -> page.text("#status").startsWith("A link can hold at most 5000 rows"));
    page.assertClean();
  }

  @Test
  void manyFeatures_andNamesOfAnyScript_areShown() {
    NeuronPage page = open(SCREEN);
    String names = IntStream.range(0, 300).mapToObj(j -> "f" + j).collect(Collectors.joining(","));
    String row = IntStream.range(0, 300).mapToObj(j -> "" + j % 7).collect(Collectors.joining(","));
    page.drop(utf8(names + ",y\n" + row + ",0\n" + row.replace('3', '4') + ",1\n"), "wide.csv");
    page.use();
    assertThat(page.experiment("e.data.names.length").asInt()).isEqualTo(300);

    page.drop(utf8("\uD83C\uDF4E,\uD83D\uDE00\n1,\uD83D\uDC4D\n2,\uD83D\uDC4E\n"), "emoji.csv");
    page.use();
    page.train();
    page.until("the label", () -> page.text("#prediction").contains("so class \uD83D\uDC4D"));
    page.assertClean();
  }

  @Test
  void lastChange_winsOverAnswersThatComeLater() {
    NeuronPage page = open(SCREEN);
    page.drop(utf8(PASSENGERS), "passengers.csv");
    page.choose("[data-column='name'] select", "leave");
    page.choose("#preview-missing", "dropRows");
    page.choose("#preview-missing", "mean");
    page.untilRead();

    assertThat(page.find("#preview-missing").getDomProperty("value")).isEqualTo("mean");
    assertThat(page.text("#preview-findings")).isEmpty();
    assertThat(page.find("#preview-use").isEnabled()).isTrue();
  }

  @Test
  void preview_isUsedByKeyboardAlone() {
    NeuronPage page = open(SCREEN);
    WebElement summary = page.find("#import summary");
    summary.sendKeys(Keys.ENTER);
    page.find("#import-text").sendKeys("id,a,y\nu,1,no\nv,2,yes\nw,3,yes\n");
    page.find("#import-read").sendKeys(Keys.ENTER);
    page.until("the preview", () -> page.count("#preview-columns") == 1);
    page.untilRead();
    page.find("[data-column='id'] select").sendKeys("leave");
    page.until("left out", () -> page.count("#preview tr.left") == 1);
    page.untilRead();
    assertThat(browser().run("return document.activeElement.dataset.key")).isEqualTo("column-0");
    page.find("#preview-use").sendKeys(Keys.ENTER);
    page.until("the table", () -> page.count("#import[open]") == 0);

    assertThat(browser().run("return document.activeElement.id")).isEqualTo("table");
    assertThat(page.experiment("e.data.names")).isEqualTo(Answer.parse("[\"a\"]"));
    assertThat(List.of(page.text("[role='alert']#import-fault"))).containsExactly("");
    page.assertClean();
  }
}
