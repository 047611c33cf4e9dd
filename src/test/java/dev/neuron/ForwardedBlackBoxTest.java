package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What headers of proxies do that come from this machine. */
@ServiceTest
class ForwardedBlackBoxTest {

  private final ServiceClient service;

  ForwardedBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private String server(String... headers) {
    return service.get("/v3/api-docs", headers).expect(200).json().at("/servers/0/url").asString();
  }

  private String redirectUrl(String... headers) {
    return service
        .get("/v3/api-docs/swagger-config", headers)
        .expect(200)
        .json()
        .get("oauth2RedirectUrl")
        .asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https | example.org      |      | https://example.org
          HTTPS | Example.org:8443 |      | https://example.org:8443
          https | example.org      | 8443 | https://example.org:8443
          https | example.org:9443 | 8443 | https://example.org:9443
          https | a.org, b.org     | 1, 2 | https://a.org:1
          http  | [2001:db8::1]:81 |      | http://[2001:db8::1]:81
          http  | example.org      | 443  | http://example.org:443
          https, http | example.org |     | https://example.org
          """)
  void proxyOnThisMachine_isBelieved(String proto, String host, String port, String url) {
    String[] headers = {
      "X-Forwarded-Proto",
      proto,
      "X-Forwarded-Host",
      host,
      "X-Forwarded-Port",
      port == null ? "" : port
    };
    assertThat(redirectUrl(headers)).startsWith(url + "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Proto: javascript",
        "X-Forwarded-Host: a b",
        "X-Forwarded-Host: evil.example/x",
        "X-Forwarded-Host: [::1",
        "X-Forwarded-Port: 99999",
        "X-Forwarded-Port: x",
        "X-Forwarded-Prefix: //evil.example",
        "X-Forwarded-Prefix: /../..",
        "X-Forwarded-For: [",
        "X-Forwarded-For: 1.2.3.4:[::1]:99999",
        "X-Forwarded-Ssl: on",
        "Forwarded: for=[;proto=https;host=evil.example",
        "Forwarded: proto=https;host=evil.example"
      })
  void header_thatSaysNothingUsable_isIgnored(String header) {
    String[] parts = header.split(": ", 2);
    assertThat(redirectUrl(parts)).isEqualTo(redirectUrl());
    assertThat(server(parts)).isEqualTo("/");
    service.get("/models", parts).expect(200);
  }

  @Test
  void header_thatIsVeryLong_isIgnored() {
    String hops = "192.0.2.1, ".repeat(600) + "192.0.2.1";
    service.get("/models", "X-Forwarded-For", hops).expect(200);
    assertThat(server("X-Forwarded-Prefix", "/a".repeat(1000))).isEqualTo("/");
  }

  @Test
  void prefixesOfTwoProxies_arePutTogether() {
    assertThat(server("X-Forwarded-Prefix", "/outer", "X-Forwarded-Prefix", "/inner/"))
        .isEqualTo("/outer/inner");
    assertThat(server("X-Forwarded-Prefix", "/outer, /inner")).isEqualTo("/outer/inner");
  }

  @Test
  void nextRequestOfTheConnection_isAnotherClients() {
    String requests =
        """
        GET /models/none HTTP/1.1
        Host: localhost
        X-Forwarded-Prefix: /a
        X-Forwarded-Proto: https
        X-Forwarded-For: 192.0.2.1

        GET /v3/api-docs/swagger-config HTTP/1.1
        Host: localhost
        Connection: close

        """
            .replace("\n", "\r\n");

    assertThat(service.raw(requests))
        .contains("\"/a/problems/model-not-found\"")
        .contains("\"url\":\"/v3/api-docs\"")
        .contains("\"http://localhost/swagger-ui/oauth2-redirect.html\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/predict, 422",
    "/%70redict, 422",
    "/predict;v=1, 422",
    "//predict, 404",
    "/x/../predict, 404",
    "/./predict, 404",
    "/predict/, 422",
    "//train, 404",
    "/x/../train, 404"
  })
  void path_isComparedAlikeByAll(String path, int status) {
    String answer =
        service.raw(
            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                .formatted(path));
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void page_whoseServiceAProxyHasRenamed_isOfThisService() {
    String body = Examples.slides("{\"epochs\": 1}");
    String[] origin = {"Origin", "https://neuron.example", "Sec-Fetch-Site", "same-origin"};
    service.train(body, origin).expect(201);
    for (String site : new String[] {"same-site", "cross-site", "none"}) {
      origin[3] = site;
      service.train(body, origin).expectProblem(403, "origin-not-allowed");
    }
  }
}
