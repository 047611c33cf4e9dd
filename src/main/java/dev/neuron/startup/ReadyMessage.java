package dev.neuron.startup;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Logs, as the last lines of a start, what has started and the URL under which it is reached. */
@Component
final class ReadyMessage implements ApplicationListener<ApplicationReadyEvent>, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(ReadyMessage.class);
  private static final String THIS_MACHINE = "127.0.0.1";

  private final ServerProperties server;
  private final String version;

  ReadyMessage(ServerProperties server, @Value("${spring.application.version}") String version) {
    this.server = server;
    this.version = version;
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE; // after listeners that log something of their own
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (!(event.getApplicationContext() instanceof WebServerApplicationContext context)) {
      return;
    }
    @Nullable WebServer listening = context.getWebServer();
    if (listening == null) {
      return; // a test without a port
    }
    LOG.info(
        "Neuron {} on Java {}, process {}, profiles {}, started in {}{}",
        version,
        Runtime.version(),
        ProcessHandle.current().pid(),
        event.getApplicationContext().getEnvironment().getActiveProfiles(),
        seconds(event.getTimeTaken()),
        AotDetector.useGeneratedArtifacts() ? " with beans prepared by the build" : "");
    LOG.info(
        "Neuron is ready: {}",
        url(
            Ssl.isEnabled(server.getSsl()),
            server.getAddress(),
            listening.getPort(),
            server.getServlet().getContextPath()));
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "an unknown time" : "%.1f s".formatted(time.toMillis() / 1000.0);
  }

  /**
   * Returns the URL by which a client on this machine reaches the service.
   *
   * @param address null or a wildcard if the service listens on every address
   * @param contextPath null or empty if there is none
   */
  static String url(
      boolean tls, @Nullable InetAddress address, int port, @Nullable String contextPath) {
    return "%s://%s:%d%s"
        .formatted(
            tls ? "https" : "http", host(address), port, contextPath == null ? "" : contextPath);
  }

  private static String host(@Nullable InetAddress address) {
    if (address == null || address.isAnyLocalAddress()) {
      return THIS_MACHINE;
    }
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }
}
