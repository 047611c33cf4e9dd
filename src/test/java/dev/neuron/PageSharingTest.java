package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What leaves the page: links to runs, models kept, exported and deleted. */
@ProcessTest
@ServiceTest
class PageSharingTest extends BrowserTest {

  PageSharingTest(@LocalServerPort int port) {
    super(port);
  }

  private static String link(NeuronPage page) {
    page.click("#share");
    page.until(
        "the link",
        () -> String.valueOf(page.browser().run("return location.hash")).startsWith("#run="));
    return String.valueOf(page.browser().run("return location.hash"));
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void link_opensTheSameRunToTheBit(int width) {
    NeuronPage page = open(width);
    page.example("clouds");
    page.unfold("#settings details");
    page.type("#setting-batchSize", "4");
    page.type("#setting-seed", "42");
    page.type("#setting-epochs", "30");
    page.click("#setting-standardize");
    page.train();
    JsonNode run = page.experiment("[e.W, e.b, e.result.fingerprint, e.settings, e.preset]");
    String link = link(page);
    assertThat(link).hasSizeLessThan(300);

    NeuronPage opened = NeuronPage.open(browser(), service, width, "/" + link);
    opened.untilTrained();
    assertThat(opened.experiment("[e.W, e.b, e.result.fingerprint, e.settings, e.preset]"))
        .isEqualTo(run);
    opened.until("the word on it", () -> opened.text("#status").contains("Same bits as the run"));
    opened.picture("shared");
    opened.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void link_holdsDataOfOnesOwn(int width) {
    NeuronPage page = open(width);
    page.type("input[aria-label='x1, row 1']", "0.123456789012345");
    page.train();
    JsonNode run = page.experiment("[e.data, e.W, e.result.fingerprint]");
    NeuronPage opened = NeuronPage.open(browser(), service, width, "/" + link(page));
    opened.untilTrained();
    assertThat(opened.experiment("[e.data, e.W, e.result.fingerprint]")).isEqualTo(run);
    opened.assertClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#run=nonsense", "#run=q1YqU7IyMNBRKs5ILEhVslIqKC0uUaoFAA"})
  void link_thatHoldsNoRun_isToldAndShowsTheFirstExample(String link) {
    NeuronPage page = NeuronPage.open(browser(), service, SCREEN, "/" + link);
    assertThat(page.experiment("e.preset").asString()).isEqualTo("slides");
    assertThat(page.text("#status")).isEqualTo("The link does not hold a run.");
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void models_areListedLoadedExportedAndDeleted(int width, @TempDir Path downloads)
      throws Exception {
    NeuronPage page = open(width);
    page.browser().downloadTo(downloads);
    page.unfold("#settings details");
    page.type("#setting-name", "kept-" + width);
    page.train();
    String id = page.experiment("e.result.modelId").asString();
    String row = "#models [data-model='" + id + "'] ";
    page.until("it is listed", () -> page.text(row + ".name").startsWith("kept-" + width));
    assertThat(page.text(row + ".hint")).startsWith("loss 0.00277, ");
    double[] trained = page.weights();

    page.click("#reset");
    page.until("reset", () -> page.experiment("e.epoch").asInt() == 0);
    page.click(row + "button:nth-child(1)");
    page.until("loaded", () -> Arrays.equals(page.weights(), trained));
    assertThat(page.text("#status")).isEqualTo("This is the model kept-" + width + ".");
    page.picture("models");

    for (String format : List.of("json", "python", "numpy", "onnx")) {
      Answer exported = service.get("/models/" + id + "/export?format=" + format).expect(200);
      String name = exported.header("Content-Disposition").replaceAll(".*\"(.*)\"", "$1");
      Path file = downloads.resolve(name);
      page.choose(row + "select", format);
      page.until("the whole file", () -> file.toFile().length() == exported.body().length);
      assertThat(file).hasBinaryContent(exported.body());
      Files.delete(file);
      page.until(
          "chosen no more", () -> "".equals(page.find(row + "select").getDomProperty("value")));
    }
    try (Stream<Path> files = Files.list(downloads)) {
      assertThat(files).isEmpty();
    }

    page.click(row + "button:last-child");
    page.until("it is gone", () -> page.count(row) == 0);
    service.get("/models/" + id).expect(404);
    page.assertClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {SCREEN, TELEPHONE})
  void model_ofOtherFeatures_isNotLoaded(int width) {
    String id =
        service
            .post("/models", "{\"W\": [1, 2, 3, 4, 5], \"b\": 0}")
            .expect(201)
            .json()
            .get("modelId")
            .asString();
    NeuronPage page = open(width);
    page.click("#models [data-model='" + id + "'] button:nth-child(1)");
    page.until(
        "the reason",
        () -> page.text("#models .fault").startsWith("It has 5 inputs and the table above has 3"));
    page.assertClean();
  }
}
