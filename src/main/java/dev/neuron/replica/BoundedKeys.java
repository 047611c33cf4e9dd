package dev.neuron.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what this replica has put into entries: of what it put and nobody uses, some goes when
 * there is too much. What one put that has gone since is bounded by its time alone. Safe for use by
 * any number of threads.
 */
public final class BoundedKeys {

  private final Cache<String, Integer> sizes;

  /**
   * Bounds.
   *
   * @param maxBytes of all entries
   * @param smallest bytes that an entry counts for at the least, which bounds their number
   * @param keepFor as long as the entries
   * @param remove what to do with one that must go
   */
  public BoundedKeys(long maxBytes, long smallest, Duration keepFor, Consumer<String> remove) {
    int least = Math.clamp(smallest, 1, Integer.MAX_VALUE);
    sizes =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((String _, Integer size) -> Math.max(least, size))
            .expireAfterWrite(keepFor)
            .executor(Runnable::run)
            .evictionListener(
                (@Nullable String key, @Nullable Integer _, RemovalCause cause) -> {
                  if (cause == RemovalCause.SIZE) {
                    remove.accept(Objects.requireNonNull(key));
                  }
                })
            .build();
  }

  /** An entry has been put. */
  public void put(String key, int bytes) {
    sizes.put(key, bytes);
  }

  /** An entry is used. */
  public void use(String key) {
    var _ = sizes.getIfPresent(key);
  }

  /** An entry has been removed. */
  public void remove(String key) {
    sizes.invalidate(key);
  }
}
