package dev.neuron.training;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/**
 * The way in which a client receives the result of a training; it also decides what the training
 * may cost.
 */
public enum ResponseMode {
  /** The response comes when the training has ended. */
  WAIT,
  /** The response is a stream of events while the training runs. */
  STREAM,
  /** The response comes at once, with the location of the job. */
  JOB,
  /** Nothing is trained; the response has the cost of the training. */
  DRY_RUN;

  private static final String PREFER = "Prefer";
  static final String RESPOND_ASYNC = "respond-async";

  /** Returns the mode that the query and the headers request. */
  static ResponseMode of(@Nullable Boolean dryRun, HttpServletRequest request) {
    if (Boolean.TRUE.equals(dryRun)) {
      return DRY_RUN;
    }
    if (prefersEvents(request)) {
      return STREAM;
    }
    return prefersAsync(request) ? JOB : WAIT;
  }

  /** True if the client prefers not to wait. */
  static boolean prefersAsync(HttpServletRequest request) {
    return Collections.list(request.getHeaders(PREFER)).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .anyMatch(preference -> preference.strip().equalsIgnoreCase(RESPOND_ASYNC));
  }

  /**
   * True if the client prefers events to JSON. A request that accepts neither was refused before.
   */
  private static boolean prefersEvents(HttpServletRequest request) {
    List<MediaType> accepted =
        MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    MimeTypeUtils.sortBySpecificity(accepted);
    return accepted.stream()
        .filter(
            type ->
                type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM)
                    || type.isCompatibleWith(MediaType.APPLICATION_JSON))
        .findFirst()
        .filter(type -> !type.isCompatibleWith(MediaType.APPLICATION_JSON))
        .isPresent();
  }
}
