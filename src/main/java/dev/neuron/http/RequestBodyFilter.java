package dev.neuron.http;

import dev.neuron.admission.BodyMemory;
import dev.neuron.http.problem.RefusedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
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
 * Looks after a body before anything parses it. One that says it is too large is refused before it
 * is read, one that does not say so when it passes the limit; one that is compressed or not in
 * UTF-8 is refused, since its bytes are not what will be parsed; one that takes too long is broken
 * off. All but small ones wait for a share of the memory that there is for bodies.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20) // after those who decide whether the caller may
final class RequestBodyFilter extends OncePerRequestFilter {

  /** What a stream of trainings may have in memory at a time, however long it is. */
  private static final long STREAM_BYTES = 2 << 20;

  private static final String LINES = "application/x-ndjson";

  private final long limit;
  private final Duration maxTime;
  private final BodyMemory memory;
  private final HandlerExceptionResolver problems;

  RequestBodyFilter(
      RequestLimits limits,
      BodyMemory memory,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.limit = limits.maxRequestSize().toBytes();
    maxTime = limits.maxBodyTime();
    this.memory = memory;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean isStream = isStream(request);
    RefusedBodyException refusal = refusal(request, isStream);
    if (refusal != null) {
      problems.resolveException(request, response, null, refusal);
      return;
    }
    try {
      chain.doFilter(new GuardedRequest(request, isStream), response);
    } finally {
      BodyMemory.Share share = BodyMemory.takeOver(request);
      if (share != null) {
        share.close();
      }
    }
  }

  private @Nullable RefusedBodyException refusal(HttpServletRequest request, boolean isStream) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return RefusedBodyException.encoded("Send the body without a Content-Encoding.");
    }
    if (!isUtf8(request.getContentType())) {
      return RefusedBodyException.encoded("Send the body in UTF-8.");
    }
    return !isStream && request.getContentLengthLong() > limit
        ? RefusedBodyException.tooLarge(limit)
        : null;
  }

  /** Trainings a line each are not read as a whole, and may go on as long as they like. */
  private static boolean isStream(HttpServletRequest request) {
    String contentType = request.getContentType();
    return contentType != null
        && request.getRequestURI().equals("/train")
        && contentType.toLowerCase(Locale.ROOT).startsWith(LINES);
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

  private final class GuardedRequest extends HttpServletRequestWrapper {
    private final HttpServletRequest request;
    private final boolean isStream;

    GuardedRequest(HttpServletRequest request, boolean isStream) {
      super(request);
      this.request = request;
      this.isStream = isStream;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream body = super.getInputStream();
      if (isStream) {
        return new GuardedInputStream(body, Long.MAX_VALUE, null, this::acquire);
      }
      return new GuardedInputStream(body, limit, maxTime, this::acquire);
    }

    private void acquire() {
      long length = getContentLengthLong() < 0 ? limit : getContentLengthLong();
      BodyMemory.put(request, memory.acquire(isStream ? STREAM_BYTES : length));
    }
  }
}
