package dev.neuron.cluster.port;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.dynamicconfig.ClusterWideConfigurationService;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.function.Function;

/** Replaces what Hazelcast would read and write on the port with what members do. */
final class MemberExtension extends DefaultNodeExtension {

  private static final long MIN_PACKET_BYTES = 16L << 20;

  private final ClusterKey key;

  MemberExtension(Node node, ClusterKey key) {
    super(node);
    this.key = key;
  }

  /** For every connection the same, whatever protocol it would like to speak. */
  @Override
  public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(
      ServerContext context) {
    ChannelInitializer channels = new MemberChannels(key, context);
    return _ -> channels;
  }

  @Override
  public InboundHandler<?, ?>[] createInboundHandlers(
      EndpointQualifier qualifier, ServerConnection connection, ServerContext context) {
    return new InboundHandler<?, ?>[] {
      new BoundedPacketDecoder(connection, node.nodeEngine.getPacketDispatcher(), maxPacketBytes())
    };
  }

  @Override
  public <T> T createService(Class<T> type, Object... parameters) {
    return type.equals(ClusterWideConfigurationService.class)
        ? type.cast(new FixedConfiguration((NodeEngine) parameters[0]))
        : super.createService(type, parameters);
  }

  /** A partition moves as one packet; one that takes half of the heap could not be handled. */
  private static int maxPacketBytes() {
    long half = Runtime.getRuntime().maxMemory() / 2;
    return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(MIN_PACKET_BYTES, half));
  }
}
