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
 * The first responses to requests with a key, shared by all replicas, bounded in bytes and in time.
 * The entry of a request without a response is kept, unless its replica was lost. Safe for use by
 * any number of threads.
 */
@Component
final class ResponseStore {

  /** A key and its owner: keys of different owners are independent. */
  record Key(Owner owner, String key) {

    String shared() {
      return owner.key(key);
    }
  }

  /**
   * A response as it was sent.
   *
   * @param body null if it was long: then the body is the model at {@code Location}
   */
  record Response(int status, Map<String, String> headers, byte @Nullable [] body) {

    int bytes() {
      return OVERHEAD_BYTES + (body == null ? 0 : body.length);
    }
  }

  /**
   * A first request.
   *
   * @param attempt an id that no other request has
   * @param replica the replica that processes it
   * @param answer its response; null until there is one. Not renamed, since replicas of other
   *     versions read the name
   */
  private record Entry(
      String requestSha256, String attempt, String replica, @Nullable Response answer) {}

  /**
   * The end of a first request that could not be published yet.
   *
   * @param beginning the entry of this attempt; that of another attempt is not changed
   * @param completed the entry with its response; null to remove it
   */
  private record End(String key, byte[] beginning, byte @Nullable [] completed) {}

  private static final CBORMapper MAPPER = new CBORMapper();
  private static final int OVERHEAD_BYTES = 1024;
  private static final int MAX_UNPUBLISHED = 10_000;

  private final Replicas replicas;
  private final SharedEntries entries;
  private final BoundedKeys responses;

  /** The entries of the requests that this replica processes. */
  private final Map<String, byte[]> underWay = new ConcurrentHashMap<>();

  /** The ends to be published. One that does not fit is dropped; its entry then expires. */
  private final Queue<End> unpublished = new LinkedBlockingQueue<>(MAX_UNPUBLISHED);

  ResponseStore(IdempotencyProperties properties, Replicas replicas) {
    this.replicas = replicas;
    entries = replicas.entries("first-answers", properties.keepFor());
    responses = new BoundedKeys(properties.maxBytes(), properties.keepFor(), entries::remove);
    replicas.keepPublishing("publish first responses", this::publishRest);
  }

  /**
   * Returns the first response to this request; null if this is the first request. Call {@link
   * #completed} or {@link #failed} after a first request.
   *
   * @throws ProblemException if the first request has no response yet, or was another one
   * @throws ModelStoreException if the other replicas do not respond
   */
  @Nullable Response begin(Key key, String requestSha256) {
    replicas.requireQuorum();
    byte[] beginning = entry(requestSha256, null);
    try {
      return begin(key.shared(), requestSha256, beginning);
    } catch (ModelStoreException e) {
      var _ =
          unpublished.offer(new End(key.shared(), beginning, null)); // the entry may have been put
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

  /** Keeps the response to the first request. */
  void completed(Key key, String requestSha256, Response response) {
    end(key, entry(requestSha256, response));
    responses.put(key.shared(), response.bytes());
  }

  /** Removes a first request whose response is not kept. */
  void failed(Key key) {
    end(key, null);
  }

  private byte[] entry(String requestSha256, @Nullable Response response) {
    return MAPPER.writeValueAsBytes(
        new Entry(requestSha256, UUID.randomUUID().toString(), replicas.here(), response));
  }

  /** Ends a request, now if the other replicas can be reached, otherwise in the background. */
  private void end(Key key, byte @Nullable [] completed) {
    byte[] beginning = underWay.remove(key.shared());
    if (beginning == null) {
      return;
    }
    End end = new End(key.shared(), beginning, completed);
    try {
      publish(end);
    } catch (ModelStoreException _) {
      var _ = unpublished.offer(end); // the replicas log the cause; the background task retries
    }
  }

  private void publishRest() {
    for (End end = unpublished.peek(); end != null; end = unpublished.peek()) {
      publish(end);
      unpublished.remove(end);
    }
  }

  private void publish(End end) {
    if (end.completed() == null) {
      entries.remove(end.key(), end.beginning());
    } else {
      var _ = entries.replace(end.key(), end.beginning(), end.completed());
    }
  }
}
