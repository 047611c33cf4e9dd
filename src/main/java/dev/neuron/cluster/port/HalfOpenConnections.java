package dev.neuron.cluster.port;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections whose handshake is not complete, bounded in time and in number. A new connection
 * that exceeds the number ends the oldest one and not itself: a member needs milliseconds for its
 * handshake, so silent connections cannot keep it out.
 */
final class HalfOpenConnections {

  /** One of them. */
  private record Entry(
      InetAddress from, Consumer<Refusal> end, CompletableFuture<@Nullable Void> done) {}

  private final int max;
  private final int maxPerAddress;
  private final Duration time;

  /** By connection, oldest first. */
  private final Map<Object, Entry> entries = new LinkedHashMap<>();

  /**
   * @param maxPerAddress fewer than {@code max}, but as many as members may be behind one proxy
   */
  HalfOpenConnections(int max, int maxPerAddress, Duration time) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
    this.time = time;
  }

  /**
   * Adds a connection.
   *
   * @param end ends it
   */
  void add(Object connection, InetAddress from, Consumer<Refusal> end) {
    Entry added = new Entry(from, end, new CompletableFuture<>());
    Entry surplus;
    synchronized (entries) {
      entries.put(connection, added);
      surplus = removeSurplus(from);
    }
    if (surplus != null) {
      surplus.done.complete(null);
      surplus.end.accept(Refusal.CROWDED);
    }
    added
        .done
        .orTimeout(time.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            _ -> {
              expire(connection, added);
              return null;
            });
  }

  private void expire(Object connection, Entry entry) {
    synchronized (entries) {
      entries.remove(connection, entry);
    }
    entry.end.accept(Refusal.SILENT);
  }

  private @Nullable Entry removeSurplus(InetAddress from) {
    long ofAddress = entries.values().stream().filter(entry -> entry.from.equals(from)).count();
    if (ofAddress <= maxPerAddress && entries.size() <= max) {
      return null;
    }
    Object oldest =
        entries.entrySet().stream()
            .filter(entry -> ofAddress <= maxPerAddress || entry.getValue().from.equals(from))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return entries.remove(oldest);
  }

  /** Removes a connection that has completed its handshake, or has ended. */
  void remove(Object connection) {
    Entry removed;
    synchronized (entries) {
      removed = entries.remove(connection);
    }
    if (removed != null) {
      removed.done.complete(null);
    }
  }

  int count() {
    synchronized (entries) {
      return entries.size();
    }
  }
}
