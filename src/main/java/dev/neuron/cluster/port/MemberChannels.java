package dev.neuron.cluster.port;

import static com.hazelcast.internal.networking.ChannelOption.SO_KEEPALIVE;
import static com.hazelcast.internal.networking.ChannelOption.SO_RCVBUF;
import static com.hazelcast.internal.networking.ChannelOption.SO_SNDBUF;
import static com.hazelcast.internal.networking.ChannelOption.TCP_NODELAY;

import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.server.ServerContext;
import java.time.Duration;

/** Puts the handshake in front of all that Hazelcast reads and writes on a connection. */
final class MemberChannels implements ChannelInitializer {

  private static final int MAX_HALF_OPEN = 256;
  private static final int MAX_HALF_OPEN_PER_ADDRESS = 64;
  private static final Duration HANDSHAKE_TIME = Duration.ofSeconds(5);

  /** Hazelcast's default. */
  private static final int SOCKET_BUFFER_BYTES = 128 * 1024;

  private final ClusterKey key;
  private final ServerContext context;
  private final RefusalLog refusals = new RefusalLog(System::nanoTime);
  private final HalfOpenConnections halfOpen =
      new HalfOpenConnections(MAX_HALF_OPEN, MAX_HALF_OPEN_PER_ADDRESS, HANDSHAKE_TIME);

  MemberChannels(ClusterKey key, ServerContext context) {
    this.key = key;
    this.context = context;
  }

  @Override
  public void initChannel(Channel channel) {
    channel
        .options()
        .setOption(TCP_NODELAY, true)
        .setOption(SO_KEEPALIVE, true)
        .setOption(SO_SNDBUF, SOCKET_BUFFER_BYTES)
        .setOption(SO_RCVBUF, SOCKET_BUFFER_BYTES);
    Handshake handshake =
        channel.isClientMode() ? new ConnectorHandshake(key) : new AcceptorHandshake(key);
    new MemberConnection(channel, context, halfOpen, refusals).open(handshake);
  }
}
