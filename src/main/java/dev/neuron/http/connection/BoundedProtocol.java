package dev.neuron.http.connection;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 over a {@link BoundedEndpoint}. Tomcat instantiates it by class name. */
public final class BoundedProtocol extends Http11NioProtocol {

  private static final long MAX_SWEEP_MILLIS = 1000;
  private static final int SWEEPS = 10;

  private final BoundedEndpoint endpoint;
  private final CompressedResponses compressed = new CompressedResponses();
  private ConnectionLimits limits = ConnectionLimits.NONE;
  private @Nullable ScheduledFuture<?> sweep;

  /** Called by Tomcat. */
  public BoundedProtocol() {
    this(new BoundedEndpoint());
  }

  private BoundedProtocol(BoundedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  void limit(ConnectionLimits limits) {
    this.limits = limits;
    endpoint.limit(limits);
  }

  @Override
  public void setAdapter(Adapter adapter) {
    super.setAdapter(new TimedAdapter(adapter, compressed));
  }

  /** Decides, when a response begins, whether it is compressed. */
  @Override
  public boolean useCompression(Request request, Response response) {
    return compressed.begin(request, () -> super.useCompression(request, response));
  }

  @Override
  public void start() throws Exception {
    super.start();
    long pause = Math.clamp(limits.maxHeadTime().toMillis() / SWEEPS, 1, MAX_SWEEP_MILLIS);
    sweep =
        getUtilityExecutor()
            .scheduleWithFixedDelay(endpoint::closeOverdue, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (sweep != null) {
      sweep.cancel(false);
    }
    super.stop();
  }
}
