package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** The page at / in a browser, as a visitor uses it. */
final class NeuronPage {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int HEIGHT = 900;

  private final Browser browser;
  private final ServiceClient service;

  private NeuronPage(Browser browser, ServiceClient service) {
    this.browser = browser;
    this.service = service;
  }

  /** Opens it afresh, in the width of a screen or a telephone. */
  static NeuronPage open(Browser browser, ServiceClient service, int width) {
    return open(browser, service, width, "/");
  }

  /** Opens it by a link. */
  static NeuronPage open(Browser browser, ServiceClient service, int width, String path) {
    browser.resize(width, HEIGHT);
    browser.open("about:blank");
    var _ = browser.complaints(); // of a page before
    browser.open(service.uri(path).toString());
    var _ = browser.run("localStorage.clear()");
    NeuronPage page = new NeuronPage(browser, service);
    Waiting.until(
        "the page is ready",
        () -> "true".equals(browser.run("return document.documentElement.dataset.ready")));
    return page;
  }

  Browser browser() {
    return browser;
  }

  WebElement find(String selector) {
    return browser.find(selector);
  }

  int count(String selector) {
    Object count = browser.run("return document.querySelectorAll(arguments[0]).length", selector);
    return ((Number) requireNonNull(count)).intValue();
  }

  /** The text of the first element, hidden parts included. */
  String text(String selector) {
    Object text =
        browser.run(
            "return document.querySelector(arguments[0])?.textContent.replace(/\\s+/g, ' ') ?? ''",
            selector);
    return String.valueOf(text).strip();
  }

  /** Clicks, where the bar at the top is not in the way. */
  void click(String selector) {
    try {
      clickOnce(selector);
    } catch (StaleElementReferenceException _) {
      clickOnce(selector); // the page has drawn it anew since it was found
    }
  }

  private void clickOnce(String selector) {
    WebElement element = find(selector);
    var _ = browser.run("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  /**
   * Clicks as soon as an expression over e, the experiment, is true. The page itself looks for that
   * moment, which a test would miss on a busy machine.
   */
  void clickWhen(String expression, String selector) {
    browser.runAsync(
        """
        const [selector, done] = arguments;
        import(new URL('page/experiment.js', document.baseURI)).then(({ experiment: e }) => {
          const look = () => {
            if (!(%s)) return setTimeout(look, 5);
            document.querySelector(selector).click();
            done();
          };
          look();
        })"""
            .formatted(expression),
        selector);
  }

  /** Opens what can be unfolded. */
  void unfold(String selector) {
    var _ = browser.run("document.querySelector(arguments[0]).open = true", selector);
  }

  /** Types over what stands in a field, and leaves it. */
  void type(String selector, String text) {
    find(selector)
        .sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text, Keys.TAB);
  }

  /** Chooses an option by its value. */
  void choose(String selector, String value) {
    find(selector).findElement(By.cssSelector("option[value='" + value + "']")).click();
  }

  /** Takes an example and waits until it is there. */
  void example(String preset) {
    choose("#preset", preset);
    until("the example " + preset, () -> experiment("e.preset").asString().equals(preset));
  }

  /** Pastes a table and uses it as it is read. */
  void table(String text) {
    unfold("#import");
    find("#import-text").clear();
    find("#import-text").sendKeys(text);
    click("#import-read");
    use();
  }

  /** Drops a file onto the data. */
  void drop(byte[] content, String name) {
    browser.run(
        """
        const bytes = Uint8Array.from(atob(arguments[0]), (character) => character.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], arguments[1]));
        document.getElementById('data-card').dispatchEvent(
          new DragEvent('drop', {dataTransfer: transfer, cancelable: true}));""",
        Base64.getEncoder().encodeToString(content),
        name);
    untilRead();
  }

  /** Waits until the preview is that of what was chosen last. */
  void untilRead() {
    until(
        "the preview",
        () -> count("#preview[aria-busy]") == 0 && !text("#import-status").equals("Reading …"));
  }

  /** Changes something in the preview. */
  void change(String selector, String value) {
    choose(selector, value);
    untilRead();
  }

  /** Takes the previewed table over. */
  void use() {
    untilRead();
    click("#preview-use:not([disabled])");
    until("the table", () -> count("#import[open]") == 0);
  }

  void until(String what, BooleanSupplier condition) {
    Waiting.until(what, condition);
  }

  /**
   * Brings something into the middle of the window once the page has said what it finds in the
   * present data, which moves what stands below on a narrow screen. Offsets count from the middle
   * of what is seen of an element, so that all of it has to be.
   */
  void bringToRest(String selector) {
    until("what is found", () -> count("#findings[aria-busy]") == 0);
    browser.run(
        "document.querySelector(\"%s\").scrollIntoView({block: 'center'})".formatted(selector));
  }

  /** What the page holds: an expression over e. */
  JsonNode experiment(String expression) {
    return module("experiment.js", "module.experiment", expression);
  }

  /** W as it is shown, to the bit. */
  double[] weights() {
    return Numbers.array(experiment("e.W"));
  }

  /** What the run is: an expression over e. */
  JsonNode run(String expression) {
    return module("training.js", "module.run", expression);
  }

  private JsonNode module(String file, String part, String expression) {
    Object json =
        browser.runAsync(
            ("const done = arguments[0]; import(new URL('page/%s', document.baseURI)).then((module) => { const e = %s;"
                    + " done(JSON.stringify(%s) ?? 'null'); })")
                .formatted(file, part, expression));
    return Answer.parse(String.valueOf(json));
  }

  /** Trains to the end, without a show. */
  void train() {
    choose("#speed", "0");
    click("#train");
    untilTrained();
  }

  void untilTrained() {
    until(
        "the training is shown",
        () ->
            run("e.state").asString().equals("idle")
                && experiment("e.result !== null").asBoolean());
  }

  /** The codes of the findings that are shown. */
  List<String> findings() {
    return list("[...document.querySelectorAll('.finding')].map((f) => f.dataset.code)");
  }

  List<String> list(String expression) {
    Object list = requireNonNull(browser.run("return " + expression));
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  /** Keeps a picture of the page as output of the build. */
  void picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Object width = browser.run("return innerWidth");
      Files.write(PICTURES.resolve(name + "-" + width + ".png"), browser.picture());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if the browser had something to complain of, or the page is wider than its window. */
  void assertClean() {
    assertThat(browser.complaints().stream().filter(said -> !isRefusal(said))).isEmpty();
    assertNothingFromOutside();
    assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing is wider than the window")
        .isEqualTo(true);
  }

  /**
   * True for a preview of a table that is refused, of which the browser writes a line of its own.
   */
  private static boolean isRefusal(String said) {
    return said.contains("/train/dry-run?preview=") && said.contains("status of 4");
  }

  /** Fails if the page has asked anybody but its own service. */
  void assertNothingFromOutside() {
    List<String> asked = list("performance.getEntriesByType('resource').map((r) => r.name)");
    String own = service.uri("/").toString();
    assertThat(asked.stream().filter(url -> !url.startsWith("blob:")).collect(Collectors.toList()))
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(own));
  }
}
