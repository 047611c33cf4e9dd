package dev.neuron.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import dev.neuron.model.HealthStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The number of replicas that see each other, in health, in metrics and, when it changes, in the
 * log. Health also says whether all copies are made, so that another replica may be lost, and
 * whether this replica is part of a minority.
 */
final class Membership implements HealthIndicator, MeterBinder, MembershipListener {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final HazelcastInstance member;
  private final int expected;
  private final Quorum quorum;

  Membership(HazelcastInstance member, int expected, Quorum quorum) {
    this.member = member;
    this.expected = expected;
    this.quorum = quorum;
    member.getCluster().addMembershipListener(this);
    log();
  }

  private int members() {
    return quorum.members();
  }

  private void log() {
    int members = members();
    if (!quorum.isMet()) {
      LOG.warn(
          "{} of {} replicas see each other, fewer than the quorum of {}: requests that would change something, or that find nothing, get 503",
          members,
          expected,
          quorum.required());
    } else if (members < expected) {
      LOG.warn("{} of {} replicas see each other", members, expected);
    } else {
      LOG.info("{} of {} replicas see each other", members, expected);
    }
  }

  @Override
  public Health health() {
    int members = members();
    boolean copied = members > 0 && member.getPartitionService().isClusterSafe();
    Health.Builder health =
        Health.status(status(members, copied))
            .withDetail("members", members)
            .withDetail("expected", expected)
            .withDetail("allCopiesMade", copied);
    if (quorum.isOn()) {
      health.withDetail("quorum", quorum.required()).withDetail("minority", !quorum.isMet());
    }
    return health.build();
  }

  private Status status(int members, boolean copied) {
    if (members == 0) {
      return Status.DOWN;
    }
    if (!quorum.isMet()) {
      return Status.OUT_OF_SERVICE;
    }
    return members < expected || !copied ? HealthStatus.DEGRADED : Status.UP;
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
