package dev.neuron.http.connection;

import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;

/**
 * The time since one connection has been expected to send a request head. It starts with the
 * connection, and again with the first byte of each later head. It stops while a request is served
 * and while the connection is idle between requests, for which Tomcat has its own limit.
 *
 * <p>One thread at a time calls {@link #enter}, {@link #headComplete} and {@link #leave}: Tomcat
 * holds the lock of the connection. Any thread may ask {@link #owedSince}.
 */
final class HeadTimer {

  /** No head is owed. */
  static final long NONE = Long.MIN_VALUE;

  private volatile long owedSince;
  private long begun;
  private boolean served;

  HeadTimer(long now) {
    owedSince = now;
  }

  /** Called when bytes have arrived, or Tomcat has other work for the connection. */
  void enter(long now) {
    begun = owedSince == NONE ? now : owedSince;
    owedSince = NONE;
    served = false;
  }

  /** Called when a head is complete and its request is about to be served. */
  void headComplete() {
    served = true;
  }

  /**
   * Called when Tomcat has processed what has arrived.
   *
   * @param state what it waits for: the rest of a head, the next head, or the end of a request
   * @param asynchronous true if a request of the connection is still being served
   */
  void leave(SocketState state, boolean asynchronous, long now) {
    owedSince =
        switch (state) {
          case OPEN -> served ? NONE : begun; // not served: blank lines that precede a request
          case LONG -> asynchronous ? NONE : served ? now : begun;
          default -> NONE;
        };
  }

  long owedSince() {
    return owedSince;
  }
}
