package dev.neuron.http.problem;

import dev.neuron.problem.Problem;
import dev.neuron.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Adds the problem to an error without a body, such as that of an unknown probe. */
@RestControllerAdvice
final class BodilessErrors implements ResponseBodyAdvice<Object> {

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
    if (body != null || !(response instanceof ServletServerHttpResponse servlet)) {
      return body;
    }
    int status = servlet.getServletResponse().getStatus();
    if (status < 400) {
      return null;
    }
    ProblemType type = ProblemType.of(status);
    ProblemDetail problem = Problem.of(type, type.explanation());
    Problem.setInstance(problem, request.getURI().getRawPath());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return problem;
  }
}
