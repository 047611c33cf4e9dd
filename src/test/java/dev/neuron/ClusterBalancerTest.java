package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nginx of docs/cluster in front of one replica that starts late and two that never do. */
@ProcessTest
class ClusterBalancerTest {

  /** More than nginx has workers, so that each of them is asked. */
  private static final int REQUESTS = 60;

  private static final int OK = 200;

  @Test
  void replicaThatOneWorkerSawUp_isUsedByAllWorkers(@TempDir Path folder) throws Exception {
    int port = Nginx.freePort();
    int replicaPort = Nginx.freePort();
    try (Nginx _ = Nginx.start(folder, port, configuration(port, replicaPort))) {
      // Each worker that is asked now leaves all three replicas out for some seconds.
      assertThat(IntStream.range(0, REQUESTS).map(_ -> status(port, "GET"))).doesNotContain(OK);
      HttpServer replica = startReplica(replicaPort);
      try {
        Waiting.until("a worker sees the replica", () -> status(port, "GET") == OK);
        assertThat(IntStream.range(0, REQUESTS).map(_ -> status(port, "POST"))).containsOnly(OK);
      } finally {
        replica.stop(0);
      }
    }
  }

  /** The published configuration with other addresses, and workers on a small machine too. */
  private static String configuration(int port, int replicaPort) throws IOException {
    return Files.readString(Path.of("docs/cluster/nginx.conf"))
        .replace("worker_processes auto;", "worker_processes 8;\ndaemon off;")
        .replace("/tmp/", "{folder}/")
        .replace("/dev/stderr", "{folder}/error.log")
        .replace("listen 8080", "listen 127.0.0.1:" + port)
        .replace("neuron-1:8080", "127.0.0.1:" + replicaPort)
        .replaceAll("neuron-[23]:8080", "127.0.0.1:1");
  }

  private static HttpServer startReplica(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer replica = HttpServer.create(address, 0);
    replica.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(OK, -1);
          exchange.close();
        });
    replica.start();
    return replica;
  }

  /** The status of a request over a connection of its own, which any worker may take. */
  private static int status(int port, String method) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + "/models");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setRequestProperty("Connection", "close");
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
