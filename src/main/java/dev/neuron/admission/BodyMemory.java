package dev.neuron.admission;

import dev.neuron.admission.RefusedException.Cause;
import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The memory that bodies may take while they are read and worked on. Bodies wait for their share
 * first come first served, so that many large ones are done one after the other.
 */
@Component
public final class BodyMemory {

  private static final long UNIT = 1024;

  /** What takes no more is not counted, for there are few and soon done. */
  private static final long SMALL = 1 << 16;

  private static final int PERCENT = 100;
  private static final String ATTRIBUTE = BodyMemory.class.getName();

  /** What one body has of the memory. Safe for use by several threads. */
  public final class Share implements AutoCloseable {
    private int units;

    private Share(int units) {
      this.units = units;
    }

    /**
     * Gives back what is not needed any more, or waits for more.
     *
     * @param bytes needed from now on
     * @throws InvalidInputException if there never is so much, with the pointer {@code dataset}
     * @throws RefusedException if it does not come free in time
     */
    public synchronized void resize(long bytes) {
      int needed = units(bytes);
      if (needed > units) {
        take(needed - units);
      } else {
        free.release(units - needed);
      }
      units = needed;
    }

    /** Gives all back; further calls do nothing. */
    @Override
    public synchronized void close() {
      free.release(units);
      units = 0;
    }
  }

  private final int units;
  private final Semaphore free;
  private final Duration patience;
  private final Refusals refusals;

  BodyMemory(AdmissionProperties properties, Refusals refusals) {
    long bytes = Runtime.getRuntime().maxMemory() / PERCENT * properties.bodyMemoryPercent();
    units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
    free = new Semaphore(units, true);
    patience = properties.bodyMemoryWait();
    this.refusals = refusals;
  }

  /** Lets a request have a share, to be closed with it unless somebody takes it over. */
  public static void put(HttpServletRequest request, Share share) {
    request.setAttribute(ATTRIBUTE, share);
  }

  /** Whether a request has a share. */
  public static boolean isHeld(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  /** Takes over the share of a request, and with it the duty to close it; null if it has none. */
  public static @Nullable Share takeOver(HttpServletRequest request) {
    Share share = (Share) request.getAttribute(ATTRIBUTE);
    request.removeAttribute(ATTRIBUTE);
    return share;
  }

  /** All there is, in bytes. */
  public long total() {
    return units * UNIT;
  }

  /**
   * Waits for a share.
   *
   * @param bytes of memory
   * @throws InvalidInputException if there never is so much, with the pointer {@code dataset}
   * @throws RefusedException if it does not come free in time
   */
  public Share acquire(long bytes) {
    int needed = units(bytes);
    take(needed);
    return new Share(needed);
  }

  /**
   * Changes the share of a request to what it needs from now on. A small one needs none.
   *
   * @throws InvalidInputException as {@link #acquire}
   * @throws RefusedException as {@link #acquire}
   */
  public void resize(HttpServletRequest request, long bytes) {
    Share share = (Share) request.getAttribute(ATTRIBUTE);
    if (share != null) {
      share.resize(bytes);
    } else if (bytes > SMALL) {
      put(request, acquire(bytes));
    }
  }

  /**
   * A share without waiting, to be closed if it is one; null for something small.
   *
   * @throws InvalidInputException as {@link #acquire}
   * @throws RefusedException if it is not free now
   */
  public @Nullable Share acquireNow(long bytes) {
    if (bytes <= SMALL) {
      return null;
    }
    int needed = units(bytes);
    if (!free.tryAcquire(needed)) {
      throw refusal();
    }
    return new Share(needed);
  }

  private int units(long bytes) {
    if (bytes > total()) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          "dataset",
          "This takes %d bytes of memory while it is worked on, and the service has %d for that: send fewer rows, or do without standardize and validationFraction."
              .formatted(bytes, total()));
    }
    return Math.toIntExact((bytes + UNIT - 1) / UNIT);
  }

  private void take(int needed) {
    try {
      if (free.tryAcquire(needed, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw refusal();
  }

  private RefusedException refusal() {
    return refusals.of(
        Cause.MEMORY,
        "Other bodies take up the memory that there is for them.",
        Duration.ofSeconds(patience.toSeconds() / 2));
  }
}
