package dev.neuron.http.connection;

import dev.neuron.admission.Caller;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open connections of one port, each with its timer, counted for each caller. */
final class Connections {

  private record Connection(Caller caller, HeadTimer timer) {}

  private final Map<SocketChannel, Connection> open = new ConcurrentHashMap<>();
  private final Map<Caller, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Adds a connection unless its caller already has as many as its share.
   *
   * @return false if it would exceed the share
   */
  boolean admit(SocketChannel channel, int share, long now) {
    Caller caller = Caller.of(channel.socket().getInetAddress());
    int count = counts.merge(caller, 1, Integer::sum);
    if (count > share) {
      countDown(caller);
      return false;
    }
    open.put(channel, new Connection(caller, new HeadTimer(now)));
    return true;
  }

  /** Removes a connection from its caller's share; further calls do nothing. */
  void forget(SocketChannel channel) {
    Connection connection = open.remove(channel);
    if (connection != null) {
      countDown(connection.caller());
    }
  }

  /** The timer of a connection; null if it has been closed. */
  @Nullable HeadTimer timer(SocketChannel channel) {
    Connection connection = open.get(channel);
    return connection == null ? null : connection.timer();
  }

  private void countDown(Caller caller) {
    counts.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }
}
