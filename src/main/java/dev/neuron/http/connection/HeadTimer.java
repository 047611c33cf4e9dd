package dev.neuron.http.connection;

import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;

/**
 * The time since which one connection owes the head of a request. It runs from the start of the
 * connection, then from the first byte of each further head; it stands still while a request is
 * served and while a connection that was served is idle, for which Tomcat has its own limit.
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

  /** Bytes have come, or Tomcat has something else to do for the connection. */
  void enter(long now) {
    begun = owedSince == NONE ? now : owedSince;
    owedSince = NONE;
    served = false;
  }

  /** A head has come as a whole, and its request is served. */
  void headComplete() {
    served = true;
  }

  /**
   * Tomcat has done what it could.
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
