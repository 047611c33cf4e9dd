package dev.neuron.protocol;

import dev.neuron.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Converts every problem of a request in a serving protocol to the error format of that protocol.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class DialectErrors implements ResponseBodyAdvice<Object> {

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType format,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(body instanceof ProblemDetail problem)
        || !(request instanceof ServletServerHttpRequest servlet)) {
      return body;
    }
    Dialect dialect = Dialect.of(path(servlet.getServletRequest()));
    if (dialect == null) {
      return body;
    }
    HttpStatus status = status(problem.getStatus());
    response.setStatusCode(status);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return dialect.error(status, Problem.describe(problem));
  }

  /**
   * Returns the requested path, decoded and below the base path, also after an error dispatch of
   * the server.
   */
  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.FORWARD_SERVLET_PATH) instanceof String failed
        ? failed
        : request.getServletPath();
  }

  /** Maps 410 to 404 and 422 to 400, since the protocols do not distinguish them. */
  private static HttpStatus status(int ours) {
    return switch (HttpStatus.valueOf(ours)) {
      case GONE -> HttpStatus.NOT_FOUND;
      case UNPROCESSABLE_CONTENT -> HttpStatus.BAD_REQUEST;
      default -> HttpStatus.valueOf(ours);
    };
  }
}
