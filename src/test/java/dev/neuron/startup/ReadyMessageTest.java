package dev.neuron.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyMessageTest {

  @ParameterizedTest
  @CsvSource({
    "false, 127.0.0.1, , http://127.0.0.1:8080",
    "false, 0.0.0.0, , http://127.0.0.1:8080",
    "false, ::, , http://127.0.0.1:8080",
    "false, , , http://127.0.0.1:8080",
    "true, 10.1.2.3, , https://10.1.2.3:8080",
    "false, ::1, , http://[0:0:0:0:0:0:0:1]:8080",
    "false, 127.0.0.1, /neuron, http://127.0.0.1:8080/neuron"
  })
  void url_isOneThatThisMachineReaches(
      boolean tls, String address, String contextPath, String expected)
      throws UnknownHostException {
    InetAddress bound = address == null ? null : InetAddress.getByName(address);

    assertThat(ReadyMessage.url(tls, bound, 8080, contextPath)).isEqualTo(expected);
  }
}
