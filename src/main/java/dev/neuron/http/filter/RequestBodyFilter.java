package dev.neuron.http.filter;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.MemoryShare;
import dev.neuron.problem.RefusedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Limits a body in size, time and memory before anything parses it. A body whose Content-Length is
 * too large is refused before it is read; one without a length, when it passes the limit. A
 * compressed body, or JSON not in UTF-8, is refused, since its bytes are not what would be parsed.
 * A body that takes too long is aborted. All bodies except small ones wait for a share of the
 * memory for bodies.
 */
@Component
final class RequestBodyFilter extends OncePerRequestFilter implements Ordered {

  private static final long UNKNOWN_LENGTH = 1 << 16;

  private final RequestLimits limits;
  private final BodyMemory memory;
  private final List<StreamedBody> streamed;
  private final List<KeptBody> kept;
  private final HandlerExceptionResolver problems;

  RequestBodyFilter(
      RequestLimits limits,
      BodyMemory memory,
      ObjectProvider<StreamedBody> streamed,
      ObjectProvider<KeptBody> kept,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.limits = limits;
    this.memory = memory;
    this.streamed = streamed.stream().toList();
    this.kept = kept.stream().toList();
    this.problems = problems;
  }

  @Override
  public int getOrder() {
    return FilterOrder.BODY.value();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    BodyKind kind = BodyKind.of(request, streamed);
    boolean isKept = isKept(request);
    long maxBytes = maxBytes(kind, isKept);
    RefusedBodyException refusal = refusal(request, maxBytes);
    if (refusal != null) {
      problems.resolveException(request, response, null, refusal);
      return;
    }
    try {
      chain.doFilter(new GuardedRequest(request, kind, isKept, maxBytes), response);
    } finally {
      MemoryShare share = BodyMemory.takeOver(request);
      if (share != null) {
        share.close();
      }
    }
  }

  /** Returns the maximum length of a body: as configured, or as memory allows if that is less. */
  private long maxBytes(BodyKind kind, boolean isKept) {
    long configured = kind.isEndless() ? Long.MAX_VALUE : limits.maxRequestSize().toBytes();
    return Math.min(configured, kind.longest(memory.total(), isKept));
  }

  private boolean isKept(HttpServletRequest request) {
    return kept.stream().anyMatch(body -> request.getHeader(body.header()) != null);
  }

  private static @Nullable RefusedBodyException refusal(HttpServletRequest request, long maxBytes) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return RefusedBodyException.encoded("Send the body without a Content-Encoding.");
    }
    if (!isReadableText(request.getContentType())) {
      return RefusedBodyException.encoded("Send the body in UTF-8.");
    }
    return request.getContentLengthLong() > maxBytes
        ? RefusedBodyException.tooLarge(maxBytes)
        : null;
  }

  /**
   * True for UTF-8, and for plain text, whose reader knows other charsets. A malformed Content-Type
   * is not refused here but where the endpoint reads it.
   */
  private static boolean isReadableText(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      Charset charset = type.getCharset();
      return charset == null
          || charset.equals(StandardCharsets.UTF_8)
          || type.getType().equals("text");
    } catch (InvalidMediaTypeException e) {
      return true;
    }
  }

  /**
   * Maximum time for a body to arrive. Trainings, one a line, enforce their idle time themselves.
   */
  private GuardedInputStream.Times times(BodyKind kind) {
    return switch (kind) {
      case TEXT, ARRAY -> new GuardedInputStream.Times(limits.maxBodyTime(), null);
      case UPLOAD -> new GuardedInputStream.Times(limits.maxUploadTime(), limits.maxBodyTime());
      case LINES -> new GuardedInputStream.Times(limits.maxLinesTime(), null);
    };
  }

  private final class GuardedRequest extends HttpServletRequestWrapper {

    private final HttpServletRequest request;
    private final BodyKind kind;
    private final boolean isKept;
    private final long maxBytes;
    private @Nullable MemoryShare reserved;

    GuardedRequest(HttpServletRequest request, BodyKind kind, boolean isKept, long maxBytes) {
      super(request);
      this.request = request;
      this.kind = kind;
      this.isKept = isKept;
      this.maxBytes = maxBytes;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new GuardedInputStream(super.getInputStream(), maxBytes, times(kind), this::arrived);
    }

    /** Adjusts the reservation, unless the reader of the body has replaced it by its own share. */
    private void arrived(long bytes) {
      if (reserved == null && BodyMemory.of(request) == null) {
        reserved = memory.reserve(Caller.of(request), memory(expected(bytes)));
        BodyMemory.put(request, reserved);
      } else if (reserved != null && reserved == BodyMemory.of(request) && !kind.isEndless()) {
        reserved.arrived(memory(bytes));
      }
    }

    /** Returns the expected length; a body without a Content-Length is expected to be short. */
    private long expected(long arrived) {
      long length = getContentLengthLong();
      return length >= 0 ? length : Math.min(maxBytes, Math.max(arrived, UNKNOWN_LENGTH));
    }

    private long memory(long bytes) {
      return kind.memory(bytes, isKept);
    }
  }
}
