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

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final long limit;
  private final Duration maxTime;
  private final Duration maxUploadTime;
  private final BodyMemory memory;
  private final HandlerExceptionResolver problems;

  RequestBodyFilter(
      RequestLimits limits,
      BodyMemory memory,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.limit = limits.maxRequestSize().toBytes();
    maxTime = limits.maxBodyTime();
    maxUploadTime = limits.maxUploadTime();
    this.memory = memory;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long most = most(request);
    RefusedBodyException refusal = refusal(request, most);
    if (refusal != null) {
      problems.resolveException(request, response, null, refusal);
      return;
    }
    try {
      chain.doFilter(new GuardedRequest(request, most), response);
    } finally {
      BodyMemory.Share share = BodyMemory.takeOver(request);
      if (share != null) {
        share.close();
      }
    }
  }

  /** The most bytes that a body may have: as configured, or as memory allows if that is less. */
  private long most(HttpServletRequest request) {
    BodyKind kind = BodyKind.of(request);
    long configured = kind.isEndless() ? Long.MAX_VALUE : limit;
    return Math.min(configured, kind.longest(memory.total(), isKept(request)));
  }

  /** The answer to a key is given again to the same body only, so its bytes are read at once. */
  private static boolean isKept(HttpServletRequest request) {
    return request.getHeader(IDEMPOTENCY_KEY) != null;
  }

  private static @Nullable RefusedBodyException refusal(HttpServletRequest request, long most) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return RefusedBodyException.encoded("Send the body without a Content-Encoding.");
    }
    if (!isUtf8(request.getContentType())) {
      return RefusedBodyException.encoded("Send the body in UTF-8.");
    }
    return request.getContentLengthLong() > most ? RefusedBodyException.tooLarge(most) : null;
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
    private final long most;

    GuardedRequest(HttpServletRequest request, long most) {
      super(request);
      this.request = request;
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new GuardedInputStream(super.getInputStream(), most, time(), this::acquire);
    }

    private @Nullable Duration time() {
      return switch (BodyKind.of(request)) {
        case TEXT, ARRAY -> maxTime;
        case UPLOAD -> maxUploadTime;
        case LINES -> null; // trainings a line each may go on as long as they like
      };
    }

    private void acquire() {
      if (BodyMemory.isHeld(request)) {
        return; // whoever works on the body has asked for what it needs
      }
      long length = getContentLengthLong() < 0 ? most : getContentLengthLong();
      long needed = BodyKind.of(request).memory(length, isKept(request));
      BodyMemory.put(request, memory.acquire(needed));
    }
  }
}
