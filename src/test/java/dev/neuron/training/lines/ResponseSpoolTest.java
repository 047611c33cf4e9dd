package dev.neuron.training.lines;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.neuron.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseSpoolTest {

  private static final int SEGMENT = SpoolSpace.SEGMENT_BYTES;

  private final SpoolSpace space = new SpoolSpace(16L * SEGMENT);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(ResponseSpool spool, String text) throws InterruptedException {
    byte[] bytes = bytes(text);
    spool.write(bytes, 0, bytes.length);
  }

  private static String readAll(ResponseSpool spool) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (byte[] bytes = spool.read(); bytes != null; bytes = spool.read()) {
      text.append(new String(bytes, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** The memory limits make the spool use memory alone, almost only the disk, or both in turn. */
  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 1_000_000_000})
  void read_whateverTheMemory_isWhatWasWrittenInOrder(long memory) throws Exception {
    Random random = new Random(3);
    StringBuilder expected = new StringBuilder();
    StringBuilder actual = new StringBuilder();
    try (ResponseSpool spool = new ResponseSpool(memory, space)) {
      for (int i = 0; i < 2000; i++) {
        String text = i + "x".repeat(random.nextInt(100)) + "\n";
        expected.append(text);
        write(spool, text);
        // Sometimes the reader catches up, sometimes it falls behind.
        while (!spool.isDrained() && random.nextInt(3) == 0) {
          actual.append(new String(requireNonNull(spool.read()), StandardCharsets.UTF_8));
        }
      }
      spool.finish();
      actual.append(readAll(spool));
    }
    assertThat(actual).hasToString(expected.toString());
    assertThat(space.free()).isEqualTo(16);
  }

  @Test
  void read_nothingThere_waitsForWhatComes() throws Exception {
    try (ResponseSpool spool = new ResponseSpool(100, space)) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      write(spool, "late");
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    spool.finish();
                  });
      assertThat(readAll(spool)).isEqualTo("late");
      writer.join();
    }
  }

  private static Thread writing(
      ResponseSpool spool, byte[] block, int blocks, AtomicInteger written) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                for (int i = 0; i < blocks; i++) {
                  spool.write(block, 0, block.length);
                  written.incrementAndGet();
                }
                spool.finish();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /** One connection may have 4 of 16 segments, and a block in memory. */
  @Test
  void write_overTheShareOfAConnection_waitsUntilItIsRead() throws Exception {
    byte[] block = new byte[SpoolFile.MAX_BLOCK];
    int room = 1 + 4 * SEGMENT / block.length;
    AtomicInteger written = new AtomicInteger();
    try (ResponseSpool spool = new ResponseSpool(1, space)) {
      Thread writer = writing(spool, block, room + 3, written);
      Waiting.until("it is full", () -> written.get() == room);
      assertThat(writer.join(Duration.ofMillis(50))).isFalse();
      assertThat(written).hasValue(room);
      assertThat(space.free()).isEqualTo(12);

      assertThat(readAll(spool)).hasSize((room + 3) * block.length);
      writer.join();
    }
    assertThat(space.free()).isEqualTo(16);
  }

  /** The space belongs to all connections together. */
  @Test
  void write_othersHaveTheSpace_waitsUntilTheyGiveItBack() throws Exception {
    SpoolSpace small = new SpoolSpace(SEGMENT);
    byte[] block = new byte[SpoolFile.MAX_BLOCK];
    ResponseSpool other = new ResponseSpool(1, small);
    other.write(block, 0, block.length);
    other.write(block, 0, block.length);
    assertThat(small.free()).isZero();
    AtomicInteger written = new AtomicInteger();
    try (ResponseSpool spool = new ResponseSpool(1, small)) {
      Thread writer = writing(spool, block, 2, written);
      Waiting.until("the block in memory", () -> written.get() == 1);
      assertThat(writer.join(Duration.ofMillis(50))).isFalse();

      other.close();

      writer.join();
      assertThat(readAll(spool)).hasSize(2 * block.length);
    }
    assertThat(small.free()).isOne();
  }

  /** A reader that stays just behind never lets the file become empty. */
  @Test
  void read_staysJustBehind_takesNoMoreSpaceThanIsUnread() throws Exception {
    byte[] block = new byte[SpoolFile.MAX_BLOCK];
    try (ResponseSpool spool = new ResponseSpool(1, space)) {
      spool.write(block, 0, block.length);
      spool.write(block, 0, block.length);
      for (int i = 0; i < 20 * SEGMENT / block.length; i++) {
        spool.write(block, 0, block.length);
        assertThat(spool.read()).hasSize(block.length);
        assertThat(space.free()).isGreaterThanOrEqualTo(14);
      }
      assertThat(spool.isDrained()).isFalse();
    }
  }

  @Test
  void fail_readsWhatIsThereAndThenThrows() throws Exception {
    try (ResponseSpool spool = new ResponseSpool(100, space)) {
      write(spool, "there");
      IllegalStateException cause = new IllegalStateException();
      spool.fail(cause);
      spool.finish();

      assertThat(spool.read()).isEqualTo(bytes("there"));
      assertThatIOException().isThrownBy(spool::read).withCause(cause);
      assertThat(spool.failure()).isSameAs(cause);
    }
  }

  @Test
  void close_letsEveryoneGo() throws Exception {
    ResponseSpool spool = new ResponseSpool(1, new SpoolSpace(0));
    AtomicInteger written = new AtomicInteger();
    Thread writer = writing(spool, bytes("a"), 3, written);
    Waiting.until("the first", () -> written.get() == 1);

    spool.close();

    writer.join();
    assertThat(spool.isClosed()).isTrue();
    assertThat(spool.read()).isNull();
    write(spool, "nobody reads this");
    assertThat(spool.read()).isNull();
    spool.close();
  }
}
