package dev.neuron.http.connection;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Notifies the timer when a request head is complete, and the count of compressed responses when
 * one has ended; otherwise Tomcat's own adapter.
 */
final class TimedAdapter implements Adapter {

  private final Adapter adapter;
  private final CompressedResponses compressed;

  TimedAdapter(Adapter adapter, CompressedResponses compressed) {
    this.adapter = adapter;
    this.compressed = compressed;
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    headComplete();
    try {
      adapter.service(request, response);
    } finally {
      compressed.end(request);
    }
  }

  @Override
  public boolean prepare(Request request, Response response) throws Exception {
    return adapter.prepare(request, response);
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent status)
      throws Exception {
    headComplete();
    try {
      return adapter.asyncDispatch(request, response, status);
    } finally {
      compressed.end(request);
    }
  }

  private static void headComplete() {
    if (TimedHandler.CURRENT.isBound()) {
      TimedHandler.CURRENT.get().headComplete();
    }
  }

  @Override
  public void log(Request request, Response response, long time) {
    adapter.log(request, response, time);
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    adapter.checkRecycled(request, response);
  }

  @Override
  public String getDomain() {
    return adapter.getDomain();
  }
}
