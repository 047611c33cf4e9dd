package dev.neuron.training.run;

import dev.neuron.model.ModelSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events of one training, numbered from 1: its progress, and how it ended. Keeps the first and
 * the newest progress and what was asked for, since each says all that the ones before it said; who
 * reads slowly skips what else lies between. Safe for use by any number of threads.
 */
final class ProgressLog {

  /**
   * What happened: one of the three.
   *
   * @param id its number
   */
  record Event(
      long id,
      @Nullable Progress progress,
      @Nullable ModelSnapshot done,
      @Nullable Exception failed) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final NavigableMap<Long, Event> kept = new TreeMap<>();
  private @Nullable Event newest;
  private @Nullable Event end;
  private long count;

  /**
   * Takes progress.
   *
   * @param keep whether no reader may skip it; the first is kept anyway
   */
  void add(Progress progress, boolean keep) {
    lock.lock();
    try {
      newest = new Event(++count, progress, null, null);
      if (keep || kept.isEmpty()) {
        kept.put(count, newest);
      }
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the end; nothing may come after it. */
  void end(@Nullable ModelSnapshot done, @Nullable Exception failed) {
    lock.lock();
    try {
      end = new Event(++count, null, done, failed);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The newest progress; null before the first epoch is over. */
  @Nullable Progress newest() {
    lock.lock();
    try {
      return newest == null ? null : newest.progress();
    } finally {
      lock.unlock();
    }
  }

  /** The events so far that no later one has superseded, in their order. */
  List<Event> all() {
    lock.lock();
    try {
      List<Event> all = new ArrayList<>(kept.values());
      if (newest != null && !kept.containsKey(newest.id())) {
        all.add(newest);
      }
      if (end != null) {
        all.add(end);
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** The model that it ended with; null if there is none, or not yet. */
  @Nullable ModelSnapshot done() {
    lock.lock();
    try {
      return end == null ? null : end.done();
    } finally {
      lock.unlock();
    }
  }

  /** The number of the last event there will be; 0 if it has not happened yet. */
  long endId() {
    lock.lock();
    try {
      return end == null ? 0 : end.id();
    } finally {
      lock.unlock();
    }
  }

  /** The number of the newest event so far; 0 if nothing has happened yet. */
  long newestId() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next event. The end is also next after numbers beyond its own.
   *
   * @param after the number of the last event that is known
   * @return null if none has come within the time
   */
  @Nullable Event next(long after, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      Event next = next(after);
      while (next == null && nanos > 0) {
        nanos = added.awaitNanos(nanos);
        next = next(after);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Event next(long after) {
    Map.Entry<Long, Event> next = kept.higherEntry(after);
    if (next != null) {
      return next.getValue();
    }
    if (newest != null && newest.id() > after) {
      return newest;
    }
    return end != null && end.id() != after ? end : null;
  }
}
