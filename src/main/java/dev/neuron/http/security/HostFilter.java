package dev.neuron.http.security;

import dev.neuron.problem.Problem;
import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses requests for another host. A page of another site can point its own name to this machine
 * (DNS rebinding); its requests are then same-origin, and only the Host header reveals them.
 * X-Forwarded-Host does not count: such a page can send it.
 */
public final class HostFilter extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final int MAX_HOST_LENGTH = 100;

  private final transient AllowedHosts allowed;
  private final transient HandlerExceptionResolver problems;

  public HostFilter(AllowedHosts allowed, HandlerExceptionResolver problems) {
    this.allowed = allowed;
    this.problems = problems;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String host = request.getHeader(HttpHeaders.HOST);
    if (allowed.allows(host)) {
      chain.doFilter(request, response);
    } else {
      problems.resolveException(request, response, null, refusal(host));
    }
  }

  private static ProblemException refusal(String host) {
    return new ProblemException(
        ProblemType.HOST_NOT_ALLOWED,
        "Requests for the host %s are not taken. If that is this service, name it in"
                .formatted(Problem.shortened(host, MAX_HOST_LENGTH))
            + " neuron.http.allowed-hosts.");
  }
}
