package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clicks through the Swagger page as a visitor would; skipped where there is no browser. */
@Tag("browser")
@RunningService
class SwaggerPageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String page;
  private @Nullable ChromeDriver started;

  SwaggerPageTest(@LocalServerPort int port) {
    page = new ServiceClient(port).uri("/swagger-ui.html").toString();
  }

  @BeforeEach
  void startBrowser(@TempDir Path profile) {
    Optional<Path> chromium = program("chromium");
    Optional<Path> driver = program("chromedriver");
    if (chromium.isEmpty() || driver.isEmpty()) {
      System.out.println("SwaggerPageTest skipped: needs chromium and chromedriver on the PATH.");
    }
    assumeTrue(chromium.isPresent() && driver.isPresent(), "no chromium or no chromedriver");
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
                "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    started = new ChromeDriver(service, options);
    started.manage().timeouts().implicitlyWait(PATIENCE);
  }

  @AfterEach
  void stopBrowser() {
    if (started != null) {
      started.quit();
    }
  }

  @Test
  void examples_executedAsTheyStand_trainAndPredict() {
    browser().get(page);

    assertThat(execute("train", "201")).contains("\"stopReason\": \"EPOCHS_COMPLETED\"");
    assertThat(execute("predict", "200")).contains("\"predictions\": [").contains("\"labels\": [");
  }

  /** Runs the ready example of an operation and returns the body of the answer. */
  private String execute(String operation, String status) {
    String block = "div[id$='-" + operation + "'] ";
    find(block + ".opblock-summary-control").click();
    assertThat(find(block + ".body-param textarea").getDomProperty("value")).startsWith("{");
    find(block + "button.execute").click();
    String live = block + ".live-responses-table tbody ";
    assertThat(find(live + ".response-col_status").getText()).startsWith(status);
    return String.valueOf(find(live + ".highlight-code").getDomProperty("textContent"));
  }

  /** Waits for it if need be. */
  private WebElement find(String selector) {
    return browser().findElement(By.cssSelector(selector));
  }

  private ChromeDriver browser() {
    return Objects.requireNonNull(started);
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
