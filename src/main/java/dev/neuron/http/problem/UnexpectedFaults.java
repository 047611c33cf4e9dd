package dev.neuron.http.problem;

import dev.neuron.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Responds with 500 to exceptions that no other resolver handles, and logs each once. The server
 * would log one twice if several threads process the request.
 */
@Component
final class UnexpectedFaults implements HandlerExceptionResolver, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFaults.class);

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /** Returns null if the response is already committed: the server then closes the connection. */
  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    if (response.isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(e)) {
      return null;
    }
    log(request, e);
    try {
      response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value());
    } catch (IOException disconnected) {
      throw new UncheckedIOException(disconnected);
    }
    return new ModelAndView();
  }

  /** Logs the exception, unless it only means that the client has disconnected. */
  static void log(HttpServletRequest request, Exception e) {
    if (!DisconnectedClientHelper.isClientDisconnectedException(e)) {
      LOG.error(
          "Request {} {} failed unexpectedly; responding with 500 unless the response has begun",
          request.getMethod(),
          Problem.shortened(request.getRequestURI()),
          e);
    }
  }
}
