package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import dev.neuron.replica.SingleReplica;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that a single replica, and several replicas, keep beside the models. */
class SharedEntriesTest {

  static List<Replicas> replicas() {
    return List.of(new SingleReplica(), ClusterStores.replicas(ClusterStores.aMember()));
  }

  private static SharedEntries entries(Replicas replicas) {
    return replicas.entries(UUID.randomUUID().toString(), Duration.ofHours(1));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("replicas")
  void put_isWhatThereIs(Replicas replicas) {
    SharedEntries entries = entries(replicas);
    assertThat(entries.get("a")).isNull();
    entries.put("a", bytes("first"));
    entries.put("a", bytes("second"));
    assertThat(entries.get("a")).isEqualTo(bytes("second"));
    entries.remove("a");
    entries.remove("a");
    assertThat(entries.get("a")).isNull();
  }

  @ParameterizedTest
  @MethodSource("replicas")
  void putIfAbsent_leavesWhatThereIs(Replicas replicas) {
    SharedEntries entries = entries(replicas);
    assertThat(entries.putIfAbsent("a", bytes("first"))).isNull();
    assertThat(entries.putIfAbsent("a", bytes("second"))).isEqualTo(bytes("first"));
    assertThat(entries.get("a")).isEqualTo(bytes("first"));
  }

  @ParameterizedTest
  @MethodSource("replicas")
  void replace_onlyOfWhatThereIs(Replicas replicas) {
    SharedEntries entries = entries(replicas);
    assertThat(entries.replace("a", bytes("first"), bytes("second"))).isFalse();
    entries.put("a", bytes("first"));
    assertThat(entries.replace("a", bytes("other"), bytes("second"))).isFalse();
    assertThat(entries.replace("a", bytes("first"), bytes("second"))).isTrue();
    assertThat(entries.get("a")).isEqualTo(bytes("second"));
  }

  @ParameterizedTest
  @MethodSource("replicas")
  void remove_onlyOfWhatThereIs(Replicas replicas) {
    SharedEntries entries = entries(replicas);
    entries.put("a", bytes("first"));
    entries.remove("a", bytes("other"));
    assertThat(entries.get("a")).isEqualTo(bytes("first"));
    entries.remove("a", bytes("first"));
    assertThat(entries.get("a")).isNull();
  }

  @ParameterizedTest
  @MethodSource("replicas")
  void startingWith_takesNoCharacterForAnother(Replicas replicas) {
    SharedEntries entries = entries(replicas);
    for (String key : List.of("1:a/x", "1:a/y", "1:A/z", "1:%/x", "1:_/x", "1:\\/x", "2:a/b/x")) {
      entries.put(key, bytes(key));
    }
    assertThat(entries.startingWith("1:a/"))
        .containsExactlyInAnyOrder(bytes("1:a/x"), bytes("1:a/y"));
    for (String prefix : List.of("1:%/", "1:_/", "1:\\/", "1:A/", "2:a/b/")) {
      assertThat(entries.startingWith(prefix))
          .singleElement()
          .satisfies(
              value -> assertThat(new String(value, StandardCharsets.UTF_8)).startsWith(prefix));
    }
  }

  @ParameterizedTest
  @MethodSource("replicas")
  void entries_goAfterTheirTime(Replicas replicas) {
    SharedEntries entries = replicas.entries(UUID.randomUUID().toString(), Duration.ofMillis(1500));
    entries.put("a", bytes("value"));
    entries.put("b", bytes("value"));
    assertThat(entries.replace("b", bytes("value"), bytes("another"))).isTrue();
    Awaitility.await().until(() -> entries.get("a") == null && entries.get("b") == null);
  }

  @ParameterizedTest
  @MethodSource("replicas")
  void here_isThere_andAnotherIsNot(Replicas replicas) {
    assertThat(replicas.isThere(replicas.here())).isTrue();
    assertThat(replicas.isThere("another")).isFalse();
  }
}
