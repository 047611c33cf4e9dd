package dev.neuron.core.data;

/** A number with its noun, as a message says it. */
public final class Count {

  private Count() {}

  /** Returns "1 row", "2 rows", for a noun whose plural ends with s. */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
