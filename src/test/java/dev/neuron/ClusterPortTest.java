package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas with a heap of 256 MB, and strangers who reach the port on which they meet. */
@ReplicasTest
class ClusterPortTest {

  private static final String SECRET = "known to these two alone";
  private static final String PROPERTY = "neuron.cluster.secret=" + SECRET;

  private static Replicas replicas;

  @BeforeAll
  static void start(@TempDir Path folder) {
    replicas = Replicas.start(2, folder, PROPERTY);
  }

  @AfterAll
  static void end() {
    replicas.close();
  }

  private static String bring(int replica, String name) {
    return replicas
        .client(replica)
        .post("/models", "{\"name\": \"%s\", \"W\": [1], \"b\": 0}".formatted(name))
        .expect(201)
        .json()
        .get("modelId")
        .stringValue();
  }

  private static void assertShared() {
    String model = bring(0, "shared");
    replicas.client(1).get("/models/" + model).expect(200);
    for (int replica = 0; replica < 2; replica++) {
      assertThat(replicas.get(replica).output())
          .doesNotContain("OutOfMemoryError")
          .doesNotContain(SECRET);
    }
  }

  /** Waits until the replica ends the connection. */
  private static void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException _) {
      // reset: it has ended
    }
    socket.close();
  }

  @Test
  void anotherSecret_isAlone_andBothSay() {
    String model = bring(0, "for-two");
    try (ServiceProcess stranger =
        replicas.stranger("neuron.cluster.secret=unknown to these two")) {
      assertThat(stranger.client().get("/actuator/health/cluster").text())
          .contains("\"members\":1", "DEGRADED");
      stranger.client().get("/models/" + model).expectProblem(404, "model-not-found");
      assertThat(stranger.output())
          .contains("another neuron.cluster.secret", "1 of 2 replicas see each other")
          .doesNotContain("unknown to these two", "neuron.cluster.secret is not set");
      assertThat(replicas.get(0).output() + replicas.get(1).output())
          .contains("it has another neuron.cluster.secret");
    }
    replicas.awaitMembers(2);
    assertShared();
  }

  @Test
  void client_isRefused() {
    ClientConfig config = new ClientConfig();
    config.setClusterName("neuron");
    config.getNetworkConfig().addAddress(replicas.clusterAddress(0), replicas.clusterAddress(1));
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(1);

    assertThatIllegalStateException()
        .isThrownBy(() -> HazelcastClient.newHazelcastClient(config))
        .withMessageContaining("Unable to connect");
    assertShared();
  }

  @Test
  void headersThatNameTheLargestSize_doNoHarm() throws IOException {
    for (String protocol : List.of("HZC", "HZX", "CP2", "")) {
      for (int i = 0; i < 20; i++) {
        Socket socket = replicas.connectTo(i % 2);
        socket
            .getOutputStream()
            .write(
                ByteBuffer.allocate(200)
                    .put(protocol.getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 4)
                    .putChar((char) 0)
                    .putInt(0)
                    .putInt(Integer.MAX_VALUE)
                    .array());
        awaitEnd(socket);
      }
    }
    replicas.awaitMembers(2);
    assertShared();
  }

  @Test
  void halfOpenConnections_doNotKeepAReplicaFromJoining_andEnd() throws IOException {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Socket socket = replicas.connectTo(0);
      if (i % 2 == 0) {
        socket.getOutputStream().write("NEU".getBytes(StandardCharsets.US_ASCII));
      }
      silent.add(socket);
    }
    replicas.kill(1);

    replicas.restart(1, PROPERTY);

    replicas.awaitMembers(2);
    for (Socket socket : silent) {
      awaitEnd(socket);
    }
    assertShared();
  }

  @Test
  void secretThatIsTooShort_stopsTheStart_andIsNotPrinted() {
    assertThatThrownBy(() -> replicas.stranger("neuron.cluster.secret=hunter2"))
        .hasMessageContaining("neuron.cluster.secret has 7 characters, at least 16 are needed")
        .hasMessageContaining("APPLICATION FAILED TO START")
        .hasMessageNotContaining("hunter2");
  }
}
