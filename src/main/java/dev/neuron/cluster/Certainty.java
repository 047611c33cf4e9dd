package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.neuron.model.ModelStoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether models that this member does not find do not exist. They may exist while there is
 * no quorum, while models are carried over from another part of a cluster that was split, and just
 * after this process was frozen, before it notices that the others went on without it.
 */
final class Certainty implements AutoCloseable {

  /** The member that carries models over says so within this time after it has come back. */
  private static final Duration AFTER_RETURN = Duration.ofSeconds(10);

  /** The longest that models are carried over. */
  private static final Duration CARRYING = Duration.ofMinutes(10);

  /** Renewed meanwhile; ends by itself when the member that carries is lost. */
  private static final long CARRYING_SECONDS = 30;

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration FROZEN = Duration.ofSeconds(5);
  private static final Duration AFTER_FREEZE = Duration.ofSeconds(5);
  private static final String KEY = "carrying";

  private final Quorum quorum;
  private final Departures departures;
  private final IMap<String, String> carrying;
  private final Background background = new Background("clock");
  private volatile boolean carryingHere;
  private volatile long tickNanos = System.nanoTime();
  private volatile long unsureUntilNanos = tickNanos;

  Certainty(HazelcastInstance member, Quorum quorum, Departures departures) {
    this.quorum = quorum;
    this.departures = departures;
    carrying = member.getMap(MemberConfig.CARRYING);
    background.every(TICK, "notice freezes", this::tick);
  }

  Quorum quorum() {
    return quorum;
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - tickNanos > FROZEN.toNanos()) {
      unsureUntilNanos = now + AFTER_FREEZE.toNanos();
    }
    tickNanos = now;
  }

  /** Denies nothing here until {@link #endCarrying}. */
  void denyNothing() {
    carryingHere = true;
  }

  /** Says to all members that models of this one are being carried over, which is to be renewed. */
  void beginCarrying(String replica) {
    Retries.run(() -> carrying.set(KEY, replica, CARRYING_SECONDS, TimeUnit.SECONDS));
  }

  /** Says that all models of this member have been carried over. */
  void endCarrying(String replica) {
    Retries.of(() -> carrying.remove(KEY, replica));
    carryingHere = false;
  }

  /**
   * Returns if what is not found does not exist.
   *
   * @throws ModelStoreException if it may exist
   */
  void require() {
    quorum.require();
    if (carryingHere || wasFrozen() || isCarriedOver()) {
      throw ModelStoreException.rejoining();
    }
  }

  boolean isGiven() {
    try {
      require();
      return true;
    } catch (ModelStoreException _) {
      return false;
    }
  }

  private boolean wasFrozen() {
    long now = System.nanoTime();
    return now - tickNanos > FROZEN.toNanos() || now - unsureUntilNanos < 0;
  }

  private boolean isCarriedOver() {
    return departures.hadReturnWithin(AFTER_RETURN)
        || (departures.hadReturnWithin(CARRYING) && Retries.of(() -> carrying.get(KEY)) != null);
  }

  @Override
  public void close() {
    background.close();
  }
}
