package dev.neuron.http.connection;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the server to limit its connections. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(
      ConnectionLimits limits) {
    return factory -> {
      factory.setProtocol(BoundedProtocol.class.getName());
      factory.addConnectorCustomizers(
          connector -> {
            if (connector.getProtocolHandler() instanceof BoundedProtocol protocol) {
              protocol.limit(limits);
            }
          });
    };
  }
}
