package dev.neuron.http.connection;

import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's endpoint with a share of connections for each address and a total time for the head of a
 * request. Tomcat itself bounds only the time between two bytes, so a client that sends a byte now
 * and then keeps a connection open without limit, and a few thousand such connections use up all
 * there are.
 */
final class BoundedEndpoint extends NioEndpoint {

  private final Connections admitted = new Connections();
  private final OverShare overShare = new OverShare();
  private ConnectionLimits limits = ConnectionLimits.NONE;

  void limit(ConnectionLimits limits) {
    this.limits = limits;
  }

  /** Called by Tomcat with its handler of connections, before the endpoint is bound. */
  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new TimedHandler(handler, admitted));
  }

  /** Accepts the next connection whose address is below its limit; refuses the others at once. */
  @Override
  protected SocketChannel serverSocketAccept() throws Exception {
    while (true) {
      SocketChannel channel = super.serverSocketAccept();
      int share = limits.shareOf(getMaxConnections());
      if (getUnixDomainSocketPath() != null || admitted.admit(channel, share, System.nanoTime())) {
        return channel;
      }
      overShare.refuse(channel, share, isSSLEnabled());
    }
  }

  /**
   * Called when a connection could not be set up. {@link TimedHandler#release} counts down all
   * others.
   */
  @Override
  protected void destroySocket(SocketChannel channel) {
    admitted.forget(channel);
    super.destroySocket(channel);
  }

  /** Disconnects clients whose request head has taken too long, as Tomcat does with silent ones. */
  void closeOverdue() {
    long now = System.nanoTime();
    long maxNanos = limits.maxHeadTime().toNanos();
    for (SocketWrapperBase<NioChannel> wrapper : getConnections()) {
      HeadTimer timer = admitted.timer(wrapper.getSocket().getIOChannel());
      long since = timer == null ? HeadTimer.NONE : timer.owedSince();
      if (since != HeadTimer.NONE && now - since > maxNanos) {
        wrapper.setError(new SocketTimeoutException("The head of a request took too long"));
        processSocket(wrapper, SocketEvent.ERROR, true);
      }
    }
  }
}
