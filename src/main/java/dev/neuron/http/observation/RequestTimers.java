package dev.neuron.http.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;

/**
 * The timers {@code http.server.requests}: one for each method, path pattern and response status.
 * Each is created once and kept, because a lookup in the registry costs more than the rest.
 */
final class RequestTimers {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  private record Kind(String method, String uri, int status) {}

  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
  private final MeterRegistry registry;

  RequestTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts one request.
   *
   * @param uri pattern of the path, of which there are few
   */
  void record(String method, String uri, int status, long nanos) {
    Kind kind = new Kind(METHODS.contains(method) ? method : "OTHER", uri, status);
    Timer timer = timers.get(kind);
    if (timer == null) {
      timer = timers.computeIfAbsent(kind, this::timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    return Timer.builder("http.server.requests")
        .description("Requests that were answered")
        .tag("method", kind.method())
        .tag("uri", kind.uri())
        .tag("status", String.valueOf(kind.status()))
        .tag("outcome", outcome(kind.status()))
        .register(registry);
  }

  private static String outcome(int status) {
    HttpStatus.Series series = HttpStatus.Series.resolve(status);
    return switch (series) {
      case SUCCESSFUL -> "SUCCESS";
      case INFORMATIONAL, REDIRECTION, CLIENT_ERROR, SERVER_ERROR -> series.name();
      case null -> "UNKNOWN";
    };
  }
}
