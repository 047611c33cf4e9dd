package dev.neuron.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The replicas that this member has lost sight of, with the time, and when one of them came back:
 * then two parts of a split cluster become one. Safe for use by any number of threads.
 */
final class Departures implements MembershipListener, LifecycleListener {

  private static final int MAX_REMEMBERED = 1000;

  private final long begunNanos = System.nanoTime();
  private final Map<String, Long> departedNanos =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };
  private @Nullable Long returnedNanos;

  private Departures() {}

  /** Records the departures that a member sees from now on. */
  static Departures seenBy(HazelcastInstance member) {
    Departures departures = new Departures();
    member.getCluster().addMembershipListener(departures);
    member.getLifecycleService().addLifecycleListener(departures);
    return departures;
  }

  @Override
  public synchronized void memberAdded(MembershipEvent event) {
    if (departedNanos.remove(replica(event)) != null) {
      returnedNanos = System.nanoTime();
    }
  }

  @Override
  public synchronized void memberRemoved(MembershipEvent event) {
    departedNanos.put(replica(event), System.nanoTime());
  }

  /** This member itself joins the others again. */
  @Override
  public synchronized void stateChanged(LifecycleEvent event) {
    if (event.getState() == LifecycleState.MERGING || event.getState() == LifecycleState.MERGED) {
      returnedNanos = System.nanoTime();
    }
  }

  private static String replica(MembershipEvent event) {
    return replica(event.getMember());
  }

  static String replica(Member member) {
    return String.valueOf(member.getAttribute(MemberConfig.REPLICA));
  }

  /** The time since a replica that is not there was last seen, or could have been seen. */
  synchronized Duration absence(String replica) {
    return since(departedNanos.getOrDefault(replica, begunNanos));
  }

  /** True if a replica has come back within a time. */
  synchronized boolean hadReturnWithin(Duration time) {
    return returnedNanos != null && since(returnedNanos).compareTo(time) < 0;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
