package dev.neuron.http.proxy;

import static dev.neuron.http.proxy.AddressesTest.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final TrustedProxies DEFAULT = TrustedProxies.of(null);
  private static final TrustedProxies NAMED =
      TrustedProxies.of(List.of("10.0.0.7", " 172.30.0.0/16", "fd00::/8"));

  private static List<String> header(@Nullable String header) {
    return header == null
        ? List.of()
        : Arrays.stream(header.split(",", -1)).map(String::strip).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.7.7",
        "169.254.1.1",
        "100.64.0.1",
        "fe80::1",
        "fd12::1"
      })
  void default_privateAndLoopbackAddresses_areTrusted(String peer) {
    assertThat(DEFAULT.trusts(address(peer))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2001:db8::1", "::2"})
  void default_publicAddresses_areNot(String peer) {
    assertThat(DEFAULT.trusts(address(peer))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 192.0.2.1, 192.0.2.1",
    "::1, 2001:db8::9, 2001:db8:0:0:0:0:0:9",
    "127.0.0.1, '192.0.2.9, 192.0.2.1', 192.0.2.1", // the first was sent by the client
    "127.0.0.1, '192.0.2.9, 127.0.0.1', 127.0.0.1",
    "127.0.0.1, 192.0.2.1:4711, 192.0.2.1",
    "127.0.0.1, '[2001:db8::9]:4711', 2001:db8:0:0:0:0:0:9",
    "10.0.0.7, 192.0.2.1, 10.0.0.7", // a pod: believed on no client
    "fd00::1, 192.0.2.1, fd00:0:0:0:0:0:0:1",
    "8.8.8.8, 192.0.2.1, 8.8.8.8",
    "127.0.0.1, , 127.0.0.1",
    "127.0.0.1, '192.0.2.1, ', 127.0.0.1",
    "127.0.0.1, unknown, 127.0.0.1",
    "127.0.0.1, localhost, 127.0.0.1",
    "127.0.0.1, '[::1', 127.0.0.1",
    "127.0.0.1, fe80::1%lo, 127.0.0.1"
  })
  void default_client_isTheLastEntryOfAProxyOnThisMachine(
      String peer, @Nullable String forwardedFor, String client) {
    assertThat(DEFAULT.client(address(peer), header(forwardedFor)).getHostAddress())
        .isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 192.0.2.1, 192.0.2.1",
    "10.0.0.7, '192.0.2.9, 192.0.2.1', 192.0.2.1",
    "10.0.0.7, '192.0.2.9, 192.0.2.1, 172.30.1.1', 192.0.2.1",
    "10.0.0.7, '192.0.2.1, fd00::5, 172.30.1.1', 192.0.2.1",
    "10.0.0.7, '172.30.1.2, 172.30.1.1', 172.30.1.2", // nobody but proxies: the first of them
    "10.0.0.7, '192.0.2.1, unknown, 172.30.1.1', 172.30.1.1", // not read beyond what is unreadable
    "10.0.0.8, 192.0.2.1, 10.0.0.8",
    "127.0.0.1, 192.0.2.1, 127.0.0.1" // not named
  })
  void named_client_isTheFirstFromTheEndThatIsNoProxy(
      String peer, String forwardedFor, String client) {
    assertThat(NAMED.client(address(peer), header(forwardedFor)).getHostAddress())
        .isEqualTo(client);
  }

  @Test
  void named_headerOfManyProxies_isReadForSomeHopsOnly() {
    List<String> hops = Collections.nCopies(100_000, "172.30.1.1");
    assertThat(NAMED.client(address("10.0.0.7"), hops)).isEqualTo(address("172.30.1.1"));
  }

  @Test
  void namedEmpty_nobodyIsTrusted() {
    TrustedProxies none = TrustedProxies.of(List.of());
    assertThat(none.trusts(address("127.0.0.1"))).isFalse();
    assertThat(none.client(address("127.0.0.1"), List.of("192.0.2.1")))
        .isEqualTo(address("127.0.0.1"));
  }

  @Test
  void named_byAName_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.of(List.of("10.0.0.7", "ingress")))
        .withMessageContaining("\"ingress\"");
  }
}
