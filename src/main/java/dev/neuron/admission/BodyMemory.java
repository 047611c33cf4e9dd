package dev.neuron.admission;

import dev.neuron.core.data.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The memory that requests may take while their bodies are read and processed and their responses
 * are written.
 *
 * <p>One caller may hold three quarters of it, or more for a single request. An arriving body has
 * reserved the memory for all of it. If it arrives slowly and others wait, the reservation shrinks
 * to what has arrived.
 */
@Component
public final class BodyMemory {

  private static final String ATTRIBUTE = BodyMemory.class.getName();

  private static final int PERCENT = 100;

  /** Requests up to this size are not counted; the limit on connections bounds them. */
  private static final long SMALL = 1 << 16;

  private final MemoryQueue queue;

  BodyMemory(AdmissionProperties properties, RejectionFactory refusals) {
    long total = Runtime.getRuntime().maxMemory() / PERCENT * properties.bodyMemoryPercent();
    queue = new MemoryQueue(total, total / 4 * 3, properties.bodyMemoryWait(), refusals);
  }

  /** Attaches a share to a request; it is closed with the request unless it is taken over. */
  public static void put(HttpServletRequest request, MemoryShare share) {
    request.setAttribute(ATTRIBUTE, share);
  }

  /** Returns the share of a request; null if it has none. */
  public static @Nullable MemoryShare of(HttpServletRequest request) {
    return (MemoryShare) request.getAttribute(ATTRIBUTE);
  }

  /** Takes over the share of a request, and with it the duty to close it; null if it has none. */
  public static @Nullable MemoryShare takeOver(HttpServletRequest request) {
    MemoryShare share = of(request);
    request.removeAttribute(ATTRIBUTE);
    return share;
  }

  /** Returns the total, in bytes. */
  public long total() {
    return queue.total();
  }

  /** Returns how many callers hold some of it. */
  int callers() {
    return queue.callers();
  }

  /** Returns an empty share, to be resized. */
  public MemoryShare begin(Caller caller) {
    return new MemoryShare(queue, caller);
  }

  /**
   * Waits for the share of a body that is about to arrive.
   *
   * @param bytes that all of it takes
   * @throws InvalidInputException if this exceeds the total, with the pointer {@code dataset}
   * @throws RefusedException if it does not become free in time
   */
  public MemoryShare reserve(Caller caller, long bytes) {
    MemoryShare share = begin(caller);
    share.resize(bytes);
    queue.reserved(share);
    return share;
  }

  /**
   * Exchanges the share of a request for one of another size that is not tied to how much of its
   * body has arrived.
   *
   * @throws InvalidInputException as {@link #resize}
   * @throws RefusedException as {@link #resize}
   */
  public void exchange(HttpServletRequest request, long bytes) {
    MemoryShare share = takeOver(request);
    if (share != null) {
      share.close();
    }
    resize(request, bytes);
  }

  /**
   * Changes the share of a request to what it needs from now on. A small one needs none.
   *
   * @throws InvalidInputException if this exceeds the total, with the pointer {@code dataset}
   * @throws RefusedException if it does not become free in time
   */
  public void resize(HttpServletRequest request, long bytes) {
    MemoryShare share = of(request);
    if (share == null && bytes > SMALL) {
      share = begin(Caller.of(request));
      put(request, share);
    }
    if (share != null) {
      share.resize(bytes);
    }
  }
}
