package dev.neuron.training.repeat;

import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.replica.BoundedKeys;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The first answers to requests with a key, which all replicas know, bounded in bytes and in time.
 * A request that has no answer yet is not forgotten, unless the replica that was to answer has
 * gone. Safe for use by any number of threads.
 */
@Component
final class FirstAnswers {

  /** Whose key it is, since the same key of another is another one. */
  record Key(Owner owner, String key) {

    String shared() {
      return owner.key(key);
    }
  }

  /** An answer as it was given. */
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  /**
   * A first request.
   *
   * @param attempt as no other request has it
   * @param replica where it is being answered
   */
  private record Entry(
      String requestSha256, String attempt, String replica, @Nullable Answer answer) {}

  private static final CBORMapper MAPPER = new CBORMapper();
  private static final int OVERHEAD_BYTES = 1024;

  /** What is to become of an entry and could not be told yet; no bytes for its removal. */
  private final Map<String, byte[]> untold = new ConcurrentHashMap<>();

  private final Replicas replicas;
  private final SharedEntries entries;
  private final BoundedKeys answers;

  FirstAnswers(RepeatProperties properties, Replicas replicas) {
    this.replicas = replicas;
    entries = replicas.entries("first-answers", properties.keepFor());
    answers = new BoundedKeys(properties.maxBytes(), 1, properties.keepFor(), entries::remove);
    replicas.keepTelling(this::tell);
  }

  /**
   * The first answer to this request; null if this is the first, which is then to be followed by
   * {@link #answered} or {@link #failed}.
   *
   * @throws RepeatException if the first request has no answer yet, or was another
   * @throws ModelStoreException if the other replicas do not answer
   */
  @Nullable Answer begin(Key key, String requestSha256) {
    byte[] beginning = entry(requestSha256, null);
    byte[] found = entries.putIfAbsent(key.shared(), beginning);
    if (found == null) {
      return null;
    }
    Entry first = MAPPER.readValue(found, Entry.class);
    if (isLost(first) && entries.replace(key.shared(), found, beginning)) {
      return null;
    }
    if (!first.requestSha256().equals(requestSha256)) {
      throw RepeatException.reused();
    }
    if (first.answer() == null) {
      throw RepeatException.inUse();
    }
    answers.use(key.shared());
    return first.answer();
  }

  private boolean isLost(Entry first) {
    return first.answer() == null && !replicas.isThere(first.replica());
  }

  /** Keeps the answer to the first request. */
  void answered(Key key, String requestSha256, Answer answer) {
    byte[] answered = entry(requestSha256, answer);
    tell(key.shared(), answered);
    answers.put(key.shared(), OVERHEAD_BYTES + answer.body().length);
  }

  /** Forgets a first request to which there is no answer worth keeping. */
  void failed(Key key) {
    tell(key.shared(), new byte[0]);
  }

  private byte[] entry(String requestSha256, @Nullable Answer answer) {
    return MAPPER.writeValueAsBytes(
        new Entry(requestSha256, UUID.randomUUID().toString(), replicas.here(), answer));
  }

  /** The request is answered, whether or not others can be told so now. */
  private void tell(String key, byte[] value) {
    try {
      put(key, value);
    } catch (ModelStoreException _) {
      untold.put(key, value); // the log says why; it is tried again
    }
  }

  private void tell() {
    untold.forEach(
        (key, value) -> {
          put(key, value);
          untold.remove(key);
        });
  }

  private void put(String key, byte[] value) {
    if (value.length == 0) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }
}
