package dev.neuron.http;

import dev.neuron.http.problem.RefusedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Counts the bytes of a body before anything parses them. A body that says it is too large is
 * refused before it is read, one that does not say so when it passes the limit. One that is
 * compressed or not in UTF-8 is refused too: its bytes are not what will be parsed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20) // after those who decide whether the caller may
final class RequestBodyFilter extends OncePerRequestFilter {

  private final long limit;
  private final HandlerExceptionResolver problems;

  RequestBodyFilter(
      RequestLimits limits,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.limit = limits.maxRequestSize().toBytes();
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    RefusedBodyException refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(new CountedRequest(request, limit), response);
    } else {
      problems.resolveException(request, response, null, refusal);
    }
  }

  private @Nullable RefusedBodyException refusal(HttpServletRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return RefusedBodyException.encoded("Send the body without a Content-Encoding.");
    }
    if (!isUtf8(request.getContentType())) {
      return RefusedBodyException.encoded("Send the body in UTF-8.");
    }
    return request.getContentLengthLong() > limit ? RefusedBodyException.tooLarge(limit) : null;
  }

  /** A Content-Type that cannot be read is not refused here, but where the endpoint looks at it. */
  private static boolean isUtf8(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    try {
      Charset charset = MediaType.parseMediaType(contentType).getCharset();
      return charset == null || charset.equals(StandardCharsets.UTF_8);
    } catch (InvalidMediaTypeException e) {
      return true;
    }
  }

  private static final class CountedRequest extends HttpServletRequestWrapper {
    private final long limit;

    CountedRequest(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new CountedInputStream(super.getInputStream(), limit);
    }
  }

  private static final class CountedInputStream extends ServletInputStream {
    private final ServletInputStream body;
    private final long limit;
    private long count;

    CountedInputStream(ServletInputStream body, long limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = body.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = body.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws RefusedBodyException {
      count += bytes;
      if (count > limit) {
        throw RefusedBodyException.tooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
