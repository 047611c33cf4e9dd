package dev.neuron.http;

import dev.neuron.http.problem.RefusedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses a Content-Type with a wildcard, which Spring takes for a fault of the service wherever it
 * reads the headers: so before everything else, cross-origin handling too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class WildcardTypeFilter extends OncePerRequestFilter {

  private final HandlerExceptionResolver problems;

  WildcardTypeFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    if (type != null && type.indexOf('*') >= 0 && isWildcard(type)) {
      problems.resolveException(
          request,
          response,
          null,
          RefusedBodyException.encoded("Content-Type must name one format."));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isWildcard(String type) {
    try {
      return !MediaType.parseMediaType(type).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
