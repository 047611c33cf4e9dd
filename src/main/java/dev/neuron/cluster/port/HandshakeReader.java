package dev.neuron.cluster.port;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the messages of the handshake, and not a byte more than the one that is awaited. */
final class HandshakeReader extends InboundHandler<ByteBuffer, Void> {

  private final Handshake handshake;
  private final MemberConnection connection;

  HandshakeReader(Handshake handshake, MemberConnection connection) {
    this.handshake = handshake;
    this.connection = connection;
  }

  @Override
  public void handlerAdded() {
    initSrcBuffer(Handshake.MAX_BYTES);
    src.limit(handshake.awaited());
  }

  @Override
  public HandlerStatus onRead() {
    byte[] begun = new byte[src.position()];
    src.get(0, begun);
    try {
      handshake.check(begun);
      if (begun.length == handshake.awaited()) {
        connection.send(handshake.receive(begun));
        proceed();
      }
      return HandlerStatus.CLEAN;
    } catch (HandshakeException e) {
      refuse(e.refusal());
      return HandlerStatus.BLOCKED; // there is no room for more, so reading on would never end
    }
  }

  private void proceed() {
    src.clear().limit(handshake.awaited());
    if (handshake.awaited() == 0) {
      channel.inboundPipeline().replace(this, connection.complete());
    }
  }

  private void refuse(Refusal refusal) {
    if (refusal == Refusal.OTHER_SECRET) {
      connection.send(handshake.refusal());
    }
    connection.refuse(refusal);
  }

  /** Keeps Hazelcast from logging a stack trace for each stranger who disconnects. */
  @Override
  public void interceptError(Throwable error) throws EOFException {
    if (error instanceof IOException) {
      if (handshake.hasProved()) {
        connection.log(Refusal.CLOSED);
      }
      throw new EOFException(error.getMessage());
    }
  }
}
