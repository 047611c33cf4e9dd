package dev.neuron.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Bounds what this replica has put into entries: when there is too much, what was put or used least
 * recently goes. What one put that has gone since is bounded by its time alone. Safe for use by any
 * number of threads.
 *
 * <p>A cache that learns what is used would rather keep what is used often than what is new, and
 * who asks for something once wants it just when it is new.
 */
public final class BoundedKeys {

  private record Entry(long bytes, long endNanos) {}

  private static final int CAPACITY = 16;
  private static final float LOAD = 0.75f;

  private final long maxBytes;
  private final long keepNanos;
  private final Consumer<String> remove;

  /** The least recently put or used first. */
  private final Map<String, Entry> entries = new LinkedHashMap<>(CAPACITY, LOAD, true);

  private long total;

  /**
   * Bounds.
   *
   * @param maxBytes of all entries, each of at least one; so their number is bounded too
   * @param keepFor as long as the entries are there anyway
   * @param remove what to do with one that must go
   */
  public BoundedKeys(long maxBytes, Duration keepFor, Consumer<String> remove) {
    this.maxBytes = maxBytes;
    this.keepNanos = keepFor.toNanos();
    this.remove = remove;
  }

  /** An entry has been put. */
  public void put(String key, int bytes) {
    add(key, Math.max(1, bytes)).forEach(remove);
  }

  private synchronized List<String> add(String key, long bytes) {
    long now = System.nanoTime();
    remove(key);
    entries.put(key, new Entry(bytes, now + keepNanos));
    total += bytes;
    List<String> gone = new ArrayList<>();
    Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Entry> next = oldest.next();
      boolean over = next.getValue().endNanos() - now < 0;
      if (!over && total <= maxBytes) {
        break;
      }
      oldest.remove();
      total -= next.getValue().bytes();
      if (!over) {
        gone.add(next.getKey());
      }
    }
    return gone;
  }

  /** An entry is used. */
  public synchronized void use(String key) {
    var _ = entries.get(key);
  }

  /** An entry has been removed. */
  public synchronized void remove(String key) {
    Entry removed = entries.remove(key);
    if (removed != null) {
      total -= removed.bytes();
    }
  }
}
