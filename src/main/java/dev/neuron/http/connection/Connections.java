package dev.neuron.http.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open connections of one port, each with its timer, counted for each address. */
final class Connections {

  private static final int NETWORK_BYTES = 8;

  private record Connection(InetAddress address, HeadTimer timer) {}

  private final Map<SocketChannel, Connection> open = new ConcurrentHashMap<>();
  private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Adds a connection unless its address has its share already.
   *
   * @return false if it is over the share
   */
  boolean admit(SocketChannel channel, int share, long now) {
    InetAddress address = sharing(channel.socket().getInetAddress());
    int count = counts.merge(address, 1, Integer::sum);
    if (count > share) {
      countDown(address);
      return false;
    }
    open.put(channel, new Connection(address, new HeadTimer(now)));
    return true;
  }

  /** Gives back what a connection took of its address's share, once. */
  void forget(SocketChannel channel) {
    Connection connection = open.remove(channel);
    if (connection != null) {
      countDown(connection.address());
    }
  }

  /** The timer of a connection; null if it has been closed. */
  @Nullable HeadTimer timer(SocketChannel channel) {
    Connection connection = open.get(channel);
    return connection == null ? null : connection.timer();
  }

  private void countDown(InetAddress address) {
    counts.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  /** An IPv4 address, or the IPv6 network that one host usually has all addresses of. */
  static InetAddress sharing(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] network = address.getAddress();
    Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
    try {
      return InetAddress.getByAddress(network);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // only for a wrong number of bytes
    }
  }
}
