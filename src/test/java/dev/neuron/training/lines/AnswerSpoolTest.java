package dev.neuron.training.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSpoolTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String readAll(AnswerSpool spool) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (byte[] bytes = spool.read(); bytes != null; bytes = spool.read()) {
      text.append(new String(bytes, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** In memory alone, on disk almost alone, and both in turn. */
  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 1_000_000_000})
  void read_whateverTheMemory_isWhatWasWrittenInOrder(long memory) throws Exception {
    Random random = new Random(3);
    StringBuilder expected = new StringBuilder();
    StringBuilder actual = new StringBuilder();
    try (AnswerSpool spool = new AnswerSpool(memory, Long.MAX_VALUE)) {
      for (int i = 0; i < 2000; i++) {
        String text = i + "x".repeat(random.nextInt(100)) + "\n";
        expected.append(text);
        spool.write(bytes(text));
        // Sometimes the reader catches up, sometimes it falls behind.
        while (!spool.isDrained() && random.nextInt(3) == 0) {
          actual.append(new String(spool.read(), StandardCharsets.UTF_8));
        }
      }
      spool.finish();
      actual.append(readAll(spool));
    }
    assertThat(actual).hasToString(expected.toString());
  }

  @Test
  void read_nothingThere_waitsForWhatComes() throws Exception {
    try (AnswerSpool spool = new AnswerSpool(100, 100)) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    spool.write(bytes("late"));
                    spool.finish();
                  });
      assertThat(readAll(spool)).isEqualTo("late");
      writer.join();
    }
  }

  @Test
  void awaitRoom_fileFull_waitsUntilItIsRead() throws Exception {
    try (AnswerSpool spool = new AnswerSpool(1, 10)) {
      spool.write(bytes("in memory"));
      spool.write(bytes("longer than the file may be"));
      CountDownLatch room = new CountDownLatch(1);
      Thread producer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      assertThat(spool.awaitRoom()).isTrue();
                      room.countDown();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      assertThat(room.await(50, TimeUnit.MILLISECONDS)).isFalse();
      spool.read();
      spool.read();
      assertThat(room.await(10, TimeUnit.SECONDS)).isTrue();
      producer.join();
    }
  }

  @Test
  void close_letsEveryoneGo() throws Exception {
    AnswerSpool spool = new AnswerSpool(1, 0);
    spool.write(bytes("a"));
    spool.write(bytes("b"));
    spool.close();
    assertThat(spool.awaitRoom()).isFalse();
    assertThat(spool.read()).isNull();
    spool.write(bytes("nobody reads this"));
    assertThat(spool.read()).isNull();
    spool.close();
  }
}
