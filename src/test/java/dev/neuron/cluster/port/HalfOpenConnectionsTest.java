package dev.neuron.cluster.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HalfOpenConnectionsTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final List<String> ended = new CopyOnWriteArrayList<>();

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void add(HalfOpenConnections connections, String name, int address) {
    connections.add(name, address(address), refusal -> ended.add(name + " " + refusal));
  }

  @Test
  void tooMany_theOldestEnds() {
    HalfOpenConnections connections = new HalfOpenConnections(3, 3, LONG);
    for (int i = 1; i <= 5; i++) {
      add(connections, "c" + i, i);
    }

    assertThat(ended).containsExactly("c1 CROWDED", "c2 CROWDED");
    assertThat(connections.count()).isEqualTo(3);
  }

  @Test
  void tooManyOfOneAddress_itsOldestEnds_andNoOther() {
    HalfOpenConnections connections = new HalfOpenConnections(100, 2, LONG);
    add(connections, "other", 1);
    for (int i = 1; i <= 4; i++) {
      add(connections, "c" + i, 2);
    }

    assertThat(ended).containsExactly("c1 CROWDED", "c2 CROWDED");
    assertThat(connections.count()).isEqualTo(3);
  }

  @Test
  void complete_doesNotEnd_andMakesRoom() {
    HalfOpenConnections connections = new HalfOpenConnections(1, 1, LONG);
    add(connections, "c1", 1);
    connections.remove("c1");
    connections.remove("c1");
    add(connections, "c2", 1);

    assertThat(ended).isEmpty();
    assertThat(connections.count()).isEqualTo(1);
  }

  @Test
  void silent_endsAfterItsTime() {
    HalfOpenConnections connections = new HalfOpenConnections(9, 9, Duration.ofMillis(50));
    add(connections, "silent", 1);
    add(connections, "complete", 1);
    connections.remove("complete");

    Awaitility.await().until(() -> !ended.isEmpty());
    assertThat(ended).containsExactly("silent SILENT");
    assertThat(connections.count()).isZero();
  }
}
