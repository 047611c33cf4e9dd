package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service behind a proxy that takes off a prefix, and behind the ways of others to proxy. */
@ProcessTest
@ServiceTest(
    properties = {
      "spring.main.cloud-platform=kubernetes", // where Boot would believe these headers by itself
      "neuron.admission.max-per-caller=2",
      "neuron.limits.max-request-size=64KB"
    })
class ProxyPrefixTest extends ProxyTest {

  private final int port;

  ProxyPrefixTest(@LocalServerPort int port) {
    super(port, "");
    this.port = port;
  }

  @Test
  void nginxOfCompose_tellsClientsApart(@TempDir Path folder) throws Exception {
    int proxy = Nginx.freePort();
    try (Nginx _ = Nginx.start(folder, proxy, composeConfiguration(proxy))) {
      ServiceClient one = plain(proxy, "127.0.0.5");
      String[] forged = {"Prefer", "respond-async", "X-Forwarded-For", "192.0.2.1"};
      one.train(Examples.longTraining(), forged).expect(202);
      one.train(Examples.longTraining(), forged).expect(202);
      forged[3] = "192.0.2.2";
      one.train(Examples.longTraining(), forged).expectProblem(429, "share-exhausted");
      ServiceClient other = plain(proxy, "127.0.0.6");
      other.train(Examples.longTraining(), forged).expect(202);
      assertThat(other.get("/page/main.js", "Origin", "http://127.0.0.1:" + proxy).status())
          .isEqualTo(200);
      assertThat(other.get("/models", "Origin", "http://127.0.0.1:" + proxy).status())
          .isEqualTo(200);
      other
          .get("/trainings")
          .json()
          .get("trainings")
          .valueStream()
          .forEach(job -> other.delete("/trainings/" + job.get("id").asString()));
    }
  }

  private String composeConfiguration(int proxy) throws IOException {
    return ("daemon off;\nmaster_process off;\n"
            + Files.readString(Path.of("docs", "cluster", "nginx.conf")))
        .replaceAll("server neuron-1:8080", "server 127.0.0.1:" + port)
        .replaceAll("server neuron-[23]:8080[^\n]*", "")
        .replace("listen 8080", "listen 127.0.0.1:" + proxy)
        .replace("/dev/stderr", "{folder}/error.log")
        .replace("/tmp/", "{folder}/");
  }

  static ServiceClient plain(int proxy, String address) throws IOException {
    return ServiceClient.through(
        "http://127.0.0.1:" + proxy,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.getByName(address))
            .build());
  }

  @Test
  @Tag("browser")
  void page_behindATlsProxyThatTellsNothing_trains(@TempDir Path folder, @TempDir Path profile)
      throws Exception {
    int proxy = Nginx.freePort();
    var _ = TlsIdentity.create(folder, HOST);
    String silent =
        """
        server {
          listen 127.0.0.1:%d ssl;
          ssl_certificate {folder}/cert.pem;
          ssl_certificate_key {folder}/key.pem;
          location / { proxy_pass http://127.0.0.1:%d; }
        }
        """
            .formatted(proxy, port);
    try (Nginx _ = Nginx.serving(folder, proxy, silent);
        Browser browser =
            new Browser(
                profile,
                "--ignore-certificate-errors",
                "--host-resolver-rules=MAP %s 127.0.0.1".formatted(HOST))) {
      ServiceClient seen =
          ServiceClient.through("https://%s:%d".formatted(HOST, proxy), HttpClient.newHttpClient());
      NeuronPage page = NeuronPage.open(browser, seen, BrowserTest.SCREEN);
      page.train();
      assertThat(page.text("#loss-reading")).isEqualTo("0.002769");
      page.assertClean();
    }
  }
}
