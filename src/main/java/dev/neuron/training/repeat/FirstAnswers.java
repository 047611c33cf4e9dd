package dev.neuron.training.repeat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.neuron.model.Owner;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The first answers to requests with a key, bounded in bytes and in time. A request that has no
 * answer yet is not forgotten. Safe for use by any number of threads.
 */
@Component
final class FirstAnswers {

  /** Whose key it is, since the same key of another is another one. */
  record Key(Owner owner, String key) {}

  /** An answer as it was given. */
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  private record Entry(String requestSha256, @Nullable Answer answer) {
    int bytes() {
      return answer == null ? 0 : OVERHEAD_BYTES + answer.body().length;
    }
  }

  private static final int OVERHEAD_BYTES = 1024;

  private final Cache<Key, Entry> entries;

  FirstAnswers(RepeatProperties properties) {
    entries =
        Caffeine.newBuilder()
            .maximumWeight(properties.maxBytes())
            .weigher((Key _, Entry entry) -> entry.bytes()) // what weighs nothing stays
            .expireAfterWrite(properties.keepFor())
            .executor(Runnable::run)
            .build();
  }

  /**
   * The first answer to this request; null if this is the first, which is then to be followed by
   * {@link #answered} or {@link #failed}.
   *
   * @throws RepeatException if the first request has no answer yet, or was another
   */
  @Nullable Answer begin(Key key, String requestSha256) {
    Entry first = entries.asMap().putIfAbsent(key, new Entry(requestSha256, null));
    if (first == null) {
      return null;
    }
    if (!first.requestSha256().equals(requestSha256)) {
      throw RepeatException.reused();
    }
    if (first.answer() == null) {
      throw RepeatException.inUse();
    }
    return first.answer();
  }

  /** Keeps the answer to the first request. */
  void answered(Key key, String requestSha256, Answer answer) {
    entries.put(key, new Entry(requestSha256, answer));
  }

  /** Forgets a first request to which there is no answer worth keeping. */
  void failed(Key key) {
    entries.invalidate(key);
  }
}
