package dev.neuron.http.connection;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.coyote.Request;

/**
 * The responses that are being compressed. Each takes a quarter of a megabyte outside the heap
 * until its client has read it, so that their number is limited; others are not compressed. Safe
 * for use by any number of threads.
 */
final class CompressedResponses {

  private static final int MAX_RESPONSES = 64;
  private static final String ATTRIBUTE = CompressedResponses.class.getName();

  private final Semaphore free;

  CompressedResponses() {
    this(MAX_RESPONSES);
  }

  CompressedResponses(int max) {
    free = new Semaphore(max);
  }

  /**
   * Begins a response.
   *
   * @param compression decides whether it is compressed if there is room
   * @return true if it is compressed
   */
  boolean begin(Request request, BooleanSupplier compression) {
    if (!free.tryAcquire()) {
      return false;
    }
    boolean isCompressed = compression.getAsBoolean();
    if (isCompressed) {
      request.setAttribute(ATTRIBUTE, true);
    } else {
      free.release();
    }
    return isCompressed;
  }

  /** Ends the response to a request, compressed or not; further calls do nothing. */
  void end(Request request) {
    if (request.getAttributes().remove(ATTRIBUTE) != null) {
      free.release();
    }
  }
}
