package dev.neuron.core.math;

import java.util.Arrays;

/**
 * Reproducible random numbers: SplitMix64, one stream for each purpose, so that drawing for one
 * never changes another.
 *
 * <p>Source: G. Steele, D. Lea, C. Flood, <i>Fast splittable pseudorandom number generators</i>,
 * OOPSLA 2014. Not for secrets.
 */
public final class RandomStream {

  /** The purpose of a stream. The constants' numbers are part of the numerics: do not reorder. */
  public enum Purpose {
    INITIALIZATION(1),
    SHUFFLE(2),
    VALIDATION(3);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }
  }

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** The stream of a purpose: equal seeds give equal numbers. */
  public RandomStream(long seed, Purpose purpose) {
    state = mix(seed + purpose.number * GAMMA);
  }

  /** The numbers 0 … length − 1 in rising order. */
  public static int[] naturalOrder(int length) {
    int[] order = new int[length];
    Arrays.setAll(order, i -> i);
    return order;
  }

  /** Shuffles the elements (Fisher–Yates). Modifies the array. */
  public void shuffle(int[] order) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }

  /** A number uniform in (−1, 1), both ends excluded, in steps of 2⁻⁵¹. */
  public double nextSigned() {
    return ((nextLong() >>> 12) + 0.5) * 0x1p-51 - 1;
  }

  /** A number uniform in 0 … bound − 1, with a bias of at most bound / 2⁶⁴. */
  private int nextInt(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  private long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
