package dev.neuron.admission;

import dev.neuron.admission.RefusedException.Cause;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Divides an amount of memory among callers. Requests wait if none is free. They are served in this
 * order: those that already hold some, since they give it back soonest; those of the caller with
 * the smallest share; the order of arrival. Safe for use by any number of threads.
 */
final class MemoryQueue {

  /** Maximum time for which an arriving body keeps its whole reservation while others wait. */
  private static final Duration MAX_RESERVATION = Duration.ofSeconds(5);

  private static final Duration LOOK_AROUND = Duration.ofMillis(500);

  private final long total;
  private final long maxPerCaller;
  private final Duration patience;
  private final RejectionFactory refusals;

  private final ReentrantLock lock = new ReentrantLock();

  /** The waiting shares, in the order of arrival. */
  private final List<Waiter> waiters = new ArrayList<>();

  private final Set<MemoryShare> reservations = new LinkedHashSet<>();
  private final Map<Caller, Long> held = new HashMap<>();
  private long used;

  /** A share that waits for more memory. */
  private final class Waiter {
    private final MemoryShare share;
    private final long needed;
    private final Condition granted = lock.newCondition();
    private boolean isGranted;

    Waiter(MemoryShare share, long needed) {
      this.share = share;
      this.needed = needed;
    }

    private boolean holdsNothing() {
      return share.bytes() == 0;
    }

    private long heldByCaller() {
      return held.getOrDefault(share.caller(), 0L);
    }

    /** True if its caller may hold this much, however much is free. */
    private boolean isAllowed() {
      long others = heldByCaller() - share.bytes();
      return needed <= share.bytes() || others == 0 || others + needed <= maxPerCaller;
    }

    private boolean fits() {
      return used - share.bytes() + needed <= total;
    }

    private void grant() {
      isGranted = true;
      granted.signal();
      change(share, needed);
    }
  }

  /**
   * Creates a queue for an amount of memory.
   *
   * @param total bytes
   * @param maxPerCaller the maximum of bytes that one caller may hold in several requests; a single
   *     request may exceed it
   * @param patience how long a request waits
   */
  MemoryQueue(long total, long maxPerCaller, Duration patience, RejectionFactory refusals) {
    this.total = total;
    this.maxPerCaller = maxPerCaller;
    this.patience = patience;
    this.refusals = refusals;
  }

  long total() {
    return total;
  }

  /** Returns how many callers hold some of it. */
  int callers() {
    lock.lock();
    try {
      return held.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Changes a share; waits if it becomes larger.
   *
   * @throws InvalidInputException if this exceeds the total, with the pointer {@code dataset}
   * @throws RefusedException if it does not become free in time
   */
  void require(MemoryShare share, long needed) {
    requirePossible(needed);
    if (!take(share, needed, patience)) {
      throw refusals.of(
          Cause.MEMORY,
          "Other requests take up the memory that there is for them.",
          patience.dividedBy(2));
    }
  }

  /** Changes a share without waiting; returns false if there is not enough memory. */
  boolean tryResize(MemoryShare share, long needed) {
    requirePossible(needed);
    return take(share, needed, Duration.ZERO);
  }

  /**
   * Marks a share as the reservation of an arriving body, which may shrink to what has arrived if
   * others wait.
   */
  void reserved(MemoryShare share) {
    lock.lock();
    try {
      reservations.add(share);
    } finally {
      lock.unlock();
    }
  }

  void close(MemoryShare share) {
    lock.lock();
    try {
      share.setClosed();
      reservations.remove(share);
      change(share, 0);
    } finally {
      lock.unlock();
    }
  }

  private void requirePossible(long bytes) {
    if (bytes > total) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          "dataset",
          "This takes %d bytes of memory while it is worked on, and the service has %d for that: send fewer rows, or do without standardize and validationFraction."
              .formatted(bytes, total));
    }
  }

  private boolean take(MemoryShare share, long needed, Duration patience) {
    lock.lock();
    try {
      if (share.isClosed()) {
        return true;
      }
      boolean wasReserved = reservations.remove(share); // the share is then what is in use
      Waiter waiter = new Waiter(share, needed);
      if (needed <= share.bytes() || (waiters.isEmpty() && waiter.isAllowed() && waiter.fits())) {
        waiter.grant();
      } else if (patience.isPositive()) {
        await(waiter, patience.toNanos());
      }
      if (wasReserved && !waiter.isGranted) {
        reservations.add(share);
      }
      return waiter.isGranted;
    } finally {
      lock.unlock();
    }
  }

  private void await(Waiter waiter, long nanos) {
    waiters.add(waiter);
    try {
      grantWaiters();
      long left = nanos;
      while (!waiter.isGranted && left > 0) {
        shrinkSlowReservations();
        long pause = Math.min(left, LOOK_AROUND.toNanos());
        left -= waiter.isGranted ? 0 : pause - waiter.granted.awaitNanos(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiters.remove(waiter);
      grantWaiters();
    }
  }

  /** Grants in order. None overtakes one that does not fit yet, or that one might wait forever. */
  private void grantWaiters() {
    Waiter next = next();
    while (next != null && next.fits()) {
      waiters.remove(next);
      next.grant();
      next = next();
    }
  }

  private @Nullable Waiter next() {
    return waiters.stream()
        .filter(Waiter::isAllowed)
        .min(Comparator.comparing(Waiter::holdsNothing).thenComparingLong(Waiter::heldByCaller))
        .orElse(null);
  }

  private void shrinkSlowReservations() {
    long now = System.nanoTime();
    for (MemoryShare share : List.copyOf(reservations)) {
      if (now - share.createdNanos() > MAX_RESERVATION.toNanos()) {
        reservations.remove(share);
        change(share, share.bytesArrived());
      }
    }
  }

  private void change(MemoryShare share, long bytes) {
    long more = bytes - share.bytes();
    if (more == 0) {
      return; // merging would leave an entry of a caller who holds nothing
    }
    share.setBytes(bytes);
    used += more;
    held.merge(
        share.caller(), more, (before, change) -> before + change == 0 ? null : before + change);
    if (more < 0) {
      grantWaiters();
    }
  }
}
