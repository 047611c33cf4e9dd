package dev.neuron.cluster.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OpenPortWarningTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, , true",
    "10.0.0.7, 0123456789abcdef, false",
    "127.0.0.1, , false",
    "::1, , false"
  })
  void memberWithoutASecret_whereOthersReachIt_warns(
      String address, @Nullable String secret, boolean warns, CapturedOutput output) {
    MemberPort.warnIfOpen(
        secret == null ? null : ClusterSecret.of(secret),
        new InetSocketAddress(InetAddress.ofLiteral(address), 5701));

    assertThat(output.getOut().contains("neuron.cluster.secret is not set")).isEqualTo(warns);
    assertThat(output.getOut()).doesNotContain("0123456789abcdef");
  }
}
