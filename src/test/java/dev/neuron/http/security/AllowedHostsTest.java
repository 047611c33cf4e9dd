package dev.neuron.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private static final AllowedHosts DEFAULT = AllowedHosts.of(List.of());
  private static final AllowedHosts NAMED =
      AllowedHosts.of(List.of("example.org", "*.Example.COM", "bücher.example"));

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "127.0.0.1",
        "127.0.0.1:8080",
        "192.168.0.7:80",
        "8.8.8.8",
        "[::1]",
        "[::1]:8080",
        "[2001:db8::1]:443",
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "neuron",
        "neuron:80",
        "replicas",
        "my_service:8080",
        "a.localhost",
        "printer.local",
        "neuron.svc.cluster.local",
        "neuron.default.svc.cluster.local.:80",
        "host.docker.internal:8080",
        "unit.test",
        "127.0.0.1."
      })
  void default_whatPublicDnsCannotHold_isAllowed(@Nullable String host) {
    assertThat(DEFAULT.allows(host)).isTrue();
    assertThat(DEFAULT.allows(host)).as("also the second time").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "EVIL.EXAMPLE",
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "127.0.0.1.nip.io",
        "local.evil.com",
        "xlocal.com",
        "evil.mylocal",
        "evil.example.",
        ".",
        ":80",
        "[evil]",
        "[::1",
        "1.2.3.400",
        "a b",
        "localhost:x"
      })
  void default_everythingElse_isNot(String host) {
    assertThat(DEFAULT.allows(host)).isFalse();
    assertThat(DEFAULT.allows(host)).as("nor the second time").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "EXAMPLE.ORG:8443",
        "example.org.",
        "a.example.com",
        "a.b.example.com:80",
        "xn--bcher-kva.example",
        "localhost"
      })
  void named_areAllowed(String host) {
    assertThat(NAMED.allows(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www.example.org",
        "example.com",
        "notexample.com",
        "example.org.evil.com",
        "notexample.org"
      })
  void named_othersAreNot(String host) {
    assertThat(NAMED.allows(host)).isFalse();
  }

  @Test
  void any_allowsAny() {
    assertThat(AllowedHosts.of(List.of("*")).allows("evil.example")).isTrue();
  }

  @Test
  void manyHosts_areDistinguishedWhenTheCacheIsFull() {
    AllowedHosts hosts = AllowedHosts.of(List.of("*.example.org"));
    for (int i = 0; i < 1000; i++) {
      assertThat(hosts.allows("h%d.example.org".formatted(i))).isTrue();
      assertThat(hosts.allows("h%d.example.com".formatted(i))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "https://example.org",
        "example.org:8443",
        "example.org/neuron",
        "*example.org",
        "*.",
        "a b",
        "ex*mple.org"
      })
  void setting_thatIsNoHost_isRefusedByName(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllowedHosts.of(List.of(pattern)))
        .withMessageContaining('"' + pattern + '"');
  }
}
