package dev.neuron;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the page: one browser for all of a class; skipped where there is none. */
@ProcessTest
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

  /** As wide as a screen. */
  static final int SCREEN = 1440;

  /** As wide as a telephone. */
  static final int TELEPHONE = 390;

  final ServiceClient service;
  private @Nullable Browser browser;

  BrowserTest(int port) {
    service = new ServiceClient(port);
  }

  @BeforeAll
  void start(@TempDir Path profile) {
    browser = new Browser(profile);
  }

  @AfterAll
  void end() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Opens the page afresh. */
  NeuronPage open(int width) {
    return NeuronPage.open(browser(), service, width);
  }

  Browser browser() {
    return Objects.requireNonNull(browser);
  }
}
