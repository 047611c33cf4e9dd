package dev.neuron.cluster.port;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a member whose port lets in members alone. */
public final class MemberPort extends DefaultNodeContext {

  private static final Logger LOG = LoggerFactory.getLogger(MemberPort.class);

  private final ClusterKey key;

  private MemberPort(ClusterKey key) {
    this.key = key;
  }

  /**
   * Starts the member.
   *
   * @param secret null for none: then any member without one is let in
   * @throws UnusableSecretException if the secret is too short
   */
  public static HazelcastInstance open(Config config, @Nullable ClusterSecret secret) {
    HazelcastInstance member =
        HazelcastInstanceFactory.newHazelcastInstance(
            config, config.getInstanceName(), new MemberPort(new ClusterKey(secret)));
    warnIfOpen(secret, member.getCluster().getLocalMember().getSocketAddress());
    return member;
  }

  static void warnIfOpen(@Nullable ClusterSecret secret, InetSocketAddress address) {
    if (secret == null && !address.getAddress().isLoopbackAddress()) {
      LOG.warn(
          "neuron.cluster.secret is not set: whatever reaches {} can be a replica, and read, change and"
              + " delete all models",
          address);
    }
  }

  @Override
  public NodeExtension createNodeExtension(Node node) {
    return new MemberExtension(node, key);
  }
}
