package dev.neuron.replica;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The entries of a service that is the only one. */
final class LocalEntries implements SharedEntries {

  private final ConcurrentMap<String, byte[]> entries;

  LocalEntries(Duration keepFor) {
    entries =
        Caffeine.newBuilder()
            .expireAfterWrite(keepFor)
            .executor(Runnable::run)
            .<String, byte[]>build()
            .asMap();
  }

  @Override
  public byte @Nullable [] get(String key) {
    return entries.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public byte @Nullable [] putIfAbsent(String key, byte[] value) {
    return entries.putIfAbsent(key, value);
  }

  @Override
  public boolean replace(String key, byte[] old, byte[] value) {
    byte[] found = entries.get(key);
    return Arrays.equals(found, old) && found != null && entries.replace(key, found, value);
  }

  @Override
  public void remove(String key, byte[] value) {
    byte[] found = entries.get(key);
    if (found != null && Arrays.equals(found, value)) {
      entries.remove(key, found);
    }
  }

  @Override
  public void remove(String key) {
    entries.remove(key);
  }

  @Override
  public List<byte[]> startingWith(String prefix) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .toList();
  }
}
