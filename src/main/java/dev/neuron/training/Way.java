package dev.neuron.training;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** The ways in which a training can be asked for. */
enum Way {
  /** The answer comes when it has ended. */
  WAIT(Patience.WAITS),
  /** As a stream of events. */
  STREAM(Patience.WATCHES),
  /** The answer comes at once and says where to look. */
  JOB(Patience.WATCHES),
  /** Nothing is trained. */
  DRY_RUN(Patience.ASKS);

  private static final String PREFER = "Prefer";
  static final String RESPOND_ASYNC = "respond-async";

  private final Patience patience;

  Way(Patience patience) {
    this.patience = patience;
  }

  Patience patience() {
    return patience;
  }

  /** What the query and the headers ask for. */
  static Way of(@Nullable Boolean dryRun, HttpServletRequest request) {
    if (Boolean.TRUE.equals(dryRun)) {
      return DRY_RUN;
    }
    if (prefersEvents(request)) {
      return STREAM;
    }
    return Collections.list(request.getHeaders(PREFER)).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .anyMatch(preference -> preference.strip().equalsIgnoreCase(RESPOND_ASYNC))
        ? JOB
        : WAIT;
  }

  /** What is not acceptable at all has been refused before. */
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
