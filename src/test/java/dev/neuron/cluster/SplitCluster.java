package dev.neuron.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import dev.neuron.cluster.port.MemberPort;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.ModelsProperties.Store;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.unit.DataSize;

/** A cluster in this process that can be split in two and healed. */
final class SplitCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One of its members, with what the service has beside it. */
  record Part(
      HazelcastInstance member,
      TcpIpConfig join,
      ClusterModelStore store,
      ClusterReplicas replicas,
      CarryOver carryOver) {}

  private final int port = ClusterStores.freePort();
  private final List<Part> parts = new ArrayList<>();

  SplitCluster(int members, int quorum, Consumer<Config> configure) {
    for (int i = 1; i <= members; i++) {
      Config config = ClusterStores.config("127.0.0." + i, port, null, quorum);
      config.setProperty("hazelcast.merge.first.run.delay.seconds", "1");
      config.setProperty("hazelcast.merge.next.run.delay.seconds", "1");
      // Members find each other by their list alone, which is shortened to split them.
      config.setProperty(
          "hazelcast.tcp.join.previously.joined.member.address.retention.seconds", "0");
      configure.accept(config);
      parts.add(part(MemberPort.open(config, null), config, quorum));
    }
    awaitMembers(parts, members);
  }

  private static Part part(HazelcastInstance member, Config config, int quorum) {
    Departures departures = Departures.seenBy(member);
    Certainty certainty = new Certainty(member, new Quorum(member, quorum), departures);
    ModelsProperties properties =
        new ModelsProperties(Store.MEMORY, 1000, DataSize.ofMegabytes(10), WhenFull.EVICT, 10);
    ClusterModelStore store =
        new ClusterModelStore(
            member,
            MemberConfig.MODELS,
            properties,
            Clock.systemUTC(),
            certainty,
            new ContentMemory());
    return new Part(
        member,
        config.getNetworkConfig().getJoin().getTcpIpConfig(),
        store,
        new ClusterReplicas(member, certainty, departures),
        new CarryOver(member, store.reconciliation(), certainty));
  }

  Part get(int index) {
    return parts.get(index);
  }

  List<Part> parts() {
    return parts;
  }

  private static void awaitMembers(List<Part> parts, int members) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> parts.stream().allMatch(part -> part.replicas().count() == members));
  }

  /** Cuts the last member off from the others. */
  void split() {
    List<Part> others = parts.subList(0, parts.size() - 1);
    List<Part> last = List.of(parts.getLast());
    others.forEach(part -> part.join().setMembers(addresses(1, others.size())));
    last.getFirst().join().setMembers(addresses(parts.size(), parts.size()));
    for (Part other : others) {
      suspect(other, last.getFirst());
      suspect(last.getFirst(), other);
    }
    awaitMembers(others, others.size());
    awaitMembers(last, 1);
  }

  /** Makes a member give another one up, unless it has done so already. */
  private static void suspect(Part part, Part lost) {
    UUID id = lost.member().getCluster().getLocalMember().getUuid();
    ClusterServiceImpl members =
        ((HazelcastInstanceProxy) part.member()).getOriginal().node.getClusterService();
    part.member().getCluster().getMembers().stream()
        .filter(member -> member.getUuid().equals(id))
        .forEach(member -> members.suspectMember(member, "cut off", true));
  }

  /** Lets all members find each other again; returns when they have. */
  void heal() {
    parts.forEach(part -> part.join().setMembers(addresses(1, parts.size())));
    awaitMembers(parts, parts.size());
  }

  private List<String> addresses(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(member -> "127.0.0.%d:%d".formatted(member, port))
        .toList();
  }

  @Override
  public void close() {
    parts.forEach(
        part -> {
          part.carryOver().close();
          part.replicas().close();
        });
    Stream.of(parts).flatMap(List::stream).forEach(part -> terminate(part.member()));
  }

  private static void terminate(HazelcastInstance member) {
    member.getLifecycleService().terminate();
  }
}
