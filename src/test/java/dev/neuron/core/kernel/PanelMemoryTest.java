package dev.neuron.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.thread.ChunkCrew;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PanelMemoryTest {

  @Test
  void borrow_usedBefore_isZeroWhereItWasAskedFor() {
    for (int i = 0; i < 2 * ChunkCrew.MAX_SIZE; i++) {
      double[] memory = PanelMemory.borrow(1000);
      for (int k = PanelMemory.FIRST; k < PanelMemory.FIRST + 1000; k++) {
        assertThat(memory[k]).isZero();
      }
      Arrays.fill(memory, 5);
      PanelMemory.giveBack(memory);
    }
  }

  @Test
  void borrow_twice_givesTwoArrays() {
    double[] first = PanelMemory.borrow(10);
    double[] second = PanelMemory.borrow(10);
    assertThat(first).isNotSameAs(second);
    PanelMemory.giveBack(first);
    PanelMemory.giveBack(second);
  }

  @Test
  void borrow_large_isAsLongAsNeeded() {
    assertThat(PanelMemory.borrow(1_000_000)).hasSize(1_000_000 + PanelMemory.FIRST);
  }

  @Test
  void holds_moreThanAnArrayCan_isFalse() {
    assertThat(PanelMemory.holds(1L << 31)).isFalse();
    assertThat(PanelMemory.holds(1L << 40)).isFalse();
    assertThat(PanelMemory.holds(1_000_000_000)).isTrue();
  }
}
