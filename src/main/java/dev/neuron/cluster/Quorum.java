package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import dev.neuron.model.ModelStoreException;
import java.util.function.Supplier;

/**
 * The number of members that must see each other to change shared data, so that two separate groups
 * never both do. A member that sees fewer is part of a minority: it neither changes shared data nor
 * responds that something does not exist, since the others may have changed it.
 */
final class Quorum {

  private final HazelcastInstance member;
  private final int required;

  /**
   * A quorum of the cluster that a member belongs to.
   *
   * @param required the number of members, with this one; 0 or 1 for no quorum
   */
  Quorum(HazelcastInstance member, int required) {
    this.member = member;
    this.required = required;
  }

  /** The number of members that see each other, with this one; 0 if it has been shut down. */
  int members() {
    try {
      return member.getCluster().getMembers().size();
    } catch (HazelcastInstanceNotActiveException _) {
      return 0;
    }
  }

  int required() {
    return required;
  }

  /** False if a quorum is never required. */
  boolean isOn() {
    return required > 1;
  }

  boolean isMet() {
    return !isOn() || members() >= required;
  }

  /**
   * Returns if the quorum is met.
   *
   * @throws ModelStoreException if it is not
   */
  void require() {
    int members = isOn() ? members() : required;
    if (members < required) {
      throw ModelStoreException.minority(members, required);
    }
  }

  /**
   * An action that needs the quorum before it runs, and after: a member that lost sight of the
   * others meanwhile may have changed what only it sees.
   */
  <T> Supplier<T> guarded(Supplier<T> action) {
    return () -> {
      require();
      T result = action.get();
      require();
      return result;
    };
  }
}
