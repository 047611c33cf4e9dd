package dev.neuron.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * How many replicas see each other, in health, in metrics and, when that changes, in the log; and
 * in health whether all copies are made, so that another replica may be lost.
 */
final class Membership implements HealthIndicator, MeterBinder, MembershipListener {

  /** Answers, but with fewer replicas or copies than there should be. */
  private static final Status DEGRADED = new Status("DEGRADED");

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final HazelcastInstance member;
  private final int expected;

  Membership(HazelcastInstance member, int expected) {
    this.member = member;
    this.expected = expected;
    member.getCluster().addMembershipListener(this);
    log();
  }

  private int members() {
    try {
      return member.getCluster().getMembers().size();
    } catch (HazelcastInstanceNotActiveException _) {
      return 0;
    }
  }

  private void log() {
    int members = members();
    if (members < expected) {
      LOG.warn("{} of {} replicas see each other", members, expected);
    } else {
      LOG.info("{} of {} replicas see each other", members, expected);
    }
  }

  @Override
  public Health health() {
    int members = members();
    boolean copied = members > 0 && member.getPartitionService().isClusterSafe();
    Status status = members < expected || !copied ? DEGRADED : Status.UP;
    return Health.status(members == 0 ? Status.DOWN : status)
        .withDetail("members", members)
        .withDetail("expected", expected)
        .withDetail("allCopiesMade", copied)
        .build();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("neuron.cluster.members", this, Membership::members)
        .description("Replicas that see each other, with this one")
        .register(registry);
    Gauge.builder("neuron.cluster.expected", () -> expected)
        .description("Replicas that there should be")
        .register(registry);
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    log();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    log();
  }
}
