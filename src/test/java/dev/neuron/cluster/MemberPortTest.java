package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.neuron.ReplicasTest;
import dev.neuron.cluster.port.ClusterSecret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * The connections that the port of a running member lets in. It is built on internals of Hazelcast:
 * if one of these tests fails after an update, see {@link dev.neuron.cluster.port}.
 */
@ExtendWith(OutputCaptureExtension.class)
@ReplicasTest
class MemberPortTest {

  private static final String SECRET = "the secret of these tests";
  private static final String FIRST = "127.0.0.1";
  private static final int GENEROUS_MILLIS = 20_000;

  private final int port = ClusterStores.freePort();
  private final List<HazelcastInstance> members = new ArrayList<>();

  @AfterEach
  void end() {
    HazelcastClient.shutdownAll();
    members.forEach(member -> member.getLifecycleService().terminate());
  }

  private HazelcastInstance member(int address, @Nullable String secret) {
    HazelcastInstance member =
        ClusterStores.member(
            "127.0.0." + address, port, secret == null ? null : ClusterSecret.of(secret));
    members.add(member);
    return member;
  }

  private static int size(HazelcastInstance member) {
    return member.getCluster().getMembers().size();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral(FIRST), port);
    socket.setSoTimeout(GENEROUS_MILLIS);
    return socket;
  }

  /** Reads until the member ends the connection. */
  private static byte[] readToItsEnd(Socket socket) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(read);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("The member keeps the connection", e);
    } catch (IOException _) {
      // reset: it has ended
    }
    return read.toByteArray();
  }

  @Test
  void sameSecret_joinsAndShares(CapturedOutput output) {
    HazelcastInstance first = member(1, SECRET);
    HazelcastInstance second = member(2, SECRET);

    assertThat(List.of(size(first), size(second))).containsExactly(2, 2);
    first.getMap("shared-test").put("key", new byte[300_000]);
    assertThat(second.getMap("shared-test").get("key")).isEqualTo(new byte[300_000]);
    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"another secret for this one", ""})
  void anotherSecret_orNone_isNoMember_andBothSay(String other, CapturedOutput output) {
    HazelcastInstance first = member(1, SECRET);
    HazelcastInstance stranger = member(2, other.isEmpty() ? null : other);

    assertThat(List.of(size(first), size(stranger))).containsExactly(1, 1);
    assertThat(output.getAll())
        .contains("it has another neuron.cluster.secret, or only one of the two has one")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, ""})
  void client_isRefused(String secret) {
    HazelcastInstance first = member(1, secret.isEmpty() ? null : secret);
    first.getMap("any").put("id", new byte[] {1});
    ClientConfig config = new ClientConfig();
    config.setClusterName(first.getConfig().getClusterName());
    config.getNetworkConfig().addAddress(FIRST + ":" + port);
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(1);

    assertThatIllegalStateException()
        .isThrownBy(() -> HazelcastClient.newHazelcastClient(config))
        .withMessageContaining("Unable to connect");
    assertThat(first.getMap("any").get("id")).isEqualTo(new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(strings = {"HZC", "HZX", "CP2", "GET / HTTP/1.1\r\n\r\n", "version\r\n", "NEURON/2"})
  void anotherProtocol_endsAtOnce_whateverSizeItNames(String begun) throws IOException {
    HazelcastInstance first = member(1, null);
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(200)
                  .put(begun.getBytes(StandardCharsets.US_ASCII))
                  .put((byte) 4)
                  .putChar((char) 0)
                  .putInt(0)
                  .putInt(Integer.MAX_VALUE)
                  .array());

      byte[] answer = readToItsEnd(socket);

      assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("NEURON/1");
      assertThat(answer).hasSize(40); // its opening, and nothing of Hazelcast's
    }
    assertThat(first.getLifecycleService().isRunning()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "N", "NEURON/1", "NEURON/1 and some bytes that are no proof"})
  void silence_atAnyPoint_ends(String begun) throws IOException {
    member(1, SECRET);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(readToItsEnd(socket), StandardCharsets.US_ASCII))
          .satisfiesAnyOf(
              answer -> assertThat(answer).startsWith("NEURON/1"),
              answer -> assertThat(answer).isEmpty()); // lost with the reset
    }
  }

  @Test
  void halfOpenConnections_letMembersJoin_andEnd() throws IOException {
    HazelcastInstance first = member(1, SECRET);
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      silent.add(connect());
    }

    HazelcastInstance second = member(2, SECRET);

    assertThat(List.of(size(first), size(second))).containsExactly(2, 2);
    for (Socket socket : silent) {
      readToItsEnd(socket);
      socket.close();
    }
    assertThat(size(first)).isEqualTo(2);
  }

  @Test
  void configuration_ofARunningMember_isFixed() {
    HazelcastInstance first = member(1, SECRET);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> first.getConfig().addExecutorConfig(new ExecutorConfig("added")));
  }

  /** A member that was lost comes back through the same handshake. */
  @Test
  void restartedMember_joinsAgain() {
    HazelcastInstance first = member(1, SECRET);
    member(2, SECRET).getLifecycleService().terminate();
    Awaitility.await().until(() -> size(first) == 1);

    assertThat(size(member(2, SECRET))).isEqualTo(2);
  }
}
