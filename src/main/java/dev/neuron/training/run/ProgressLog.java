package dev.neuron.training.run;

import static java.util.Objects.requireNonNull;

import dev.neuron.model.ModelSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one training, numbered from 1: its progress, and how it ended. Keeps the first and
 * the newest progress, and that of evenly spread epochs, so that even a training of a few
 * milliseconds can be followed step by step. A slow reader skips the rest, since each progress says
 * all that the ones before it said. Safe for use by any number of threads.
 */
final class ProgressLog implements TrainingEvents {

  private record End(long id, @Nullable ModelSnapshot model, @Nullable Exception failure) {}

  private final RunEvents json;
  private final int epochs;
  private final int points;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final NavigableMap<Long, Progress> progress = new TreeMap<>();
  private boolean mayDropNewest;
  private int pointsPassed;
  private int nextPoint;
  private long count;
  private @Nullable End end;

  /**
   * @param json writes the events
   * @param points how many epochs no reader skips, evenly spread; at most as many as there are
   * @param epochs how many epochs the training may have
   */
  ProgressLog(RunEvents json, int points, int epochs) {
    this.json = json;
    this.epochs = epochs;
    this.points = Math.min(points, epochs);
    passPoint();
  }

  private void passPoint() {
    nextPoint = pointsPassed < points ? (int) ((long) ++pointsPassed * epochs / points) : 0;
  }

  /**
   * The number of epochs after which progress must be added next in any case; 0 if there is none.
   */
  int nextPoint() {
    return locked(() -> nextPoint);
  }

  /** Adds progress. */
  void add(Progress newest) {
    lock.lock();
    try {
      boolean isPoint = newest.epoch() == nextPoint;
      if (isPoint) {
        passPoint();
      }
      add(newest, isPoint);
    } finally {
      lock.unlock();
    }
  }

  /** Adds the last progress, which holds the result. */
  void addResult(Progress result) {
    lock.lock();
    try {
      add(result, true);
    } finally {
      lock.unlock();
    }
  }

  private void add(Progress newest, boolean keep) {
    if (mayDropNewest) {
      progress.pollLastEntry();
    }
    mayDropNewest = !keep && !progress.isEmpty();
    progress.put(++count, newest);
    added.signalAll();
  }

  /**
   * Adds the end; nothing may come after it.
   *
   * @param model null if there is none
   * @param failure why there is no model; null if there is one
   */
  void end(@Nullable ModelSnapshot model, @Nullable Exception failure) {
    lock.lock();
    try {
      end = new End(++count, model, failure);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The newest progress; null before the first epoch is over. */
  @Nullable Progress newest() {
    return locked(() -> progress.isEmpty() ? null : progress.lastEntry().getValue());
  }

  /** The events so far that no later one has superseded, in their order. */
  List<TrainingEvent> soFar() {
    NavigableMap<Long, Progress> all;
    End last;
    lock.lock();
    try {
      all = new TreeMap<>(progress);
      last = end;
    } finally {
      lock.unlock();
    }
    List<TrainingEvent> events = new ArrayList<>();
    all.forEach((id, one) -> events.add(json.progress(id, one)));
    if (last != null) {
      events.add(last.model() == null ? failed(last) : json.done(last.id(), last.model()));
    }
    return events;
  }

  private <T extends @Nullable Object> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  private TrainingEvent failed(End last) {
    return json.failed(last.id(), requireNonNull(last.failure()));
  }

  @Override
  public long endId() {
    return locked(() -> end == null ? 0L : end.id());
  }

  @Override
  public long newestId() {
    return locked(() -> count);
  }

  @Override
  public @Nullable TrainingEvent next(long after, Duration patience) throws InterruptedException {
    Supplier<TrainingEvent> next = await(after, patience);
    return next == null ? null : next.get(); // written without the lock: it may be long
  }

  private @Nullable Supplier<TrainingEvent> await(long after, Duration patience)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      Supplier<TrainingEvent> next = next(after);
      while (next == null && nanos > 0) {
        nanos = added.awaitNanos(nanos);
        next = next(after);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Supplier<TrainingEvent> next(long after) {
    Map.Entry<Long, Progress> next = progress.higherEntry(after);
    if (next != null) {
      return () -> json.progress(next.getKey(), next.getValue());
    }
    End last = end;
    if (last == null || last.id() == after) {
      return null;
    }
    return last.model() == null ? () -> failed(last) : () -> TrainingEvent.reference(last.id());
  }

  /** Writes the model itself where the event only refers to it. */
  @Override
  public void writeData(TrainingEvent event, OutputStream out) throws IOException {
    ModelSnapshot model = event.isReference() ? model() : null;
    if (model == null) {
      TrainingEvents.super.writeData(event, out);
    } else {
      json.write(model, out);
    }
  }

  private @Nullable ModelSnapshot model() {
    return locked(() -> end == null ? null : end.model());
  }
}
