package dev.neuron.cluster;

import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicate;
import com.hazelcast.query.Predicates;
import dev.neuron.replica.SharedEntries;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Entries in the memory of all members. */
final class ClusterEntries implements SharedEntries {

  private static final String KEY = "__key";

  private final IMap<String, byte[]> entries;
  private final long keepMillis;
  private final Quorum quorum;

  ClusterEntries(IMap<String, byte[]> entries, Duration keepFor, Quorum quorum) {
    this.quorum = quorum;
    this.entries = entries;
    keepMillis = Math.max(1, keepFor.toMillis());
  }

  @Override
  public byte @Nullable [] get(String key) {
    return Retries.of(() -> entries.get(key));
  }

  @Override
  public void put(String key, byte[] value) {
    run(() -> entries.set(key, value, keepMillis, TimeUnit.MILLISECONDS));
  }

  @Override
  public byte @Nullable [] putIfAbsent(String key, byte[] value) {
    byte[] found = change(() -> entries.putIfAbsent(key, value, keepMillis, TimeUnit.MILLISECONDS));
    // A second attempt, after one whose outcome is unknown, finds what the first put.
    return Arrays.equals(found, value) ? null : found;
  }

  @Override
  public boolean replace(String key, byte[] old, byte[] value) {
    boolean replaced =
        change(() -> entries.replace(key, old, value) || Arrays.equals(get(key), value));
    if (replaced) { // which has taken its time to live from it
      change(() -> entries.setTtl(key, keepMillis, TimeUnit.MILLISECONDS));
    }
    return replaced;
  }

  @Override
  public void remove(String key, byte[] value) {
    change(() -> entries.remove(key, value));
  }

  @Override
  public void remove(String key) {
    run(() -> entries.delete(key));
  }

  @Override
  public List<byte[]> startingWith(String prefix) {
    // No character of a key comes after the last there is.
    Predicate<String, byte[]> begins =
        Predicates.between(KEY, prefix, prefix + Character.MAX_VALUE);
    return Retries.of(() -> List.copyOf(entries.values(begins)));
  }

  private void run(Runnable action) {
    change(
        () -> {
          action.run();
          return true;
        });
  }

  /** Changes entries with a quorum: each attempt needs it, and what it has done counts with it. */
  private <T> T change(Supplier<T> action) {
    return Retries.of(quorum.guarded(action));
  }
}
