package dev.neuron.http.proxy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/** Makes the base path the context path of each request. */
public final class BasePathFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest seen = withPrefix(request);
    if (seen.getServletPath().isEmpty()) { // the page's links are relative to a folder
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader(HttpHeaders.LOCATION, BasePath.current() + "/");
    } else if (!request.getRequestURI().startsWith(request.getContextPath())) {
      // Two slashes before the context path: the server finds it there, the framework does not.
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      chain.doFilter(seen, response);
    }
  }

  /** Returns the request with its prefix; one that another thread continues has it already. */
  private static HttpServletRequest withPrefix(HttpServletRequest request) {
    String prefix = PrefixedRequest.prefix(request);
    return prefix.isEmpty() || WebUtils.getNativeRequest(request, PrefixedRequest.class) != null
        ? request
        : new PrefixedRequest(request, prefix);
  }
}
