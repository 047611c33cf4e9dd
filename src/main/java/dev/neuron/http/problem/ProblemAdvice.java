package dev.neuron.http.problem;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.problem.ExceptionProblems;
import dev.neuron.problem.Problem;
import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.RefusedBodyException;
import dev.neuron.problem.UnreadableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Responds to every exception that the request caused with a problem (RFC 9457). */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private final EndpointPaths endpoints;

  /** Gets the endpoints from a provider, since they may need what responds to their errors. */
  ProblemAdvice(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> endpoints) {
    this.endpoints = new EndpointPaths(endpoints::getObject);
  }

  @ExceptionHandler({
    InvalidInputException.class,
    UnreadableException.class,
    RefusedBodyException.class
  })
  @Nullable ResponseEntity<Object> handleOurs(Exception e, WebRequest request) {
    return respond(e, ExceptionProblems.of(e), request);
  }

  /**
   * Handles a query that cannot be decoded, which the server detects at the first parameter access.
   */
  @ExceptionHandler
  @Nullable ResponseEntity<Object> handleUndecodable(
      InvalidParameterException e, WebRequest request) {
    return respond(
        e,
        Problem.of(
            ProblemType.INVALID_REQUEST,
            "A parameter of the query is not UTF-8, or encoded wrongly."),
        request);
  }

  /** Handles a fault while the body was read, which is somewhere in the chain of causes. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Exception ours = ExceptionProblems.ours(e);
    if (ours instanceof ProblemException refused) {
      return handleErrorResponseException(
          refused, refused.getHeaders(), refused.getStatusCode(), request);
    }
    if (ours != null) {
      return handleOurs(ours, request);
    }
    if (e.getMostSpecificCause() instanceof JacksonException json) {
      return handleOurs(json, request);
    }
    return respond(
        e, Problem.of(malformed(request), "The body is missing or cannot be read."), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "";
    return respond(
        e,
        Problem.of(
            ProblemType.INVALID_REQUEST, "The parameter %s is not of its type.".formatted(name)),
        request);
  }

  /** Gives every other error response of the framework our type, title and instance. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpServletRequest servlet = ((ServletWebRequest) request).getRequest();
    ProblemDetail problem = ExceptionProblems.complete(problem(e, body, status, servlet));
    Problem.setInstance(problem, servlet.getRequestURI());
    if (ProblemType.INTERNAL_ERROR.uri().equals(problem.getType())) {
      UnexpectedFaults.log(servlet, e);
    }
    HttpHeaders responseHeaders = new HttpHeaders();
    responseHeaders.putAll(headers);
    responseHeaders.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return super.handleExceptionInternal(e, problem, responseHeaders, status, request);
  }

  private ProblemDetail problem(
      Exception e, @Nullable Object body, HttpStatusCode status, HttpServletRequest request) {
    if (body instanceof ProblemDetail ours) {
      return ours;
    }
    if (e instanceof NoResourceFoundException) {
      return Problem.of(
          ProblemType.NOT_FOUND, RequestHints.ofPath(endpoints.nearest(request).orElse(null)));
    }
    if (e instanceof HttpRequestMethodNotSupportedException method) {
      return Problem.of(
          ProblemType.of(status.value()), RequestHints.ofMethod(method, request.getRequestURI()));
    }
    if (e instanceof HttpMediaTypeNotSupportedException type) {
      return Problem.of(
          ProblemType.of(status.value()), RequestHints.ofMediaType(type, request.getRequestURI()));
    }
    return e instanceof ErrorResponse known ? known.getBody() : ProblemDetail.forStatus(status);
  }

  private static ProblemType malformed(WebRequest request) {
    String contentType =
        String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
    if (contentType.startsWith("text/csv")) {
      return ProblemType.MALFORMED_CSV;
    }
    if (contentType.startsWith("application/vnd.apache.parquet")) {
      return ProblemType.MALFORMED_PARQUET;
    }
    return contentType.startsWith("application/x-npy")
        ? ProblemType.MALFORMED_NPY
        : ProblemType.MALFORMED_JSON;
  }

  private @Nullable ResponseEntity<Object> respond(
      Exception e, ProblemDetail problem, WebRequest request) {
    return handleExceptionInternal(
        e, problem, new HttpHeaders(), HttpStatusCode.valueOf(problem.getStatus()), request);
  }
}
