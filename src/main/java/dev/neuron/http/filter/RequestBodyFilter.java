package dev.neuron.http.filter;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.MemoryShare;
import dev.neuron.http.encoding.ContentCoding;
import dev.neuron.http.encoding.DecodedRequest;
import dev.neuron.problem.ProblemException;
import dev.neuron.problem.RefusedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Limits a body in size, time and memory before anything parses it. A body whose Content-Length is
 * too large is refused before it is read; one without a length, when it passes the limit. JSON not
 * in UTF-8 is refused, since its bytes are not what would be parsed. A body that takes too long is
 * aborted. All bodies except small ones wait for a share of the memory for bodies.
 *
 * <p>A compressed body is decompressed here, since the limits hold for both: its bytes as they
 * arrive must keep to those of size and time, and its content to all.
 */
@Component
final class RequestBodyFilter extends OncePerRequestFilter implements Ordered {

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
    BodyLimits body = bodyLimits(request);
    ContentCoding coding;
    try {
      coding = checkedCoding(request, body.maxBytes());
    } catch (RefusedBodyException | ProblemException e) {
      problems.resolveException(request, response, null, e);
      return;
    }
    if (coding == ContentCoding.IDENTITY) {
      pass(request, body, response, chain);
      return;
    }
    try (DecodedRequest decoded =
        new DecodedRequest(request, body::guardCompressed, limits.maxBodyTime())) {
      pass(decoded, body, response, chain);
    }
  }

  private void pass(
      HttpServletRequest request, BodyLimits body, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(new GuardedRequest(request, body, memory), response);
    } finally {
      MemoryShare share = BodyMemory.takeOver(request);
      if (share != null) {
        share.close();
      }
    }
  }

  private BodyLimits bodyLimits(HttpServletRequest request) {
    BodyKind kind = BodyKind.of(request, streamed);
    boolean isKept = isKept(request);
    return new BodyLimits(kind, isKept, maxBytes(kind, isKept), times(kind));
  }

  /** Returns the maximum length of a body: as configured, or as memory allows if that is less. */
  private long maxBytes(BodyKind kind, boolean isKept) {
    long configured = kind.isEndless() ? Long.MAX_VALUE : limits.maxRequestSize().toBytes();
    return Math.min(configured, kind.longest(memory.total(), isKept));
  }

  private boolean isKept(HttpServletRequest request) {
    return kept.stream().anyMatch(body -> request.getHeader(body.header()) != null);
  }

  /** Returns the coding of a body, unless it can be refused before any of it is read. */
  private static ContentCoding checkedCoding(HttpServletRequest request, long maxBytes)
      throws RefusedBodyException {
    ContentCoding coding = ContentCoding.of(request);
    if (!isReadableText(request.getContentType())) {
      throw RefusedBodyException.encoded("Send the body in UTF-8.");
    }
    if (request.getContentLengthLong() > maxBytes) {
      throw RefusedBodyException.tooLarge(maxBytes);
    }
    return coding;
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
      case TEXT, ARRAY, FILE -> new GuardedInputStream.Times(limits.maxBodyTime(), null);
      case UPLOAD -> new GuardedInputStream.Times(limits.maxUploadTime(), limits.maxBodyTime());
      case LINES -> new GuardedInputStream.Times(limits.maxLinesTime(), null);
    };
  }
}
