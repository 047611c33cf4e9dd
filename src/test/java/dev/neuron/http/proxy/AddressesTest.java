package dev.neuron.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  static InetAddress address(String literal) {
    return Objects.requireNonNull(AddressLiteral.read(literal));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "255.255.255.255, 255.255.255.255",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:DB8::a, 2001:db8:0:0:0:0:0:a",
    "::ffff:10.0.0.7, 10.0.0.7"
  })
  void read_literal_isTheAddress(String text, String address) {
    assertThat(address(text).getHostAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1",
        "127.1",
        "256.0.0.1",
        "1.2.3.4.5",
        "1.2.3.",
        "1.2.3.4 ",
        "1.2.3.4:80",
        "[::1]",
        "[::1]:80",
        "fe80::1%eth0",
        "::g",
        ":::",
        "::1::",
        "unknown",
        "_hidden",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"
      })
  void read_anythingElse_isNone(String text) {
    assertThat(AddressLiteral.read(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.7/31, 192.0.2.6, true",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::1, false",
    "::/0, ::1, true",
    "::/0, 127.0.0.1, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true"
  })
  void range_containsWhatSharesItsBits(String range, String address, boolean contained) {
    assertThat(AddressRange.of(range).contains(address(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "::/129",
        "10.0.0/8",
        "/8"
      })
  void range_thatIsNone_isRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.of(text))
        .withMessageContaining('"' + text + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org, -1",
    "EXAMPLE.org:8443, example.org, 8443",
    "neuron, neuron, -1",
    "my_service:80, my_service, 80",
    "127.0.0.1:8080, 127.0.0.1, 8080",
    "[::1], [::1], -1",
    "[2001:DB8::1]:443, [2001:db8::1], 443",
    "example.org:, example.org, -1",
    "example.org., example.org., -1"
  })
  void hostPort_read_isHostAndPort(String text, String host, int port) {
    assertThat(HostPort.read(text)).isEqualTo(new HostPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a b",
        "http://example.org",
        "example.org/",
        "example.org:0",
        "example.org:65536",
        "example.org:x",
        "example.org:1:2",
        "user@example.org",
        "[::1",
        "[::1]x",
        "[::1]80",
        "[]",
        "[example.org]",
        "::1",
        "exämple.org"
      })
  void hostPort_thatIsNone_isNull(String text) {
    @Nullable HostPort read = HostPort.read(text);
    assertThat(read).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 5000})
  void hostPort_thatIsTooLong_isNull(int length) {
    assertThat(HostPort.read("a".repeat(length))).isNull();
  }
}
