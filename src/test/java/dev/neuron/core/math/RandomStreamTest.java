package dev.neuron.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.math.RandomStream.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The literals were worked out in Python from the definitions. */
class RandomStreamTest {

  private static final int DRAWS = 100_000;

  /** This seed gives the state 1234567, for which SplitMix64's first numbers are published. */
  @Test
  void nextSigned_publishedState_givesThePublishedNumbers() {
    RandomStream stream = new RandomStream(-6540207399321867890L, Purpose.INITIALIZATION);
    long[] published = {
      6457827717110365317L,
      3203168211198807973L,
      Long.parseUnsignedLong("9817491932198370423"),
      4593380528125082431L,
      Long.parseUnsignedLong("16408922859458223821")
    };
    for (long bits : published) {
      assertThat(stream.nextSigned()).isEqualTo(((bits >>> 12) + 0.5) * 0x1p-51 - 1);
    }
  }

  @Test
  void nextSigned_seedZero_givesKnownNumbers() {
    RandomStream stream = new RandomStream(0, Purpose.INITIALIZATION);
    assertThat(stream.nextSigned()).isEqualTo(0.3048969727480644);
    assertThat(stream.nextSigned()).isEqualTo(0.4024242190430505);
    assertThat(stream.nextSigned()).isEqualTo(-0.22575171804842875);
    assertThat(stream.nextSigned()).isEqualTo(0.312827414146142);
  }

  @ParameterizedTest
  @EnumSource
  void shuffle_seed42_givesKnownOrders(Purpose purpose) {
    int[] order = RandomStream.naturalOrder(10);
    new RandomStream(42, purpose).shuffle(order);
    assertThat(order)
        .containsExactly(
            switch (purpose) {
              case INITIALIZATION -> new int[] {1, 7, 2, 5, 6, 4, 0, 9, 8, 3};
              case SHUFFLE -> new int[] {0, 8, 6, 5, 1, 3, 7, 4, 2, 9};
              case VALIDATION -> new int[] {8, 4, 5, 1, 6, 3, 9, 2, 7, 0};
            });
  }

  @Test
  void nextSigned_manyDraws_areUniformBetweenMinusOneAndOne() {
    RandomStream stream = new RandomStream(7, Purpose.INITIALIZATION);
    int[] bins = new int[20];
    for (int draw = 0; draw < DRAWS; draw++) {
      double value = stream.nextSigned();
      assertThat(Math.abs(value)).isLessThan(1);
      bins[(int) ((value + 1) * 10)]++;
    }
    assertUniform(bins);
  }

  @Test
  void shuffle_manyTimes_bringsAnElementAnywhere() {
    RandomStream stream = new RandomStream(8, Purpose.SHUFFLE);
    int[] places = new int[5];
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] order = RandomStream.naturalOrder(5);
      stream.shuffle(order);
      places[Arrays.stream(order).boxed().toList().indexOf(1)]++;
    }
    assertUniform(places);
  }

  @Test
  void shuffle_anyLength_isAPermutation() {
    RandomStream stream = new RandomStream(-3, Purpose.SHUFFLE);
    for (int length : new int[] {0, 1, 2, 3, 100, 5000}) {
      int[] order = RandomStream.naturalOrder(length);
      stream.shuffle(order);
      assertThat(Arrays.stream(order).sorted().toArray())
          .containsExactly(RandomStream.naturalOrder(length));
    }
  }

  @Test
  void naturalOrder_length_countsFromZero() {
    assertThat(RandomStream.naturalOrder(4)).containsExactly(0, 1, 2, 3);
  }

  /** Within five standard deviations: fixed seeds, so it holds or it does not. */
  private static void assertUniform(int[] bins) {
    double expected = (double) DRAWS / bins.length;
    for (int bin : bins) {
      assertThat(Math.abs(bin - expected)).isLessThan(5 * Math.sqrt(expected));
    }
  }
}
