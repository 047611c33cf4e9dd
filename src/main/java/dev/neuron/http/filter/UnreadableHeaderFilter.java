package dev.neuron.http.filter;

import dev.neuron.problem.RefusedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses a Content-Type with a wildcard and a malformed Origin. Spring would report either as a
 * fault of the service wherever it reads the header, so this runs before everything that reads
 * them, cross-origin handling included.
 */
@Component
final class UnreadableHeaderFilter extends OncePerRequestFilter implements Ordered {

  private final HandlerExceptionResolver problems;

  UnreadableHeaderFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  public int getOrder() {
    return FilterOrder.UNREADABLE_HEADERS.value();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Exception refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      problems.resolveException(request, response, null, refusal);
    }
  }

  private static @Nullable Exception refusal(HttpServletRequest request) {
    String type = request.getContentType();
    if (type != null && type.indexOf('*') >= 0 && isWildcard(type)) {
      return RefusedBodyException.encoded("Content-Type must name one format.");
    }
    return isOrigin(request)
        ? null
        : new ResponseStatusException(HttpStatus.FORBIDDEN, "The Origin header is not an origin.");
  }

  private static boolean isWildcard(String type) {
    try {
      return !MediaType.parseMediaType(type).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** True if there is no Origin header, or one whose port can be read. */
  private static boolean isOrigin(HttpServletRequest request) {
    try {
      CorsUtils.isCorsRequest(request);
      return true;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }
}
