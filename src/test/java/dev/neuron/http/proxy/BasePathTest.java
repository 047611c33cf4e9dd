package dev.neuron.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {

  @ParameterizedTest
  @CsvSource({
    "/neuron, /neuron",
    "/neuron/, /neuron",
    "/a/b-c_d.e~1, /a/b-c_d.e~1",
    "/, ''",
    "'', ''"
  })
  void prefix_ofPlainSegments_isRead(String header, String prefix) {
    assertThat(BasePath.prefix(List.of(header))).isEqualTo(prefix);
  }

  @Test
  void prefix_ofSeveralProxies_isPutTogether() {
    assertThat(BasePath.prefix(List.of("/outer", "/inner/"))).isEqualTo("/outer/inner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neuron",
        "//evil.example",
        "/a//b",
        "/..",
        "/a/../b",
        "/a b",
        "/a?b",
        "/a#b",
        "/a%2fb",
        "/<script>",
        "http://evil.example/",
        "/a;b",
        "/ä",
        "/\\evil.example"
      })
  void prefix_ofAnythingElse_isNone(String header) {
    assertThat(BasePath.prefix(List.of(header))).isEmpty();
    assertThat(BasePath.prefix(List.of("/good", header))).isEmpty();
  }

  @Test
  void prefix_thatIsTooLong_isNone() {
    assertThat(BasePath.prefix(List.of("/a".repeat(200)))).isEmpty();
  }
}
