package dev.neuron;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Many connections that send half a head and then a byte of it now and then; one thread for all.
 */
final class SlowHeads implements AutoCloseable {

  /** The beginning of a request that any header may follow. */
  static final String HALF = "GET /models HTTP/1.1\r\nHost: localhost\r\nX-Long: ";

  private static final int CONNECT_MILLIS = 10_000;
  private static final long PAUSE_MILLIS = 200;

  private final Selector selector = Selector.open();
  private final Set<SocketChannel> open = new HashSet<>();

  /** Opens them, all from one address of this machine. */
  SlowHeads(String from, int port, int count, String start) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
      channel
          .socket()
          .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      open.add(channel);
      write(channel, start);
    }
  }

  /** Sends this on each that is open, and finds those that the service has closed. */
  void send(String text) throws IOException {
    for (SocketChannel channel : Set.copyOf(open)) {
      write(channel, text);
    }
    selector.selectNow(key -> readToEnd((SocketChannel) key.channel()));
  }

  /** Goes on sending this until the service has closed all of them. */
  void untilCut(String text) {
    Waiting.until(
        "all slow heads are cut",
        () -> {
          try {
            Thread.sleep(PAUSE_MILLIS);
            send(text);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return open.isEmpty();
        });
  }

  /** How many the service has not closed, as far as is known. */
  int open() {
    return open.size();
  }

  private void write(SocketChannel channel, String text) {
    try {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      close(channel);
    }
  }

  private void readToEnd(SocketChannel channel) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(1024);
      int read = 1;
      while (read > 0) {
        read = channel.read(buffer.clear());
      }
      if (read < 0) {
        close(channel);
      }
    } catch (IOException e) {
      close(channel);
    }
  }

  private void close(SocketChannel channel) {
    open.remove(channel);
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Set.copyOf(open).forEach(this::close);
    selector.close();
  }
}
