package dev.neuron.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CallerTest {

  private static Caller from(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    return Caller.of(request);
  }

  @Test
  void of_requestWithPrincipal_isItsNameWhereverItComesFrom() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr("10.0.0.1");
    request.setUserPrincipal(() -> "token:alice");
    assertThat(Caller.of(request)).isEqualTo(new Caller("token:alice"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "0:0:0:0:0:0:0:1, ::1, true"
  })
  void of_addresses_areOneCallerWithinANetwork(String one, String other, boolean same) {
    assertThat(from(one).equals(from(other))).isEqualTo(same);
  }

  @Test
  void of_addressThatCannotBeRead_isStillACaller() {
    assertThat(from("unix:").name()).isEqualTo("address:unix:");
  }
}
