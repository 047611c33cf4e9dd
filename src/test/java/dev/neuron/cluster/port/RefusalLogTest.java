package dev.neuron.cluster.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusalLogTest {

  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5701);

  private final AtomicLong now = new AtomicLong();
  private final RefusalLog log = new RefusalLog(now::get);

  private static long lines(CapturedOutput output) {
    return output.getOut().lines().filter(line -> line.contains("on the cluster's port")).count();
  }

  @Test
  void many_areOneLineForEachReason_andCounted(CapturedOutput output) {
    for (int i = 0; i < 1000; i++) {
      log.log(Refusal.SILENT, PEER);
      log.log(Refusal.OTHER_SECRET, PEER);
    }
    assertThat(lines(output)).isEqualTo(2);

    now.addAndGet(Duration.ofMinutes(1).toNanos());
    log.log(Refusal.OTHER_SECRET, PEER);

    assertThat(lines(output)).isEqualTo(3);
    assertThat(output.getOut()).contains("and 999 others", "another neuron.cluster.secret");
  }
}
