package dev.neuron.cluster.port;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.nio.IOUtil;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.PacketDecoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets of members. Hazelcast's own decoder allocates the size that a header names, up to
 * 2³¹ − 1; this one refuses what exceeds a bound, and allocates a long payload as it arrives.
 */
final class BoundedPacketDecoder extends PacketDecoder {

  /** The version, flags (2), the partition (4) and the size (4). */
  static final int HEADER_BYTES = 11;

  private static final int FIRST_BYTES = 64 * 1024;

  private final int maxBytes;

  private char flags;
  private int partition;
  private int size;

  /** The payload as far as there is room for it; null between packets. */
  private byte @Nullable [] payload;

  private int received;

  BoundedPacketDecoder(ServerConnection connection, Consumer<Packet> packets, int maxBytes) {
    super(connection, packets);
    this.maxBytes = maxBytes;
  }

  @Override
  public HandlerStatus onRead() throws IOException {
    src.flip();
    try {
      while (payload != null || src.remaining() >= HEADER_BYTES) {
        if (payload == null) {
          readHeader();
        }
        readPayload();
        if (received < size) {
          break;
        }
        complete();
      }
      return HandlerStatus.CLEAN;
    } finally {
      IOUtil.compactOrClear(src);
    }
  }

  private void readHeader() throws IOException {
    byte version = src.get();
    flags = src.getChar();
    partition = src.getInt();
    size = src.getInt();
    if (version != Packet.VERSION || size < 0 || size > maxBytes) {
      throw new IOException(
          "A packet of version %d with %d bytes, at most %d are taken"
              .formatted(version, size, maxBytes));
    }
    payload = new byte[Math.min(size, FIRST_BYTES)];
    received = 0;
  }

  private void readPayload() {
    byte[] room = payload;
    while (room != null && received < size && src.hasRemaining()) {
      if (received == room.length) {
        room = Arrays.copyOf(room, (int) Math.min(size, 2L * room.length));
        payload = room;
      }
      int length = Math.min(src.remaining(), room.length - received);
      src.get(room, received, length);
      received += length;
    }
  }

  private void complete() {
    Packet packet = new Packet(payload, partition).resetFlagsTo(flags);
    payload = null;
    onPacketComplete(packet);
  }
}
