package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import dev.neuron.replica.ChunkStore;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The members of the cluster as replicas of the service. */
final class ClusterReplicas implements Replicas, AutoCloseable {

  private static final long TELL_MILLIS = 500;
  private static final long ORPHANS_MILLIS = 5000;

  private final HazelcastInstance member;

  /** The datasets in chunks that this replica has taken and not closed. */
  private final Set<String> datasets = ConcurrentHashMap.newKeySet();

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("telling").factory());

  ClusterReplicas(HazelcastInstance member) {
    this.member = member;
    every(ORPHANS_MILLIS, this::removeOrphans);
  }

  /** Removes chunks that nobody will work on any more. */
  void removeOrphans() {
    ChunkWorkers.of(member).retain(id -> datasets.contains(id) || isOfAnother(id));
  }

  private boolean isOfAnother(String dataset) {
    String replica = ChunkWorkers.replicaOf(dataset);
    return !replica.equals(here()) && isThere(replica);
  }

  private void every(long millis, Runnable task) {
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            () -> Housekeeping.attempt(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Of the member's attributes, since its own id changes when two clusters become one again. */
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
  public SharedEntries entries(String name, Duration keepFor) {
    return new ClusterEntries(member.getMap(MemberConfig.SHARED + name), keepFor);
  }

  @Override
  public void tell(String topic, String message) {
    Retries.of(
        () -> {
          topic(topic).publish(message);
          return true;
        });
  }

  @Override
  public void listen(String topic, Consumer<String> listener) {
    topic(topic).addMessageListener(message -> listener.accept(message.getMessageObject()));
  }

  private ITopic<String> topic(String topic) {
    return member.getTopic(topic);
  }

  @Override
  public void keepTelling(Runnable task) {
    every(TELL_MILLIS, task);
  }

  @Override
  public int count() {
    return Retries.of(() -> member.getCluster().getMembers().size());
  }

  @Override
  public ChunkStore chunks(String id, int features) {
    String own = ChunkWorkers.id(here(), id);
    datasets.add(own);
    return new ClusterChunks(member, own, features, () -> datasets.remove(own));
  }

  @Override
  public void close() {
    timer.close();
  }
}
