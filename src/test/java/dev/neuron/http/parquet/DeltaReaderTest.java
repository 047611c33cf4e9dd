package dev.neuron.http.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neuron.problem.UnreadableException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Differences that were packed by hand. */
class DeltaReaderTest {

  /** 128 values a block and 4 miniblocks: the first bytes of a header. */
  private static ByteBuffer bytes(int... rest) {
    ByteBuffer buffer = ByteBuffer.allocate(3 + rest.length).put((byte) 0x80).put((byte) 1);
    buffer.put((byte) 4);
    for (int b : rest) {
      buffer.put((byte) b);
    }
    return buffer.flip();
  }

  @Test
  void equalDifferences_needNoBits() {
    // 5 values from 1 (zigzag 2); the least difference is 1 (zigzag 2), all others are the same.
    ByteBuffer bytes = bytes(5, 2, 2, 0, 0, 0, 0);
    DeltaReader reader = new DeltaReader(bytes, 5);

    for (int value = 1; value <= 5; value++) {
      assertThat(reader.next()).isEqualTo(value);
    }
    assertThat(bytes.hasRemaining()).isFalse();
    assertThatThrownBy(reader::next).isInstanceOf(UnreadableException.class);
  }

  @Test
  void differences_arePackedAboveTheLeast() {
    // 7, 5, 3, 1, 2, 3, 4, 5: differences −2 −2 −2 1 1 1 1, which are 0 0 0 3 3 3 3 above −2.
    int[] content = new int[2 + 1 + 4 + 8];
    content[0] = 8;
    content[1] = 14;
    content[2] = 3;
    content[3] = 2;
    content[7] = 0b11000000;
    content[8] = 0b00111111;
    ByteBuffer bytes = bytes(content);
    DeltaReader reader = new DeltaReader(bytes, 8);

    for (int value : new int[] {7, 5, 3, 1, 2, 3, 4, 5}) {
      assertThat(reader.next()).isEqualTo(value);
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void skipToEnd_leavesThePositionBehindAllValues() {
    ByteBuffer bytes = bytes(5, 2, 2, 0, 0, 0, 0, 99);

    new DeltaReader(bytes, 5).skipToEnd();

    assertThat(bytes.get()).isEqualTo((byte) 99);
  }
}
