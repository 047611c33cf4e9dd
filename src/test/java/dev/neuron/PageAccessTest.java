package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page of a service that asks for a token. */
@ProcessTest
@ControlledService
class PageAccessTest extends BrowserTest {

  PageAccessTest(@LocalServerPort int port) {
    super(port);
  }

  @Test
  void token_isAskedForOnce_andThenServes() {
    NeuronPage page = open(SCREEN);
    page.until("it is asked for", () -> page.find("#token-dialog").isDisplayed());
    page.find("#token").sendKeys(ControlledService.ANNA);
    page.click("#token-dialog button[value='use']");
    page.until("what is found", () -> page.findings().contains("SAME_AS_BIAS"));
    page.train();
    assertThat(page.text("#status")).startsWith("Done");
    assertThat(page.text("#models")).contains("of at most");
  }
}
