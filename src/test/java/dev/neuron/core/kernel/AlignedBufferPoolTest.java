package dev.neuron.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.thread.ChunkCrew;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AlignedBufferPoolTest {

  @Test
  void borrow_usedBefore_isZeroWhereItWasAskedFor() {
    for (int i = 0; i < 2 * ChunkCrew.MAX_SIZE; i++) {
      double[] memory = AlignedBufferPool.borrow(1000);
      for (int k = AlignedBufferPool.FIRST; k < AlignedBufferPool.FIRST + 1000; k++) {
        assertThat(memory[k]).isZero();
      }
      Arrays.fill(memory, 5);
      AlignedBufferPool.giveBack(memory);
    }
  }

  @Test
  void borrow_twice_givesTwoArrays() {
    double[] first = AlignedBufferPool.borrow(10);
    double[] second = AlignedBufferPool.borrow(10);
    assertThat(first).isNotSameAs(second);
    AlignedBufferPool.giveBack(first);
    AlignedBufferPool.giveBack(second);
  }

  @Test
  void borrow_large_isAsLongAsNeeded() {
    assertThat(AlignedBufferPool.borrow(1_000_000)).hasSize(1_000_000 + AlignedBufferPool.FIRST);
  }

  @Test
  void holds_moreThanAnArrayCan_isFalse() {
    assertThat(AlignedBufferPool.holds(1L << 31)).isFalse();
    assertThat(AlignedBufferPool.holds(1L << 40)).isFalse();
    assertThat(AlignedBufferPool.holds(1_000_000_000)).isTrue();
  }
}
