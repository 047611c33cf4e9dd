package dev.neuron.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers, which is one feature.
 *
 * @param min the smallest of the numbers that were trained on; null if it is not known
 * @param max the largest of them; null if it is not known
 * @param fill the number that stands for a missing cell; null if none does
 */
public record NumberColumn(
    String name, @Nullable Double min, @Nullable Double max, @Nullable Double fill)
    implements Column {

  private static final int BYTES = 120;

  /** A column of which only the name is known. */
  static NumberColumn named(String name) {
    return new NumberColumn(name, null, null, null);
  }

  @Override
  public List<String> featureNames() {
    return List.of(name);
  }

  @Override
  public long estimatedBytes() {
    return BYTES + 2L * name.length();
  }
}
