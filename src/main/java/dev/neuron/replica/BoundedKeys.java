package dev.neuron.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Bounds the entries that this replica has put: if they are too large together, the least recently
 * put or used ones are removed. Entries of a replica that was lost are bounded by their time alone.
 * Safe for use by any number of threads.
 *
 * <p>Why no Caffeine cache? It prefers entries that are used often to new ones, and clients ask for
 * most entries once, when they are new.
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
   * Begins without entries.
   *
   * @param maxBytes of all entries, each of at least one; so their number is bounded too
   * @param keepFor the time after which entries expire anyway
   * @param remove removes an entry
   */
  public BoundedKeys(long maxBytes, Duration keepFor, Consumer<String> remove) {
    this.maxBytes = maxBytes;
    this.keepNanos = keepFor.toNanos();
    this.remove = remove;
  }

  /** Notes that an entry was put, and removes others if need be. */
  public void put(String key, int bytes) {
    add(key, Math.max(1, bytes)).forEach(remove);
  }

  private synchronized List<String> add(String key, long bytes) {
    long now = System.nanoTime();
    remove(key);
    entries.put(key, new Entry(bytes, now + keepNanos));
    total += bytes;
    List<String> removed = new ArrayList<>();
    Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Entry> next = oldest.next();
      boolean expired = next.getValue().endNanos() - now < 0;
      if (!expired && total <= maxBytes) {
        break;
      }
      oldest.remove();
      total -= next.getValue().bytes();
      if (!expired) {
        removed.add(next.getKey());
      }
    }
    return removed;
  }

  /** Notes a use of an entry. */
  public synchronized void use(String key) {
    var _ = entries.get(key);
  }

  /** Notes that an entry was removed. */
  public synchronized void remove(String key) {
    Entry removed = entries.remove(key);
    if (removed != null) {
      total -= removed.bytes();
    }
  }
}
