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
 * The memory that uploaded rows may take on all replicas together, which all of them keep account
 * of. Safe for use by any number of threads.
 */
@Component
final class UploadMemory {

  private static final String ACCOUNT = "account";
  private static final Duration KEEP_FOR = Duration.ofDays(7);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
  private static final int PERCENT = 100;

  /** Asked for at a time. */
  private static final long STEP = 8L << 20;

  /** The rows, a copy on another replica, and the same packed for the kernel. */
  private static final int PLACES_OF_SEVERAL = 3;

  /** The rows, and the same packed for the kernel. */
  private static final int PLACES_OF_ONE = 2;

  /**
   * What is taken.
   *
   * @param byReplica bytes by the replica that takes them
   * @param change as no other account has it
   */
  private record Account(Map<String, Long> byReplica, String change) {

    /** This, without replicas that have gone. */
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

  /** The memory of one upload, to be closed when its rows are gone. For one thread at a time. */
  final class Share implements AutoCloseable {
    private long taken;

    /**
     * Takes more if that is not enough.
     *
     * @param rowBytes of all its rows so far
     * @throws InvalidInputException if there never is so much
     * @throws RefusedException if others have it now
     */
    void grow(long rowBytes) {
      long needed = rowBytes * places();
      if (needed > taken) {
        long max = limit();
        long inSteps = Math.ceilDiv(needed, STEP) * STEP;
        long all = needed <= max ? Math.min(inSteps, max) : needed;
        take(all - taken, all, max);
        taken = all;
      }
    }

    /** Gives all back; does not throw, and further calls do nothing. */
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
  private volatile long told;

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
    replicas.keepTelling("publish memory of uploads", this::reconcile);
    bytesOfOne = Runtime.getRuntime().maxMemory() / PERCENT * properties.memoryPercent();
  }

  /** A share of nothing, to begin with. */
  Share begin() {
    return new Share();
  }

  /** All there is, if the other replicas have as much as this one. */
  private long limit() {
    return bytesOfOne * replicas.count();
  }

  private int places() {
    return replicas.count() > 1 ? PLACES_OF_SEVERAL : PLACES_OF_ONE;
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
    boolean told = false;
    try {
      told = tell(max);
    } finally {
      if (!told) {
        takenHere.addAndGet(-more);
      }
    }
    if (!told) {
      throw refusals.of(
          Cause.MEMORY, "Other uploads take up the memory that there is for them.", RETRY_AFTER);
    }
  }

  private void giveBack(long bytes) {
    takenHere.addAndGet(-bytes);
    try {
      reconcile();
    } catch (ModelStoreException _) {
      // the log says why; it is tried again
    }
  }

  /** Tells what this replica takes, if the others know something else. */
  private void reconcile() {
    if (told != takenHere.get()) {
      var _ = tell(Long.MAX_VALUE);
    }
  }

  /** Tells all replicas what this one takes, unless all would take more than the most. */
  private boolean tell(long max) {
    while (true) {
      byte[] found = accounts.get(ACCOUNT);
      Account account =
          found == null ? new Account(Map.of(), "") : MAPPER.readValue(found, Account.class);
      long bytes = takenHere.get(); // read now: the last to tell tells the newest
      Account changed = account.with(replicas.here(), bytes, replicas);
      if (changed.total() > max) {
        return false;
      }
      byte[] value = MAPPER.writeValueAsBytes(changed);
      if (found == null
          ? accounts.putIfAbsent(ACCOUNT, value) == null
          : accounts.replace(ACCOUNT, found, value)) {
        told = bytes;
        return true;
      }
    }
  }
}
