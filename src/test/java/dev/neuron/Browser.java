package dev.neuron;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window; where there is none, the test is skipped with a word. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver driver;

  /**
   * Starts one with a profile of its own.
   *
   * @param more arguments of the command line
   */
  Browser(Path profile, String... more) {
    Optional<Path> chromium = program("chromium");
    Optional<Path> chromedriver = program("chromedriver");
    if (chromium.isEmpty() || chromedriver.isEmpty()) {
      System.out.println("Browser test skipped: needs chromium and chromedriver on the PATH.");
    }
    assumeTrue(chromium.isPresent() && chromedriver.isPresent(), "no chromium or no chromedriver");
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(chromium.orElseThrow().toFile())
            .addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,2000",
                "--user-data-dir=" + profile)
            .addArguments(more);
    LoggingPreferences everything = new LoggingPreferences();
    everything.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", everything);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().implicitlyWait(PATIENCE);
  }

  void open(String url) {
    driver.get(url);
  }

  /** Lets scripts of a test do in a page what the page's own may not. */
  void ignorePolicy() {
    var _ = driver.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
  }

  /** The first element that a selector finds; waits for it if need be. */
  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Makes the page as wide as a screen or a telephone is. */
  void resize(int width, int height) {
    var _ =
        driver.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Runs a script in the page; what it returns is as JSON would have it. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script that gives its answer to its last argument. */
  @Nullable Object runAsync(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script, arguments);
  }

  /** Moves the pointer, presses keys and buttons as a visitor does. */
  Actions actions() {
    return new Actions(driver);
  }

  /** Sees to it that what is downloaded lands in a folder. */
  void downloadTo(Path folder) {
    var _ =
        driver.executeCdpCommand(
            "Browser.setDownloadBehavior",
            Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** A picture of the whole page, from its top to its end. */
  byte[] picture() {
    Object size = run("return [innerWidth, document.documentElement.scrollHeight]");
    List<?> sides = (List<?>) Objects.requireNonNull(size);
    Map<String, Object> clip =
        Map.of("x", 0, "y", 0, "width", sides.get(0), "height", sides.get(1), "scale", 1);
    Map<String, Object> answer =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
    return Base64.getDecoder().decode(String.valueOf(answer.get("data")));
  }

  /** What the browser has complained of since it was last asked: errors and warnings. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What the browser refused because of the page's Content-Security-Policy. */
  List<String> policyViolations() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Content Security Policy"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Optional<Path> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of("/usr/bin"), Stream.of(path.split(File.pathSeparator, -1)))
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
