package dev.neuron.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.neuron.cluster.port.ClusterSecret;
import dev.neuron.cluster.port.MemberPort;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelsProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stores of a cluster of three members, which are in this process and last as long as the tests.
 */
public final class ClusterStores {

  private static final int MEMBERS = 3;
  private static final int QUORUM = 2;
  private static final List<HazelcastInstance> SHARED = start(MEMBERS);

  private ClusterStores() {}

  /** An empty store, asked through the first member. */
  public static ModelStore empty(ModelsProperties properties, Clock clock) {
    return of(SHARED.getFirst(), UUID.randomUUID().toString(), properties, clock);
  }

  /** An empty store on the first member, with the given memory for contents. */
  static ClusterModelStore with(ContentMemory memory, ModelsProperties properties, Clock clock) {
    return of(SHARED.getFirst(), UUID.randomUUID().toString(), properties, clock, memory);
  }

  /** One of the members. */
  static HazelcastInstance aMember() {
    return SHARED.getFirst();
  }

  /** One empty store, asked through each of the members. */
  static List<ClusterModelStore> ofEachMember(ModelsProperties properties, Clock clock) {
    String key = UUID.randomUUID().toString();
    return SHARED.stream().map(member -> of(member, key, properties, clock)).toList();
  }

  static ClusterModelStore of(
      HazelcastInstance member, String key, ModelsProperties properties, Clock clock) {
    return of(member, key, properties, clock, new ContentMemory());
  }

  private static ClusterModelStore of(
      HazelcastInstance member,
      String key,
      ModelsProperties properties,
      Clock clock,
      ContentMemory memory) {
    return new ClusterModelStore(member, key, properties, clock, certainty(member), memory);
  }

  static ClusterReplicas replicas(HazelcastInstance member) {
    return new ClusterReplicas(member, certainty(member), Departures.seenBy(member));
  }

  static Certainty certainty(HazelcastInstance member) {
    return new Certainty(member, quorum(member), Departures.seenBy(member));
  }

  static Quorum quorum(HazelcastInstance member) {
    return new Quorum(member, QUORUM);
  }

  /** Starts a cluster. */
  static List<HazelcastInstance> start(int members) {
    int port = freePort();
    return IntStream.rangeClosed(1, members)
        .mapToObj(member -> member("127.0.0." + member, port))
        .toList();
  }

  /** Starts a member that joins those on the same port. */
  static HazelcastInstance member(String address, int port) {
    return member(address, port, null);
  }

  /** Starts a member that joins those on the same port with the same secret. */
  static HazelcastInstance member(String address, int port, @Nullable ClusterSecret secret) {
    return MemberPort.open(config(address, port, secret, QUORUM), secret);
  }

  /** The configuration of a member that joins those on the same port. */
  static Config config(String address, int port, @Nullable ClusterSecret secret, int quorum) {
    Config config =
        MemberConfig.of(
            new ClusterProperties(null, address, port, secret, MEMBERS, quorum, MEMBERS - 1));
    TcpIpConfig join = config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
    IntStream.rangeClosed(1, MEMBERS)
        .forEach(member -> join.addMember("127.0.0.%d:%d".formatted(member, port)));
    return config;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
