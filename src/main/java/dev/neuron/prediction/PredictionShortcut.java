package dev.neuron.prediction;

import dev.neuron.model.Owner;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Responds to a plain {@code POST /predict} of JSON without the dispatcher, which for one row takes
 * several times as long as the prediction. All other requests (another method or format, a charset,
 * a query, an empty or large body) go on to {@link PredictionController}; both read, predict, write
 * and refuse alike.
 */
final class PredictionShortcut extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final String JSON = "application/json";

  /**
   * The maximum length of a body. For a larger one the dispatcher takes a small share of the time,
   * and streams the response.
   */
  private static final int MAX_LENGTH = 1 << 16;

  static final String PATH = "/predict";

  private static final Set<String> ACCEPTED = Set.of("*/*", JSON);

  private final transient Predictor predictor;
  private final transient ObjectReader reader;
  private final transient ObjectWriter writer;
  private final transient HandlerExceptionResolver problems;

  PredictionShortcut(Predictor predictor, JsonMapper mapper, HandlerExceptionResolver problems) {
    this.predictor = predictor;
    this.problems = problems;
    reader = mapper.readerFor(PredictionRequest.class);
    writer = mapper.writerFor(PredictionResponse.class);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!isPlain(request)) {
      chain.doFilter(request, response);
      return;
    }
    byte[] json;
    try {
      json = writer.writeValueAsBytes(predictor.predict(Owner.of(request), read(request)));
    } catch (RuntimeException e) {
      if (problems.resolveException(request, response, null, e) == null) {
        throw e;
      }
      return;
    }
    response.setContentType(JSON);
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }

  private static boolean isPlain(HttpServletRequest request) {
    return request.getMethod().equals("POST")
        && isWrittenPlainly(request)
        && JSON.equals(request.getContentType())
        && request.getQueryString() == null
        && request.getContentLengthLong() > 0
        && request.getContentLengthLong() <= MAX_LENGTH
        && isAccepted(request.getHeader(HttpHeaders.ACCEPT));
  }

  /**
   * False for encoded paths, and for those with dots and slashes to resolve, which the dispatcher
   * handles.
   */
  private static boolean isWrittenPlainly(HttpServletRequest request) {
    return request.getRequestURI().length() == request.getContextPath().length() + PATH.length();
  }

  private static boolean isAccepted(@Nullable String accept) {
    return accept == null || ACCEPTED.contains(accept);
  }

  private PredictionRequest read(HttpServletRequest request) throws IOException {
    try {
      PredictionRequest body = reader.readValue(request.getInputStream());
      if (body == null) { // the body is the word null
        throw new HttpMessageNotReadableException("missing", new ServletServerHttpRequest(request));
      }
      return body;
    } catch (JacksonException e) {
      throw new HttpMessageNotReadableException(
          "unreadable", e, new ServletServerHttpRequest(request));
    }
  }
}
