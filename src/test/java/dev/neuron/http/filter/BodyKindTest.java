package dev.neuron.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyKindTest {

  private static final List<StreamedBody> STREAMED =
      List.of(
          new StreamedBody("/upload", null, BodyKind.UPLOAD),
          new StreamedBody("/train", "application/x-ndjson", BodyKind.LINES));

  @ParameterizedTest
  @CsvSource({
    "/train, application/json, TEXT",
    "/train, text/csv; charset=utf-8, TEXT",
    "/train, application/x-npy, ARRAY",
    "/train, application/vnd.apache.parquet, FILE",
    "/predict, Application/VND.apache.parquet, FILE",
    "/train, Application/X-NDJSON; charset=utf-8, LINES",
    "/predict, application/x-ndjson, TEXT",
    "/predict, APPLICATION/X-NPY, ARRAY",
    "/predict, , TEXT",
    "/upload, text/csv, UPLOAD",
    "/upload, application/x-npy, UPLOAD",
    "/upload, application/x-ndjson, UPLOAD"
  })
  void of_pathAndType_isTheKind(String path, String type, BodyKind kind) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setServletPath(path);
    request.setContentType(type);
    assertThat(BodyKind.of(request, STREAMED)).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"LINES", "UPLOAD"})
  void longest_isTheLongestWhoseMemoryThereIs(BodyKind kind) {
    for (boolean kept : new boolean[] {false, true}) {
      for (long memory : new long[] {1000, 1 << 20, 5 << 20, 100 << 20, 1L << 40}) {
        long longest = kind.longest(memory, kept);
        assertThat(kind.memory(longest, kept)).isLessThanOrEqualTo(memory);
        assertThat(kind.memory(longest + 1, kept)).isGreaterThan(memory);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINES", "UPLOAD"})
  void endless_takesTheSameHoweverLongItIs(BodyKind kind) {
    assertThat(kind.longest(1, false)).isEqualTo(Long.MAX_VALUE);
    assertThat(kind.memory(1L << 40, false)).isEqualTo(kind.memory(1, true));
  }
}
