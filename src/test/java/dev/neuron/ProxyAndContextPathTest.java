package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.startup.HealthCheck;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service with a context path, behind a proxy that is named and takes off a prefix before it. */
@ProcessTest
@ServiceTest(
    properties = {
      "server.servlet.context-path=/base",
      "neuron.http.trusted-proxies=127.0.0.1",
      "neuron.admission.max-per-caller=2",
      "neuron.limits.max-request-size=64KB"
    })
class ProxyAndContextPathTest extends ProxyTest {

  private final int port;

  ProxyAndContextPathTest(@LocalServerPort int port) {
    super(port, "/base");
    this.port = port;
  }

  @Test
  void contextPath_withoutASlash_leadsToThePage() {
    Answer redirect = direct.get("/base").expect(302);
    assertThat(redirect.header("Location")).isEqualTo("/base/");
    assertThat(redirect.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(direct.get("/base", "X-Forwarded-Prefix", "/outer").expect(302).header("Location"))
        .isEqualTo("/outer/base/");
    assertThat(direct.get("/base/").expect(200).text()).contains("src=\"page/main.js\"");
  }

  @Test
  void peer_thatIsNotNamed_isNotBelieved() throws IOException {
    String[] headers = {"X-Forwarded-Prefix", "/outer", "X-Forwarded-Proto", "https"};
    assertThat(servers(ProxyPrefixTest.plain(port, "127.0.0.1"), headers)).isEqualTo("/outer/base");
    assertThat(servers(ProxyPrefixTest.plain(port, "127.0.0.2"), headers)).isEqualTo("/base");
  }

  private static String servers(ServiceClient client, String... headers) {
    return client
        .get("/base/v3/api-docs", headers)
        .expect(200)
        .json()
        .at("/servers/0/url")
        .asString();
  }

  @Test
  void healthCheck_readsTheContextPath() {
    assertThat(HealthCheck.isReady(port, "/base")).isTrue();
    assertThat(HealthCheck.isReady(port, "")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/, /base/problems/not-found",
    "//base/train, /base/problems/not-found",
    "/base/none, /base/problems/not-found",
    "/base/%zz, /base/problems/invalid-request"
  })
  void problem_ofTheServerItself_namesItsPageToo(String path, String type) {
    assertThat(
            direct.raw(
                "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path)))
        .contains("\"type\":\"" + type + "\"");
  }
}
