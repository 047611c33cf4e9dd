package dev.neuron.http.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;

class DecodedRequestTest {

  private static DecodedRequest decoded(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setContent(bytes.toByteArray());
    request.addHeader("content-encoding", "gzip");
    request.addHeader("Content-Length", bytes.size());
    request.setContentType("text/csv");
    return new DecodedRequest(request, UnaryOperator.identity(), Duration.ofHours(1));
  }

  @Test
  void headers_ofTheCompressedBody_areHidden() throws IOException {
    try (DecodedRequest request = decoded("1,2")) {
      assertThat(request.getHeader("Content-Encoding")).isNull();
      assertThat(request.getHeader("content-length")).isNull();
      assertThat(Collections.list(request.getHeaders("CONTENT-ENCODING"))).isEmpty();
      assertThat(Collections.list(request.getHeaderNames())).containsExactly("Content-Type");
      assertThat(request.getIntHeader("Content-Length")).isEqualTo(-1);
      assertThat(request.getContentLength()).isEqualTo(-1);
      assertThat(request.getContentLengthLong()).isEqualTo(-1);
      assertThat(request.getHeader("Content-Type")).isEqualTo("text/csv");
      assertThat(new ServletServerHttpRequest(request).getHeaders().getContentLength())
          .isEqualTo(-1);
    }
  }

  @Test
  void body_askedForTwice_isOne() throws IOException {
    try (DecodedRequest request = decoded("1,2")) {
      assertThat(request.getInputStream().read()).isEqualTo('1');
      assertThat(request.getInputStream().readAllBytes()).asString().isEqualTo(",2");
    }
  }
}
