package dev.neuron.cluster.port;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelOption;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.nio.ConnectionType;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import java.util.Objects;

/** A connection that is to become one between members. */
final class MemberConnection {

  private final Channel channel;
  private final ServerContext context;
  private final HalfOpenConnections halfOpen;
  private final RefusalLog refusals;
  private final HandshakeWriter writer = new HandshakeWriter();

  MemberConnection(
      Channel channel, ServerContext context, HalfOpenConnections halfOpen, RefusalLog refusals) {
    this.channel = channel;
    this.context = context;
    this.halfOpen = halfOpen;
    this.refusals = refusals;
  }

  /** Starts the handshake. */
  void open(Handshake handshake) {
    channel.outboundPipeline().addLast(writer);
    channel.inboundPipeline().addLast(new HandshakeReader(handshake, this));
    writer.send(handshake.opening());
    channel.addCloseListener(_ -> halfOpen.remove(channel));
    halfOpen.add(channel, channel.socket().getInetAddress(), this::end);
  }

  void send(byte[] message) {
    writer.send(message);
  }

  /** Hands the connection over to Hazelcast; returns the handlers that read from now on. */
  InboundHandler<?, ?>[] complete() {
    halfOpen.remove(channel);
    // Hazelcast's default; set before, it would delay the end of a connection that is refused.
    channel.options().setOption(ChannelOption.SO_LINGER, 0);
    ServerConnection connection = connection();
    connection.setConnectionType(ConnectionType.MEMBER);
    writer.giveWayTo(context.createOutboundHandlers(EndpointQualifier.MEMBER, connection));
    return context.createInboundHandlers(EndpointQualifier.MEMBER, connection);
  }

  /** Ends the connection once all is written; called by the thread that reads. */
  void refuse(Refusal refusal) {
    log(refusal);
    Address connectedTo = connection().getRemoteAddress();
    if (connectedTo != null && refusal == Refusal.OTHER_SECRET) {
      context.onFailedConnection(connectedTo); // or a start would wait for it, for five minutes
    }
    writer.endWith(() -> connection().close(refusal.sentence(), null));
  }

  /** Ends the connection at once. */
  private void end(Refusal refusal) {
    log(refusal);
    connection().close(refusal.sentence(), null);
  }

  void log(Refusal refusal) {
    refusals.log(refusal, channel.remoteSocketAddress());
  }

  private ServerConnection connection() {
    return (ServerConnection)
        Objects.requireNonNull(channel.attributeMap().get(ServerConnection.class));
  }
}
