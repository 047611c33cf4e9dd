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

  /**
   * Left out are operations that need the id of a training or the version of a model, and
   * trainLines: Swagger UI writes the text of its body as one JSON string.
   */
  @Test
  void operations_executedFromTopToBottomAsTheyStand_succeed(@TempDir Path profile) {
    try (Browser browser = new Browser(profile)) {
      SwaggerPage page = new SwaggerPage(browser, service);

      assertThat(page.execute("train", "201")).contains("\"stopReason\": \"EPOCHS_COMPLETED\"");
      assertThat(page.execute("dryRun", "200")).contains("\"mode\": \"wait\"");
      assertThat(page.execute("trainWithEvents", "200")).contains("event: done");
      page.execute("listTrainings", "200");
      assertThat(page.execute("startTraining", "202")).contains("\"epochs\": 1000");
      assertThat(page.execute("uploadTraining", "202")).contains("\"epochs\": 1000");
      assertThat(page.execute("predict", "200"))
          .contains("\"predictions\": [")
          .contains("\"labels\": [");
      assertThat(page.execute("explain", "200")).contains("\"dLoss_dW\": [");
      assertThat(page.execute("listModels", "200")).contains("\"name\": \"first-column\"");
      assertThat(page.execute("importModel", "201")).contains("\"name\": \"brought\"");
      assertThat(page.execute("getModel", "200")).contains("\"fingerprint\"");
      assertThat(page.execute("exportModel", "200")).contains("Download file");
      executeAll(page, "inferenceServer", "inferenceServerLive", "inferenceServerReady");
      executeAll(page, "inferenceModel", "infer", "inferenceModelReady");
      executeAll(page, "servedModels", "servedModelStatus", "servedModelMetadata");
      executeAll(page, "servedModelPredict", "mlflowHealth", "invoke", "mlflowPing");
      executeAll(page, "mlflowVersion");
      assertThat(browser.policyViolations()).isEmpty();
    }
  }

  private static void executeAll(SwaggerPage page, String... operations) {
    for (String operation : operations) {
      page.execute(operation, "200");
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
