package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clicks through the Swagger page as a visitor would; skipped where there is no browser. */
@ProcessTest
@Tag("browser")
@ServiceTest
class SwaggerPageTest {

  private final ServiceClient service;

  SwaggerPageTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @Test
  void examples_executedAsTheyStand_trainAndPredict(@TempDir Path profile) {
    try (Browser browser = new Browser(profile)) {
      SwaggerPage page = new SwaggerPage(browser, service);

      assertThat(page.execute("train", "201")).contains("\"stopReason\": \"EPOCHS_COMPLETED\"");
      assertThat(page.execute("predict", "200"))
          .contains("\"predictions\": [")
          .contains("\"labels\": [");
      assertThat(browser.policyViolations()).isEmpty();
    }
  }

  @Test
  void problemPage_isShownInItsStyle(@TempDir Path profile) {
    try (Browser browser = new Browser(profile)) {
      browser.open(service.uri("/problems/ragged-rows").toString());

      assertThat(browser.find("h1").getText()).isEqualTo("The rows differ in length");
      assertThat(browser.find("body").getCssValue("max-width")).isEqualTo("640px");
      assertThat(browser.policyViolations()).isEmpty();
    }
  }
}
