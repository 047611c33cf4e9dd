package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.Allocated;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleBlocksTest {

  private static DoubleBlocks oneByOne(int count) {
    DoubleBlocks blocks = new DoubleBlocks();
    for (int i = 0; i < count; i++) {
      blocks.add(i);
    }
    return blocks;
  }

  private static double[] upTo(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> i);
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 4096, 4097, 100_000, 1_000_003})
  void toArray_anyCount_hasAllInOrder(int count) {
    DoubleBlocks blocks = oneByOne(count);

    assertThat(blocks.size()).isEqualTo(count);
    assertThat(blocks.toArray()).isEqualTo(upTo(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 64, 1000})
  void add_arrays_isTheSameAsOneByOne(int length) {
    DoubleBlocks blocks = new DoubleBlocks();
    double[] all = upTo(10 * length);
    for (int from = 0; from < all.length; from += length) {
      blocks.add(Arrays.copyOfRange(all, from, from + length + 7), length);
    }

    assertThat(blocks.toArray()).isEqualTo(all);
  }

  @Test
  void take_fewNumbers_isTheFirstBlockItself() throws Exception {
    assertThat(oneByOne(64).take()).hasSize(64);
    assertThat(Allocated.by(() -> oneByOne(64).take())).isLessThan(1024);
  }

  /** Twice the numbers and a quarter, wherever the last block happens to end. */
  @ParameterizedTest
  @ValueSource(ints = {100_000, 131_072, 150_001, 1_000_000, 3_300_000})
  void toArray_manyNumbers_neverNeedMoreThanTwiceTheirMemoryAndAQuarter(int count)
      throws Exception {
    long data = (long) Double.BYTES * count;

    assertThat(Allocated.by(() -> oneByOne(count).toArray())).isLessThan(data * 9 / 4 + 10_000);
  }
}
