package dev.neuron.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Which part of a list, the newest first, was asked for. To the outside a place in it is the
 * creation time in microseconds.
 *
 * @param limit how many at the most
 * @param before only what was created before; null for the newest
 */
public record ListPage(int limit, @Nullable Instant before) {

  /** What {@link #next} gives, which a client hands back as it is. */
  public static final String SCHEMA_PATTERN = "^[0-9]{1,18}$";

  private static final int MAX_LIMIT = 1000;

  /**
   * What a request asks for.
   *
   * @param after what the page before gave as next; null for the first page
   * @throws ResponseStatusException if the limit is out of range
   */
  public static ListPage of(int limit, @Nullable Long after) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "limit must be from 1 to " + MAX_LIMIT + ".");
    }
    return new ListPage(limit, after == null ? null : CreationTimes.ofMicros(after));
  }

  /** The parameter {@code next} after a page whose last item was created then. */
  public static String next(Instant last) {
    return String.valueOf(CreationTimes.toMicros(last));
  }
}
