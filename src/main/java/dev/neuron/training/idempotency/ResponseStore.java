package dev.neuron.training.idempotency;

import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.problem.ProblemException;
import dev.neuron.replica.BoundedKeys;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The first answers to requests with a key, which all replicas know, bounded in bytes and in time.
 * A request that has no answer yet is not forgotten, unless the replica that was to answer has
 * gone. Safe for use by any number of threads.
 */
@Component
final class ResponseStore {

  /** Whose key it is, since the same key of another is another one. */
  record Key(Owner owner, String key) {

    String shared() {
      return owner.key(key);
    }
  }

  /**
   * An answer as it was given.
   *
   * @param body null if it was long: then it is the model that the {@code Location} names
   */
  record Response(int status, Map<String, String> headers, byte @Nullable [] body) {

    int bytes() {
      return OVERHEAD_BYTES + (body == null ? 0 : body.length);
    }
  }

  /**
   * A first request.
   *
   * @param attempt as no other request has it
   * @param replica where it is being answered
   */
  private record Entry(
      String requestSha256, String attempt, String replica, @Nullable Response answer) {}

  /**
   * How a first request ended, which could not be told yet.
   *
   * @param beginning the entry of this attempt; that of another is left alone
   * @param answered the entry with its answer; null if it is to be forgotten
   */
  private record End(String key, byte[] beginning, byte @Nullable [] completed) {}

  private static final CBORMapper MAPPER = new CBORMapper();
  private static final int OVERHEAD_BYTES = 1024;
  private static final int MAX_UNTOLD = 10_000;

  private final Replicas replicas;
  private final SharedEntries entries;
  private final BoundedKeys responses;

  /** The entries of those that are being answered here. */
  private final Map<String, byte[]> underWay = new ConcurrentHashMap<>();

  /** A response that does not fit expires with its entry. */
  private final Queue<End> untold = new LinkedBlockingQueue<>(MAX_UNTOLD);

  ResponseStore(IdempotencyProperties properties, Replicas replicas) {
    this.replicas = replicas;
    entries = replicas.entries("first-answers", properties.keepFor());
    responses = new BoundedKeys(properties.maxBytes(), properties.keepFor(), entries::remove);
    replicas.keepTelling("publish first responses", this::tellRest);
  }

  /**
   * The first answer to this request; null if this is the first, which is then to be followed by
   * {@link #completed} or {@link #failed}.
   *
   * @throws ProblemException if the first request has no answer yet, or was another
   * @throws ModelStoreException if the other replicas do not answer
   */
  @Nullable Response begin(Key key, String requestSha256) {
    replicas.requireQuorum();
    byte[] beginning = entry(requestSha256, null);
    try {
      return begin(key.shared(), requestSha256, beginning);
    } catch (ModelStoreException e) {
      var _ = untold.offer(new End(key.shared(), beginning, null)); // it may have been put
      throw e;
    }
  }

  private @Nullable Response begin(String key, String requestSha256, byte[] beginning) {
    byte[] found = entries.putIfAbsent(key, beginning);
    if (found == null) {
      underWay.put(key, beginning);
      return null;
    }
    Entry first = MAPPER.readValue(found, Entry.class);
    if (isLost(first) && entries.replace(key, found, beginning)) {
      underWay.put(key, beginning);
      return null;
    }
    if (!first.requestSha256().equals(requestSha256)) {
      throw KeyProblems.reused();
    }
    if (first.answer() == null) {
      throw KeyProblems.inUse();
    }
    responses.use(key);
    return first.answer();
  }

  private boolean isLost(Entry first) {
    return first.answer() == null && replicas.isGone(first.replica());
  }

  /** Keeps the answer to the first request. */
  void completed(Key key, String requestSha256, Response response) {
    end(key, entry(requestSha256, response));
    responses.put(key.shared(), response.bytes());
  }

  /** Forgets a first request to which there is no answer worth keeping. */
  void failed(Key key) {
    end(key, null);
  }

  private byte[] entry(String requestSha256, @Nullable Response response) {
    return MAPPER.writeValueAsBytes(
        new Entry(requestSha256, UUID.randomUUID().toString(), replicas.here(), response));
  }

  /** The request is answered, whether or not others can be told so now. */
  private void end(Key key, byte @Nullable [] completed) {
    byte[] beginning = underWay.remove(key.shared());
    if (beginning == null) {
      return;
    }
    End end = new End(key.shared(), beginning, completed);
    try {
      tell(end);
    } catch (ModelStoreException _) {
      var _ = untold.offer(end); // the log says why; it is tried again
    }
  }

  private void tellRest() {
    for (End end = untold.peek(); end != null; end = untold.peek()) {
      tell(end);
      untold.remove(end);
    }
  }

  private void tell(End end) {
    if (end.completed() == null) {
      entries.remove(end.key(), end.beginning());
    } else {
      var _ = entries.replace(end.key(), end.beginning(), end.completed());
    }
  }
}
