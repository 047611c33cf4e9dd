package dev.neuron.http.observation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class RequestTimingFilterTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final RequestTimingFilter filter =
      new RequestTimingFilter(new RequestTimers(registry), () -> Set.of("/here"));
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  private static MockHttpServletRequest request(String method, String path) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    request.setAsyncSupported(true);
    return request;
  }

  /** Returns a chain that responds with a status and may match a pattern. */
  private static FilterChain responding(int status, @Nullable String pattern) {
    return (request, response) -> {
      request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
      ((HttpServletResponse) response).setStatus(status);
    };
  }

  private long count(String method, String uri, String status, String outcome) {
    Timer timer =
        registry
            .find("http.server.requests")
            .tags("method", method, "uri", uri, "status", status, "outcome", outcome)
            .timer();
    return timer == null ? 0 : timer.count();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /models/x, /models/{id}, 200, GET, /models/{id}, SUCCESS",
    "DELETE, /here, , 204, DELETE, /here, SUCCESS",
    "POST, /here, , 413, POST, /here, CLIENT_ERROR",
    "GET, /there, , 404, GET, UNKNOWN, CLIENT_ERROR",
    "GET, /there, /**, 404, GET, UNKNOWN, CLIENT_ERROR",
    "GET, /page.html, /**, 200, GET, /**, SUCCESS",
    "GET, /page.html, /**, 304, GET, /**, REDIRECTION",
    "BREW, /here, , 500, OTHER, /here, SERVER_ERROR",
    "GET, /here, , 101, GET, /here, INFORMATIONAL",
    "GET, /here, , 999, GET, /here, UNKNOWN"
  })
  void request_isCountedOnceByItsKind(
      String method,
      String path,
      @Nullable String pattern,
      int status,
      String countedMethod,
      String uri,
      String outcome)
      throws Exception {
    filter.doFilter(request(method, path), response, responding(status, pattern));

    assertThat(count(countedMethod, uri, String.valueOf(status), outcome)).isEqualTo(1);
    assertThat(registry.getMeters()).hasSize(1);
  }

  @Test
  void request_thatFails_isCountedAs500AndFailsAsBefore() {
    IllegalStateException fault = new IllegalStateException();

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                filter.doFilter(
                    request("GET", "/here"),
                    response,
                    (_, _) -> {
                      throw fault;
                    }))
        .isSameAs(fault);

    assertThat(count("GET", "/here", "500", "SERVER_ERROR")).isEqualTo(1);
  }

  @Test
  void request_thatFailsWhenItsResponseIsUnderWay_isCountedByTheStatusThatWasSent() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                filter.doFilter(
                    request("GET", "/here"),
                    response,
                    (_, received) -> {
                      received.flushBuffer();
                      throw new IllegalStateException();
                    }));

    assertThat(count("GET", "/here", "200", "SUCCESS")).isEqualTo(1);
  }

  @Test
  void request_goneOnWithByAnotherThread_isCountedWhenThatIsDone() throws Exception {
    MockHttpServletRequest request = request("GET", "/here");
    filter.doFilter(
        request, response, (started, received) -> started.startAsync(started, received));
    assertThat(registry.getMeters()).isEmpty();

    response.setStatus(202);
    ((MockAsyncContext) requireNonNull(request.getAsyncContext())).complete();

    assertThat(count("GET", "/here", "202", "SUCCESS")).isEqualTo(1);
  }
}
