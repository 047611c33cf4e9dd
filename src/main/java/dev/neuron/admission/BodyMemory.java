package dev.neuron.admission;

import dev.neuron.admission.RefusedException.Cause;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The memory that bodies may take while they are read and worked on. Bodies wait for their share
 * first come first served, so that many large ones are done one after the other.
 */
@Component
public final class BodyMemory {

  /** What a byte of a body may take while it is read and trained on (measured). */
  private static final int BYTES_PER_BYTE = 9;

  private static final long UNIT = 1024;
  private static final int PERCENT = 100;

  /** What one body has of the memory; to be closed once, further calls do nothing. */
  public static final class Share implements AutoCloseable {
    private final AtomicReference<@Nullable Runnable> release;

    private Share(Runnable release) {
      this.release = new AtomicReference<>(release);
    }

    @Override
    public void close() {
      Runnable once = release.getAndSet(null);
      if (once != null) {
        once.run();
      }
    }
  }

  private static final String ATTRIBUTE = BodyMemory.class.getName();

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

  /** Takes over the share of a request, and with it the duty to close it; null if it has none. */
  public static @Nullable Share takeOver(HttpServletRequest request) {
    Share share = (Share) request.getAttribute(ATTRIBUTE);
    request.removeAttribute(ATTRIBUTE);
    return share;
  }

  /**
   * Waits for a share.
   *
   * @param bytes length of the body; one that would take more than there is takes all of it
   * @throws RefusedException if none comes free in time
   */
  public Share acquire(long bytes) {
    int needed = Math.clamp(bytes * BYTES_PER_BYTE / UNIT, 1, units);
    try {
      if (free.tryAcquire(needed, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Share(() -> free.release(needed));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw refusals.of(
        Cause.MEMORY,
        "Other bodies take up the memory that there is for them.",
        Duration.ofSeconds(patience.toSeconds() / 2));
  }
}
