package dev.neuron.training.upload;

import dev.neuron.admission.RefusedException;
import dev.neuron.admission.RefusedException.Cause;
import dev.neuron.admission.RejectionFactory;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.model.ModelStoreException;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The memory for uploaded rows on all replicas together, with an account that all replicas share.
 * Safe for use by any number of threads.
 */
@Component
final class UploadMemory {

  private static final String ACCOUNT = "account";
  private static final Duration KEEP_FOR = Duration.ofDays(7);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
  private static final int PERCENT = 100;

  /** The step in which a share grows. */
  private static final long STEP = 8L << 20;

  /**
   * Copies of the rows with several replicas: the rows, and a copy on another replica. The features
   * packed for the kernel come on top.
   */
  private static final int COPIES_OF_SEVERAL = 2;

  private static final int COPIES_OF_ONE = 1;

  /**
   * The memory in use.
   *
   * @param byReplica bytes by the replica that uses them
   * @param change an id that no other account has
   */
  private record Account(Map<String, Long> byReplica, String change) {

    /** Returns this account with the bytes of one replica, and without lost replicas. */
    Account with(String replica, long bytes, Replicas replicas) {
      Map<String, Long> changed = new HashMap<>();
      byReplica.forEach(
          (other, taken) -> {
            if (replicas.isThere(other)) {
              changed.put(other, taken);
            }
          });
      changed.put(replica, bytes);
      return new Account(changed, UUID.randomUUID().toString());
    }

    long total() {
      return byReplica.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * The memory of one upload, to be closed when its rows have been dropped. For one thread at a
   * time.
   */
  final class Share implements AutoCloseable {
    private long taken;

    /**
     * Enlarges the share if it is too small, for rows whose cells each become a feature.
     *
     * @param rowBytes the bytes of all its rows so far
     * @throws InvalidInputException if this exceeds the total
     * @throws RefusedException if other uploads use it now
     */
    void grow(long rowBytes) {
      grow(rowBytes, rowBytes);
    }

    /**
     * Enlarges the share if it is too small.
     *
     * @param rowBytes the bytes of all its rows
     * @param packedBytes the bytes of the features and targets that they become
     * @throws InvalidInputException if this exceeds the total
     * @throws RefusedException if other uploads use it now
     */
    void grow(long rowBytes, long packedBytes) {
      long needed = rowBytes * copies() + packedBytes;
      if (needed > taken) {
        long max = limit();
        long inSteps = Math.ceilDiv(needed, STEP) * STEP;
        long all = needed <= max ? Math.min(inSteps, max) : needed;
        take(all - taken, all, max);
        taken = all;
      }
    }

    /** Gives all memory back; does not throw, and further calls do nothing. */
    @Override
    public void close() {
      if (taken > 0) {
        giveBack(taken);
        taken = 0;
      }
    }
  }

  private static final CBORMapper MAPPER = new CBORMapper();

  private final Replicas replicas;
  private final RejectionFactory refusals;
  private final SharedEntries accounts;
  private final long bytesOfOne;
  private final AtomicLong takenHere = new AtomicLong();
  private volatile long publishedBytes;

  UploadMemory(
      UploadProperties properties,
      Replicas replicas,
      RejectionFactory refusals,
      MeterRegistry meters) {
    this.replicas = replicas;
    this.refusals = refusals;
    accounts = replicas.entries("upload-memory", KEEP_FOR);
    Gauge.builder("neuron.upload.bytes", takenHere, AtomicLong::get)
        .description("Memory that rows uploaded to this replica take, on all replicas together")
        .register(meters);
    replicas.keepPublishing("publish memory of uploads", this::reconcile);
    bytesOfOne = Runtime.getRuntime().maxMemory() / PERCENT * properties.memoryPercent();
  }

  /** Returns an empty share. */
  Share begin() {
    return new Share();
  }

  /** Returns the total, assuming that the other replicas have as much as this one. */
  private long limit() {
    return bytesOfOne * replicas.count();
  }

  private int copies() {
    return replicas.count() > 1 ? COPIES_OF_SEVERAL : COPIES_OF_ONE;
  }

  private void take(long more, long all, long max) {
    if (all > max) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          ErrorLocation.NOWHERE,
          "The rows take more than the %d bytes that there are for uploads: send fewer, or start more replicas."
              .formatted(max));
    }
    takenHere.addAndGet(more);
    boolean taken = false;
    try {
      taken = publish(max);
    } finally {
      if (!taken) {
        takenHere.addAndGet(-more);
      }
    }
    if (!taken) {
      throw refusals.of(
          Cause.MEMORY, "Other uploads take up the memory that there is for them.", RETRY_AFTER);
    }
  }

  private void giveBack(long bytes) {
    takenHere.addAndGet(-bytes);
    try {
      reconcile();
    } catch (ModelStoreException _) {
      // the replicas log the cause; the background task retries
    }
  }

  /** Publishes the memory in use here, if the shared account differs. */
  private void reconcile() {
    if (publishedBytes != takenHere.get()) {
      var _ = publish(Long.MAX_VALUE);
    }
  }

  /** Publishes the memory in use here; returns false if the total would exceed the maximum. */
  private boolean publish(long max) {
    while (true) {
      byte[] found = accounts.get(ACCOUNT);
      Account account =
          found == null ? new Account(Map.of(), "") : MAPPER.readValue(found, Account.class);
      long bytes = takenHere.get(); // read now, so that the last to publish has the newest value
      Account changed = account.with(replicas.here(), bytes, replicas);
      if (changed.total() > max) {
        return false;
      }
      byte[] value = MAPPER.writeValueAsBytes(changed);
      if (found == null
          ? accounts.putIfAbsent(ACCOUNT, value) == null
          : accounts.replace(ACCOUNT, found, value)) {
        publishedBytes = bytes;
        return true;
      }
    }
  }
}
