package dev.neuron.http.security;

import java.net.InetAddress;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Warns when other machines can reach the service and there is no access control. */
@Component
class OpenAccessWarning implements ApplicationListener<ServletWebServerInitializedEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(OpenAccessWarning.class);

  @Override
  public void onApplicationEvent(ServletWebServerInitializedEvent event) {
    if (event.getApplicationContext().getServerNamespace() != null // the port of the probes
        || AccessControlled.holds(event.getApplicationContext().getEnvironment())
        || !(event.getWebServer() instanceof TomcatWebServer server)
        || !(server.getTomcat().getConnector().getProtocolHandler()
            instanceof AbstractProtocol<?> protocol)) {
      return;
    }
    @Nullable InetAddress address = protocol.getAddress(); // null: every address of this machine
    if (address == null || !address.isLoopbackAddress()) {
      LOG.warn(
          "Listening on {} port {} without access control: any client that reaches it can train,"
              + " and read and delete every model. Set neuron.security.tokens, an issuer of JWTs, or"
              + " server.address=127.0.0.1.",
          address == null ? "every address," : address.getHostAddress() + ",",
          server.getPort());
    }
  }
}
