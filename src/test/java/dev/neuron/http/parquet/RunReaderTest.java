package dev.neuron.http.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neuron.problem.UnreadableException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Examples of the format's description of encodings, and runs that end too early. */
class RunReaderTest {

  private static int[] read(int width, int count, int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    RunReader reader = new RunReader(buffer.flip(), width);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = reader.next();
    }
    return values;
  }

  @Test
  void packedGroup_ofTheFormatsExample_isZeroToSeven() {
    assertThat(read(3, 8, (1 << 1) | 1, 0b10001000, 0b11000110, 0b11111010))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void runs_ofBothKinds_followEachOther() {
    assertThat(
            read(9, 12, 3 << 1, 0x2C, 1, (1 << 1) | 1, 1, 0, 0, 0, 0, 0, 0, 0, 0x80, 1 << 1, 5, 0))
        .containsExactly(300, 300, 300, 1, 0, 0, 0, 0, 0, 0, 256, 5);
  }

  @Test
  void valuesOf32Bits_keepAllBits() {
    assertThat(read(32, 1, 1 << 1, 0xFF, 0xFF, 0xFF, 0xFF)).containsExactly(-1);
  }

  @Test
  void valuesOfNoBits_areZeros() {
    assertThat(read(0, 3)).containsExactly(0, 0, 0);
  }

  @Test
  void lengthOfARun_thatIsLongerThanAnyCanBe_isRefused() {
    assertThatThrownBy(() -> read(1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1))
        .isInstanceOf(UnreadableException.class);
  }
}
