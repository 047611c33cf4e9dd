package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Swagger with access control; skipped where there is no browser. */
@ProcessTest
@Tag("browser")
@ControlledService
class SwaggerAuthorizeTest {

  private final ServiceClient service;

  SwaggerAuthorizeTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @Test
  void execute_withoutAToken_isRefused(@TempDir Path profile) {
    try (Browser browser = new Browser(profile)) {
      assertThat(new SwaggerPage(browser, service).execute("train", "401"))
          .contains("/problems/unauthorized");
    }
  }

  @Test
  void execute_withATokenEntered_trains(@TempDir Path profile) {
    try (Browser browser = new Browser(profile)) {
      SwaggerPage page = new SwaggerPage(browser, service);
      page.authorize(ControlledService.ANNA);

      assertThat(page.execute("train", "201")).contains("\"stopReason\": \"EPOCHS_COMPLETED\"");
      assertThat(browser.policyViolations()).isEmpty();
    }
  }
}
