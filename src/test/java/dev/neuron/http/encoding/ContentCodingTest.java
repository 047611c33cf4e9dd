package dev.neuron.http.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ContentCodingTest {

  private static MockHttpServletRequest request(String... encodings) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    for (String encoding : encodings) {
      request.addHeader("Content-Encoding", encoding);
    }
    return request;
  }

  @ParameterizedTest
  @CsvSource({
    "'', IDENTITY",
    "identity, IDENTITY",
    "gzip, GZIP",
    "GZip, GZIP",
    "' x-gzip ', GZIP",
    "'gzip, identity', GZIP"
  })
  void of_knownName_isTheCoding(String name, ContentCoding coding) {
    assertThat(ContentCoding.of(request(name))).isEqualTo(coding);
  }

  @Test
  void of_noHeader_isIdentity() {
    assertThat(ContentCoding.of(request())).isEqualTo(ContentCoding.IDENTITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deflate", "br", "zstd", "compress", "gzip2", "gzip, gzip", "deflate, gzip", "*"})
  void of_otherNames_isRefusedWithWhatIsAccepted(String name) {
    assertRefused(request(name));
  }

  @Test
  void of_twoHeaders_isRefused() {
    assertRefused(request("gzip", "gzip"));
    assertRefused(request("gzip", "br"));
  }

  private static void assertRefused(MockHttpServletRequest request) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> ContentCoding.of(request));
    assertThat(refusal.type()).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    assertThat(refusal.getHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
  }
}
