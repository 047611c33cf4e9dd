package dev.neuron.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

  private static final String LONGEST =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._";

  @ParameterizedTest
  @ValueSource(strings = {"a", "-", "abc-1.2_3", "Z9", LONGEST})
  void of_requestedId_isThatOne(String requested) {
    assertThat(RequestId.of(requested)).isEqualTo(requested);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a/b", "a\nb", "ä", "a=b", "${x}", "%0a", "a\"", LONGEST + "x"})
  void of_anythingElse_isANewOne(String requested) {
    assertThat(RequestId.of(requested)).isNotEqualTo(requested).matches("[0-9a-f]{16}");
  }

  @Test
  void of_nothing_isANewOneEachTime() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      ids.add(RequestId.of(null));
    }
    assertThat(ids).hasSize(100_000);
  }

  @Test
  void current_outsideARequest_isNone() {
    assertThat(RequestId.current()).isNull();
  }
}
