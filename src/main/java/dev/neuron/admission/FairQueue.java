package dev.neuron.admission;

import dev.neuron.admission.TrainingPool.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Work that waits for a turn: callers in rotation, and first come, first served within a caller.
 * Work that is not done after a turn waits again, and is never refused then. Safe for use by any
 * number of threads.
 */
final class FairQueue {

  /** The outcome of an offer. */
  enum Offer {
    TAKEN,
    FULL,
    SHARE_EXHAUSTED,
    CLOSED
  }

  /** The logging context of a thread. */
  interface LogContext extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Work that waits or has a turn.
   *
   * @param context the logging context of the request that submitted it
   */
  record Entry(Caller caller, Work work, @Nullable Map<String, String> context) {

    /** Sets the request's logging context on this thread, until it is closed. */
    LogContext inContext() {
      if (context != null) {
        MDC.setContextMap(context);
      }
      return MDC::clear;
    }
  }

  private final int capacity;
  private final int capacityPerCaller;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition freed = lock.newCondition();

  /** Callers in rotation, the next one first; each has entries. */
  private final LinkedHashMap<Caller, Deque<Entry>> waiting = new LinkedHashMap<>();

  private final Map<Caller, Integer> underWay = new HashMap<>();
  private final Set<Work> all = new LinkedHashSet<>();
  private int length;
  private boolean closed;
  private boolean ended;

  /**
   * @param capacity how many entries may wait
   * @param capacityPerCaller how many entries of one caller may wait or have a turn
   */
  FairQueue(int capacity, int capacityPerCaller) {
    this.capacity = capacity;
    this.capacityPerCaller = capacityPerCaller;
  }

  /** Adds work if there is room for it. */
  Offer offer(Caller caller, Work work) {
    lock.lock();
    try {
      Offer offer = room(caller);
      if (offer == Offer.TAKEN) {
        add(caller, work);
      }
      return offer;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds work, waiting until there is room for it.
   *
   * @return false if the queue is closed
   */
  boolean put(Caller caller, Work work) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Offer offer = room(caller);
      while (offer == Offer.FULL || offer == Offer.SHARE_EXHAUSTED) {
        freed.await();
        offer = room(caller);
      }
      if (offer == Offer.CLOSED) {
        return false;
      }
      add(caller, work);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the work of the next turn. Call {@link #turnEnded} or {@link #completed} afterwards.
   *
   * @return null if the queue has ended and is empty
   */
  @Nullable Entry take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !ended) {
        filled.await();
      }
      if (waiting.isEmpty()) {
        return null;
      }
      Map.Entry<Caller, Deque<Entry>> next = waiting.pollFirstEntry();
      Deque<Entry> entries = next.getValue();
      Entry entry = entries.remove();
      if (!entries.isEmpty()) {
        waiting.put(next.getKey(), entries); // to the end of the rotation
      }
      length--;
      freed.signalAll();
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a turn; the work waits for another one. */
  void turnEnded(Entry entry) {
    lock.lock();
    try {
      enqueue(entry);
    } finally {
      lock.unlock();
    }
  }

  /** Ends work for good. */
  void completed(Entry entry) {
    lock.lock();
    try {
      underWay.computeIfPresent(entry.caller(), (_, count) -> count == 1 ? null : count - 1);
      all.remove(entry.work());
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many entries wait for a turn. */
  int length() {
    lock.lock();
    try {
      return length;
    } finally {
      lock.unlock();
    }
  }

  /** Stops accepting work, until it is opened again. */
  void close() {
    lock.lock();
    try {
      closed = true;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops accepting work for good, and releases the threads that wait for work. */
  void end() {
    lock.lock();
    try {
      closed = true;
      ended = true;
      freed.signalAll();
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      closed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the outcome that an offer of a caller would have now. */
  Offer room(Caller caller) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (underWay.getOrDefault(caller, 0) >= capacityPerCaller) {
        return Offer.SHARE_EXHAUSTED;
      }
      return length >= capacity ? Offer.FULL : Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /** Stops all work under way, outside of the lock: listeners to its end may take long. */
  void stopAll(Supplier<RefusedException> refusal) {
    List<Work> toStop;
    lock.lock();
    try {
      toStop = List.copyOf(all);
    } finally {
      lock.unlock();
    }
    toStop.forEach(work -> work.stop(refusal));
  }

  /** Waits until nothing is under way, up to a time; returns true if nothing is. */
  boolean awaitEmpty(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (!all.isEmpty() && nanos > 0) {
        nanos = freed.awaitNanos(nanos);
      }
      return all.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void add(Caller caller, Work work) {
    underWay.merge(caller, 1, Integer::sum);
    all.add(work);
    enqueue(new Entry(caller, work, MDC.getCopyOfContextMap()));
  }

  private void enqueue(Entry entry) {
    waiting.computeIfAbsent(entry.caller(), _ -> new ArrayDeque<>()).add(entry);
    length++;
    filled.signal();
  }
}
