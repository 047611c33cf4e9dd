package dev.neuron.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.core.env.MapPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class OpenAccessWarningTest {

  private static final String WARNING = "without access control";

  /** Binds to an address (null: every) and passes the event to the warning. */
  private static void listen(
      @Nullable String address, @Nullable String namespace, Map<String, Object> settings)
      throws UnknownHostException {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    if (address != null) {
      factory.setAddress(InetAddress.getByName(address));
    }
    WebServer server = factory.getWebServer();
    try (ServletWebServerApplicationContext context = new ServletWebServerApplicationContext()) {
      context.setServerNamespace(namespace);
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", settings));
      server.start();
      new OpenAccessWarning()
          .onApplicationEvent(new ServletWebServerInitializedEvent(server, context));
    } finally {
      server.destroy();
    }
  }

  @Test
  void everyAddress_open_warnsOnce(CapturedOutput output) throws UnknownHostException {
    listen(null, null, Map.of());

    assertThat(output).containsOnlyOnce(WARNING).contains("WARN").contains("every address");
  }

  @Test
  void anyAddress_open_warnsOnce(CapturedOutput output) throws UnknownHostException {
    listen("0.0.0.0", null, Map.of());

    assertThat(output).containsOnlyOnce(WARNING).contains("0.0.0.0");
  }

  @Test
  void loopback_open_doesNotWarn(CapturedOutput output) throws UnknownHostException {
    listen("127.0.0.1", null, Map.of());
    listen("127.0.0.2", null, Map.of());
    listen("localhost", null, Map.of());

    assertThat(output).doesNotContain(WARNING);
  }

  @Test
  void everyAddress_withTokensOrAnIssuer_doesNotWarn(CapturedOutput output)
      throws UnknownHostException {
    listen(null, null, Map.of("neuron.security.tokens[0].name", "a"));
    listen(
        null,
        null,
        Map.of("spring.security.oauth2.resourceserver.jwt.issuer-uri", "http://localhost"));

    assertThat(output).doesNotContain(WARNING);
  }

  @Test
  void managementPort_doesNotWarnAgain(CapturedOutput output) throws UnknownHostException {
    listen(null, "management", Map.of());

    assertThat(output).doesNotContain(WARNING);
  }
}
