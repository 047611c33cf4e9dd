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
 * Answers what no other resolver does with 500, and says it once in the log. The server would say
 * it twice of a request that several threads answer.
 */
@Component
final class UnexpectedFaults implements HandlerExceptionResolver, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFaults.class);

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /** Null where it is too late for an answer: the server then closes the connection. */
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
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    return new ModelAndView();
  }

  /** Says it, unless it is only that the client has gone. */
  static void log(HttpServletRequest request, Exception e) {
    if (!DisconnectedClientHelper.isClientDisconnectedException(e)) {
      LOG.error("{} {} failed", request.getMethod(), Problem.shortened(request.getRequestURI()), e);
    }
  }
}
