package dev.neuron.http.observation;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.servlet.HandlerMapping;

/** Times each request until its response is complete, also when another thread completes it. */
final class RequestTimingFilter extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final String EVERYTHING = "/**";
  private static final String UNKNOWN = "UNKNOWN";
  private static final int FIRST_ERROR = 400;

  private final transient RequestTimers timers;
  private final transient Supplier<Set<String>> paths;

  /**
   * Creates a filter for a set of timers.
   *
   * @param paths the paths without variables of all endpoints; called at the first request
   */
  RequestTimingFilter(RequestTimers timers, Supplier<Set<String>> paths) {
    this.timers = timers;
    this.paths = paths;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long began = System.nanoTime();
    boolean failed = true;
    try {
      chain.doFilter(request, response);
      failed = false;
    } finally {
      if (request.isAsyncStarted()) {
        request
            .getAsyncContext()
            .addListener(
                new Completion(began, request.getMethod(), uri(request, 0)), request, response);
      } else {
        int status = failed && !response.isCommitted() ? 500 : response.getStatus();
        record(began, request.getMethod(), uri(request, status), status);
      }
    }
  }

  private void record(long began, String method, String uri, int status) {
    timers.record(method, uri, status, System.nanoTime() - began);
  }

  /**
   * Returns the pattern that the path matched, or the path itself if it is an endpoint's whole
   * path.
   */
  private String uri(HttpServletRequest request, int status) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (pattern != null && !(pattern.equals(EVERYTHING) && status >= FIRST_ERROR)) {
      return pattern.toString();
    }
    String path = request.getServletPath();
    return paths.get().contains(path) ? path : UNKNOWN;
  }

  /** Records a request that another thread continues, when it is complete. */
  private final class Completion implements AsyncListener {
    private final long began;
    private final String method;
    private final String uri;
    private boolean recorded;

    Completion(long began, String method, String uri) {
      this.began = began;
      this.method = method;
      this.uri = uri;
    }

    /** Tomcat calls it twice where the other thread failed. */
    @Override
    public void onComplete(AsyncEvent event) {
      if (!recorded) {
        recorded = true;
        record(began, method, uri, ((HttpServletResponse) event.getSuppliedResponse()).getStatus());
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // onComplete follows
    }

    @Override
    public void onError(AsyncEvent event) {
      // onComplete follows
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event
          .getAsyncContext()
          .addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
    }
  }
}
