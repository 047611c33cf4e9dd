package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A page that another server serves imports /client/neuron.js from the service and uses it. */
@ProcessTest
@ServiceTest
class ClientModuleTest extends BrowserTest {

  private HttpServer other;

  ClientModuleTest(@LocalServerPort int port) {
    super(port);
  }

  private String page() {
    return """
      <!doctype html><title>Another server's page</title><output></output>
      <script type="module">
        const output = document.querySelector('output');
        try {
          const { Neuron } = await import('%1$s/client/neuron.js');
          const neuron = new Neuron();
          const data = { x: [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], y: [0, 1, 1, 0] };
          const model = await neuron.train(data);
          let last;
          for await (const progress of neuron.stream(data, { epochs: 10 })) last = progress;
          const { labels } = await neuron.predict(model, data.x);
          const refused = await neuron.train({ x: [[0, 1], [1]], y: [0, 1] }).catch((e) => e);
          output.textContent = [model.loss, last.epoch, last.model.epochsRun, labels, refused.status].join(' ');
        } catch (e) {
          output.textContent = e;
        }
      </script>
      """
        .formatted(service.uri(""));
  }

  @BeforeAll
  void serve() throws IOException {
    byte[] page = page().getBytes(StandardCharsets.UTF_8);
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
  }

  private String output() {
    return String.valueOf(browser().run("return document.querySelector('output').textContent"));
  }

  @AfterAll
  void endServer() {
    other.stop(0);
  }

  @Test
  void module_importedByAnotherOrigin_trainsStreamsAndPredicts() {
    browser().open("http://localhost:%d/".formatted(other.getAddress().getPort()));

    Waiting.until("the page has used the module", () -> !output().isEmpty());
    assertThat(output()).isEqualTo("0.002769033282241606 10 10 0,1,1,0 422");
  }
}
