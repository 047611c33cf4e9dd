package dev.neuron.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyKindTest {

  @ParameterizedTest
  @CsvSource({
    "/train, application/json, TEXT",
    "/train, text/csv; charset=utf-8, TEXT",
    "/train, application/x-npy, ARRAY",
    "/train, Application/X-NDJSON; charset=utf-8, LINES",
    "/predict, application/x-ndjson, TEXT",
    "/predict, APPLICATION/X-NPY, ARRAY",
    "/predict, , TEXT"
  })
  void of_pathAndType_isTheKind(String path, String type, BodyKind kind) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setContentType(type);
    assertThat(BodyKind.of(request)).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LINES")
  void longest_isTheLongestWhoseMemoryThereIs(BodyKind kind) {
    for (boolean kept : new boolean[] {false, true}) {
      for (long memory : new long[] {1000, 1 << 20, 5 << 20, 100 << 20, 1L << 40}) {
        long longest = kind.longest(memory, kept);
        assertThat(kind.memory(longest, kept)).isLessThanOrEqualTo(memory);
        assertThat(kind.memory(longest + 1, kept)).isGreaterThan(memory);
      }
    }
  }

  @Test
  void lines_takeTheSameHoweverManyThereAre() {
    assertThat(BodyKind.LINES.longest(1, false)).isEqualTo(Long.MAX_VALUE);
    assertThat(BodyKind.LINES.memory(1L << 40, false)).isEqualTo(BodyKind.LINES.memory(1, true));
  }
}
