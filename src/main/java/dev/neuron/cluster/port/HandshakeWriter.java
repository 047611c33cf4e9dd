package dev.neuron.cluster.port;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.nio.IOUtil;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of the handshake. What Hazelcast wants to send meanwhile waits in the queue
 * of the channel.
 */
final class HandshakeWriter extends OutboundHandler<Void, ByteBuffer> {

  private final Queue<byte[]> messages = new ConcurrentLinkedQueue<>();

  /** Runs once all messages are written; null until that is known. */
  private volatile @Nullable Runnable end;

  @Override
  public void handlerAdded() {
    initDstBuffer(Handshake.MAX_BYTES);
  }

  /** Sends a message; called by the thread that reads. */
  void send(byte[] message) {
    if (message.length > 0) {
      messages.add(message);
      channel.outboundPipeline().wakeup();
    }
  }

  /** Lets Hazelcast write, once the messages are written. */
  void giveWayTo(OutboundHandler<?, ?>[] next) {
    endWith(() -> channel.outboundPipeline().replace(this, next));
  }

  /** Does something once the messages are written, on the thread that writes. */
  void endWith(Runnable action) {
    end = action;
    channel.outboundPipeline().wakeup();
  }

  @Override
  public HandlerStatus onWrite() {
    Runnable last = end; // read first: what was sent before it was set is then in the queue
    IOUtil.compactOrClear(dst);
    try {
      byte[] message = dst.position() == 0 ? messages.poll() : null;
      if (message != null) {
        dst.put(message);
      }
      if (dst.position() > 0) {
        return HandlerStatus.DIRTY;
      }
    } finally {
      dst.flip();
    }
    if (last == null) {
      return HandlerStatus.BLOCKED;
    }
    last.run();
    return HandlerStatus.CLEAN;
  }

  /** Keeps Hazelcast from logging a stack trace for each stranger who disconnects. */
  @Override
  public void interceptError(Throwable error) throws EOFException {
    if (error instanceof IOException) {
      throw new EOFException(error.getMessage());
    }
  }
}
