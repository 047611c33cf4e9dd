package dev.neuron.http.connection;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Notifies each connection's timer of its events; otherwise Tomcat's own handler. */
final class TimedHandler implements Handler<NioChannel> {

  /** The timer of the connection that the current thread serves. */
  static final ScopedValue<HeadTimer> CURRENT = ScopedValue.newInstance();

  private final Handler<NioChannel> handler;
  private final Connections connections;

  TimedHandler(Handler<NioChannel> handler, Connections connections) {
    this.handler = handler;
    this.connections = connections;
  }

  @Override
  public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent event) {
    HeadTimer timer = connections.timer(wrapper.getSocket().getIOChannel());
    if (timer == null) {
      return handler.process(wrapper, event);
    }
    timer.enter(System.nanoTime());
    SocketState state =
        ScopedValue.where(CURRENT, timer).call(() -> handler.process(wrapper, event));
    timer.leave(state, isAsynchronous(wrapper.getCurrentProcessor()), System.nanoTime());
    return state;
  }

  private static boolean isAsynchronous(@Nullable Object processor) {
    return processor instanceof Processor current && current.isAsync();
  }

  @Override
  public @Nullable Object getGlobal() {
    return handler.getGlobal();
  }

  /** Called once for each connection that is closed, before its channel is. */
  @Override
  public void release(SocketWrapperBase<NioChannel> wrapper) {
    connections.forget(wrapper.getSocket().getIOChannel());
    handler.release(wrapper);
  }

  @Override
  public void pause() {
    handler.pause();
  }

  @Override
  public void recycle() {
    handler.recycle();
  }
}
