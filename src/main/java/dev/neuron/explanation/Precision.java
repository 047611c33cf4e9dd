package dev.neuron.explanation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The precision of a homework: decimals and digits that most of its numbers have.
 *
 * @param decimals digits behind the point; null if too few numbers show it
 * @param digits significant digits
 * @param isOfDecimals whether no number has more decimals, so that it was rounded to decimals and
 *     not to significant digits
 */
record Precision(@Nullable Integer decimals, int digits, boolean isOfDecimals) {

  /** Decimals of a homework of whole numbers alone: a saturated neuron's 1.00 and 0.00. */
  private static final int DECIMALS_OF_WHOLE_NUMBERS = 2;

  /** The least count of numbers whose decimals show a habit. */
  private static final int SEVERAL = 3;

  /**
   * The precision of a homework.
   *
   * @param worked the numbers that were worked out; not those that are copied from the data
   */
  static Precision of(Collection<WrittenNumber> worked) {
    List<WrittenNumber> precise = worked.stream().filter(n -> !n.hasFewDigits()).toList();
    if (precise.isEmpty()) {
      Integer decimals = worked.size() >= SEVERAL ? DECIMALS_OF_WHOLE_NUMBERS : null;
      return new Precision(decimals, WrittenNumber.MIN_DIGITS, decimals != null);
    }
    int decimals = mostFrequent(precise, WrittenNumber::decimals);
    return new Precision(
        decimals,
        mostFrequent(precise, WrittenNumber::digits),
        precise.size() >= SEVERAL && precise.stream().allMatch(n -> n.decimals() <= decimals));
  }

  /** The most frequent value of a property; the largest of several that are equally frequent. */
  private static int mostFrequent(
      List<WrittenNumber> numbers, Function<WrittenNumber, Integer> property) {
    Map<Integer, Long> counts =
        numbers.stream()
            .collect(Collectors.groupingBy(property, TreeMap::new, Collectors.counting()));
    int mode = Integer.MIN_VALUE;
    long times = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      if (entry.getValue() >= times) {
        mode = entry.getKey();
        times = entry.getValue();
      }
    }
    return mode;
  }

  /** A number with the precision that it has in this homework. */
  WrittenNumber meant(WrittenNumber written) {
    return decimals == null ? written : written.inHomeworkOf(decimals);
  }

  /** A number, and all that it can become when it is rounded on the way, without being written. */
  Range rounded(Range range) {
    if (decimals != null && isOfDecimals) {
      return range.wider(WrittenNumber.half(decimals));
    }
    double size = range.magnitude();
    return size == 0
        ? range
        : range.wider(WrittenNumber.half(digits - 1 - (int) Math.floor(Math.log10(size))));
  }
}
