package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.topic.ITopic;
import dev.neuron.replica.ChunkStore;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The members of the cluster as replicas of the service. */
final class ClusterReplicas implements Replicas, AutoCloseable {

  private static final Duration TELL = Duration.ofMillis(500);

  /** A replica that was only cut off, or frozen for a moment, is likely to be back by then. */
  private static final Duration GONE = Duration.ofSeconds(15);

  private static final Duration ORPHANS = Duration.ofSeconds(5);

  private final HazelcastInstance member;
  private final Certainty certainty;
  private final Departures departures;

  /** The datasets in chunks that this replica has taken and not closed. */
  private final Set<String> datasets = ConcurrentHashMap.newKeySet();

  private final Background background = new Background("publishing");

  ClusterReplicas(HazelcastInstance member, Certainty certainty, Departures departures) {
    this.member = member;
    this.certainty = certainty;
    this.departures = departures;
    background.every(ORPHANS, "remove orphaned chunks", this::removeOrphans);
  }

  /** Removes chunks that are not needed any more. */
  void removeOrphans() {
    ChunkWorkers.of(member).retain(id -> datasets.contains(id) || isOfAnother(id));
  }

  private boolean isOfAnother(String dataset) {
    String replica = ChunkWorkers.replicaOf(dataset);
    return !replica.equals(here()) && isThere(replica);
  }

  /** An attribute of the member, whose own id changes when two clusters become one again. */
  @Override
  public String here() {
    return Retries.of(
        () -> member.getCluster().getLocalMember().getAttribute(MemberConfig.REPLICA));
  }

  @Override
  public boolean isThere(String replica) {
    return Retries.of(
        () ->
            member.getCluster().getMembers().stream()
                .anyMatch(other -> replica.equals(other.getAttribute(MemberConfig.REPLICA))));
  }

  @Override
  public boolean isGone(String replica) {
    return !isThere(replica)
        && departures.absence(replica).compareTo(GONE) > 0
        && certainty.isGiven();
  }

  @Override
  public void afterReturn(Runnable task) {
    member
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleState.MERGED) {
                task.run();
              }
            });
  }

  @Override
  public void requireQuorum() {
    certainty.quorum().require();
  }

  @Override
  public void requireCertainty() {
    certainty.require();
  }

  @Override
  public SharedEntries entries(String name, Duration keepFor) {
    return new ClusterEntries(
        member.getMap(MemberConfig.SHARED + name), keepFor, certainty.quorum());
  }

  @Override
  public void send(String topic, String message) {
    Retries.run(() -> topic(topic).publish(message));
  }

  @Override
  public void listen(String topic, Consumer<String> listener) {
    topic(topic).addMessageListener(message -> listener.accept(message.getMessageObject()));
  }

  private ITopic<String> topic(String topic) {
    return member.getTopic(topic);
  }

  @Override
  public void keepPublishing(String name, Runnable task) {
    background.every(TELL, name, task);
  }

  @Override
  public int count() {
    return Retries.of(() -> member.getCluster().getMembers().size());
  }

  @Override
  public ChunkStore chunks(String id, int columns) {
    String own = ChunkWorkers.id(here(), id);
    datasets.add(own);
    return new ClusterChunks(member, own, columns, () -> datasets.remove(own));
  }

  @Override
  public void close() {
    background.close();
  }
}
