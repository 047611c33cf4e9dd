package dev.neuron.cluster.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.hazelcast.internal.networking.nio.InboundHandlerWithCounters;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.nio.PacketIOHelper;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.util.counters.SwCounter;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packets that Hazelcast writes are those that are read, however they arrive. */
class BoundedPacketDecoderTest {

  private static final int MAX = 1_000_000;

  private final List<Packet> packets = new ArrayList<>();
  private final BoundedPacketDecoder decoder = decoder();

  private BoundedPacketDecoder decoder() {
    ServerConnection connection =
        (ServerConnection)
            Proxy.newProxyInstance(
                ServerConnection.class.getClassLoader(),
                new Class<?>[] {ServerConnection.class},
                (_, method, _) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    BoundedPacketDecoder made = new BoundedPacketDecoder(connection, packets::add, MAX);
    InboundHandlerWithCounters<?, ?> counted = made;
    counted.setNormalPacketsRead(SwCounter.newSwCounter());
    counted.setPriorityPacketsRead(SwCounter.newSwCounter());
    made.src(ByteBuffer.allocate(128 * 1024));
    return made;
  }

  private static ByteBuffer header(int version, int size) {
    return ByteBuffer.allocate(BoundedPacketDecoder.HEADER_BYTES)
        .put((byte) version)
        .putChar((char) 0)
        .putInt(7)
        .putInt(size)
        .flip();
  }

  /** Sends bytes in pieces of a length. */
  private void arrive(ByteBuffer bytes, int length) throws IOException {
    while (bytes.hasRemaining()) {
      ByteBuffer src = decoder.src();
      int some = Math.min(Math.min(length, bytes.remaining()), src.remaining());
      src.put(bytes.slice(bytes.position(), some));
      bytes.position(bytes.position() + some);
      decoder.onRead();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 11, 12, 1000, 100_000})
  void packets_inPiecesOfAnyLength_areThoseThatWereSent(int length) throws IOException {
    Random random = new Random(1);
    ByteBuffer sent = ByteBuffer.allocate(2 * MAX);
    List<Packet> expected = new ArrayList<>();
    int[] sizes = {0, 9, 0, 0, 65_535, 65_536, 65_537, 300_000, 12};
    for (int size : sizes) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      Packet packet = new Packet(payload, size).setPacketType(Packet.Type.OPERATION);
      expected.add(packet);
      assertThat(new PacketIOHelper().writeTo(packet, sent)).isTrue();
    }

    arrive(sent.flip(), length);

    assertThat(packets).hasSize(sizes.length);
    for (int i = 0; i < sizes.length; i++) {
      assertThat(packets.get(i).toByteArray()).isEqualTo(expected.get(i).toByteArray());
      assertThat(packets.get(i).getPartitionId()).isEqualTo(sizes[i]);
      assertThat(packets.get(i).getFlags()).isEqualTo(expected.get(i).getFlags());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void size_outOfBounds_isRefusedByTheHeader(int size) {
    assertThatIOException()
        .isThrownBy(() -> arrive(header(Packet.VERSION, size), 100))
        .withMessageContaining(size + " bytes");
    assertThat(packets).isEmpty();
  }

  @Test
  void version_ofAnother_isRefused() {
    assertThatIOException().isThrownBy(() -> arrive(header(Packet.VERSION + 1, 1), 100));
  }
}
