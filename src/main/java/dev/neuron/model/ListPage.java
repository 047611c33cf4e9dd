package dev.neuron.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The requested page of a list, the newest first. For clients a place in the list is the creation
 * time in microseconds.
 *
 * @param limit the maximum number of items
 * @param before only what was created before; null for the newest
 */
public record ListPage(int limit, @Nullable Instant before) {

  /** The pattern of {@link #next}, which clients send back unchanged. */
  public static final String SCHEMA_PATTERN = "^[0-9]{1,18}$";

  private static final int MAX_LIMIT = 1000;

  /**
   * Returns the page that a request asks for.
   *
   * @param after the next of the page before; null for the first page
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
