package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The chart library that the page loads has no hole that is known. */
@ProcessTest
@ServiceTest
class UplotTest extends BrowserTest {

  private static final String ASSIGN =
      """
      const done = arguments[arguments.length - 1];
      import('/webjars/uplot/dist/uPlot.esm.js').then(({default: uPlot}) => {
        const merged = uPlot.assign({}, JSON.parse('{"__proto__": {"polluted": 1}, "kept": 2}'));
        done(`${merged.kept} ${{}.polluted}`);
      }, (fault) => done(String(fault)));
      """;

  UplotTest(@LocalServerPort int port) {
    super(port);
  }

  /** CVE-2024-21489. */
  @Test
  void assign_ofAKeyNamedProto_changesNoOtherObject() {
    NeuronPage _ = open(SCREEN);

    assertThat(browser().runAsync(ASSIGN)).isEqualTo("2 undefined");
  }
}
