package dev.neuron.http.connection;

import dev.neuron.problem.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses connections of an address that has reached its limit, without reading from them or
 * waiting for them. The client gets a problem if it can still read one; the log gets a line at a
 * bounded rate. Only the thread that accepts connections calls it.
 */
final class OverShare {

  private static final Logger LOG = LoggerFactory.getLogger(OverShare.class);
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private long loggedAt = System.nanoTime() - QUIET_NANOS;

  /** Responds with 503 where that can be read, and closes the connection. */
  void refuse(SocketChannel channel, int share, boolean encrypted) {
    log(channel.socket().getInetAddress(), share);
    try (channel) {
      if (!encrypted) {
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(response(share).getBytes(StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      // The client has already disconnected.
    }
  }

  private void log(InetAddress address, int share) {
    long now = System.nanoTime();
    if (now - loggedAt >= QUIET_NANOS) {
      loggedAt = now;
      LOG.warn(
          "Address {} has reached its limit of {} open connections"
              + " (neuron.limits.max-connections-per-address); refusing further ones with 503",
          address.getHostAddress(),
          share);
    }
  }

  private static String response(int share) {
    ProblemType type = ProblemType.SERVICE_BUSY;
    String problem =
        """
        {"type":"%s","title":"%s","status":503,"detail":"Your address has %d connections open, \
        the most that neuron.limits.max-connections-per-address allows. Use fewer, or close some."}"""
            .formatted(type.uri(), type.title(), share);
    return "HTTP/1.1 503 \r\nContent-Type: application/problem+json\r\nRetry-After: 5\r\n"
        + "Content-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(problem.getBytes(StandardCharsets.UTF_8).length, problem);
  }
}
