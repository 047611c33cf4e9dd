package dev.neuron.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares sums with a second, plain implementation of the documented order. */
class LaneSumsTest {

  static int[] rowCounts() {
    Random random = new Random(5);
    int[] edges = {1, 2, 7, 8, 9, 15, 16, 4095, 4096, 4097, 4104, 8192, 8193, 12_289, 20_000};
    int[] any = random.ints(15, 1, 20_000).toArray();
    int[] all = Arrays.copyOf(edges, edges.length + any.length);
    System.arraycopy(any, 0, all, edges.length, any.length);
    return all;
  }

  @ParameterizedTest
  @MethodSource("rowCounts")
  void totals_anyNumberOfRows_areAddedInTheDocumentedOrder(int rows) {
    double[] first = values(rows, 1);
    double[] second = values(rows, 2);
    LaneSums sums = new LaneSums(2);
    add(sums, first, second);
    assertThat(sums.totals()).containsExactly(documented(first), documented(second));
  }

  /** Without this, the test above could not distinguish one order from another. */
  @Test
  void values_ofTheseTests_dependOnTheOrder() {
    double[] values = values(10_000, 1);
    double[] reversed = new double[values.length];
    Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
    double plain = 0;
    for (double value : values) {
      plain += value;
    }
    assertThat(documented(values)).isNotEqualTo(plain).isNotEqualTo(documented(reversed));
  }

  /** 1 is lost beside 2^53 and kept beside nothing, so each sum shows its pairs. */
  @Test
  void totals_eightRows_pairTheLanesAcross() {
    double big = 0x1p53;
    assertThat(total(big, 0, 0, 0, -big, 0, 1, 0)).isEqualTo(1); // (0+4) first
    assertThat(total(big, 0, 0, 0, 1, 0, -big, 0)).isEqualTo(0);
    assertThat(total(0, 0, big, 0, 1, 0, -big, 0)).isEqualTo(1); // then (2+6)
    assertThat(total(1, big, 0, 0, 0, -big, 0, 0)).isEqualTo(1); // (1+5)
    assertThat(total(0, 1, 0, big, 0, 0, 0, -big)).isEqualTo(1); // (3+7)
    assertThat(total(big, 1, -big, 0, 0, 0, 0, 0)).isEqualTo(1); // even and odd apart
  }

  @Test
  void clear_afterUse_forgetsEverything() {
    LaneSums sums = new LaneSums(1);
    add(sums, values(5000, 3));
    sums.clear();
    double[] values = values(4100, 4);
    add(sums, values);
    assertThat(sums.totals()).containsExactly(documented(values));
  }

  @Test
  void totals_noRows_areZero() {
    assertThat(new LaneSums(3).totals()).containsExactly(0, 0, 0);
  }

  private static double total(double... values) {
    LaneSums sums = new LaneSums(1);
    add(sums, values);
    return sums.totals()[0];
  }

  private static void add(LaneSums sums, double[]... quantities) {
    for (int i = 0; i < quantities[0].length; i++) {
      int lane = sums.laneOf(i);
      for (int q = 0; q < quantities.length; q++) {
        sums.lanes()[lane + q] += quantities[q][i];
      }
    }
  }

  private static double documented(double[] values) {
    double total = 0;
    for (int from = 0; from < values.length; from += 4096) {
      double[] chunk = Arrays.copyOfRange(values, from, Math.min(values.length, from + 4096));
      total +=
          ((lane(chunk, 0) + lane(chunk, 4)) + (lane(chunk, 2) + lane(chunk, 6)))
              + ((lane(chunk, 1) + lane(chunk, 5)) + (lane(chunk, 3) + lane(chunk, 7)));
    }
    return total;
  }

  private static double lane(double[] chunk, int lane) {
    double sum = 0;
    for (int i = lane; i < chunk.length; i += 8) {
      sum += chunk[i];
    }
    return sum;
  }

  /** Values of both signs and many magnitudes, so that every order rounds differently. */
  private static double[] values(int rows, long seed) {
    Random random = new Random(seed);
    double[] values = new double[rows];
    Arrays.setAll(values, i -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(40)));
    return values;
  }
}
