package dev.neuron.explanation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number that a learner claims.
 *
 * @param field which
 * @param written the number
 * @param quantity what it should be
 */
record Claim(String field, WrittenNumber written, Quantity quantity) {

  /** The digits below which two slips together would fit many numbers by chance. */
  private static final int DIGITS_OF_TWO_SLIPS = 3;

  /**
   * The quantity that a number claims to be, and how it is calculated.
   *
   * @param truth the true value; null or infinite where it is beyond doubles
   * @param size a number within 1 % of this of the truth is right
   * @param noise the error of the truth, because doubles round
   * @param possible the slips that can be made in it, the likeliest first
   * @param method how it is calculated
   */
  record Quantity(
      @Nullable Double truth, double size, double noise, List<Slip> possible, Method method) {}

  /** A calculation of a quantity. */
  @FunctionalInterface
  interface Method {

    /** All values that the calculation can have with these slips. */
    List<Range> values(Workings workings, Set<Slip> slips);
  }

  /**
   * The verdict.
   *
   * @param right the workings from the earlier numbers that were right
   * @param own the workings from all earlier numbers, if one of them was wrong
   */
  Verdict verdict(Workings right, @Nullable Workings own) {
    Double truth = quantity.truth();
    if (truth == null || !Double.isFinite(truth)) {
      return Verdict.beyond(field, written.value());
    }
    if (isTrue(truth) || follows(right, Workings.NONE)) {
      return Verdict.right(field, written.value(), truth);
    }
    if (own != null && follows(own, Workings.NONE)) {
      return wrong(truth, List.of(List.of(Slip.CARRIED_OVER)));
    }
    List<List<Slip>> ways = single(right);
    if (!ways.isEmpty()) {
      return wrong(truth, ways);
    }
    if (Math.abs(written.value() - truth) <= Numbers.TOLERANCE * quantity.size()) {
      return Verdict.right(field, written.value(), truth);
    }
    return written.mayMean(truth)
        ? Verdict.tooShort(field, written.value(), truth)
        : wrong(truth, pair(right));
  }

  private Verdict wrong(double truth, List<List<Slip>> ways) {
    return Verdict.wrong(field, written.value(), truth, ways);
  }

  private boolean isTrue(double truth) {
    return written.agrees(Range.of(truth), quantity.noise())
        || (truth == 0 && Math.abs(written.value()) < Numbers.ZERO);
  }

  /** True if these slips lead to the number; without slips, if it is right. */
  private boolean follows(Workings workings, Set<Slip> slips) {
    return quantity.method().values(workings, slips).stream()
        .anyMatch(value -> written.agrees(value, quantity.noise()));
  }

  /** Each slip that leads to the number. */
  private List<List<Slip>> single(Workings workings) {
    List<List<Slip>> ways = new ArrayList<>();
    for (Slip slip : quantity.possible()) {
      if (follows(workings, EnumSet.of(slip))) {
        ways.add(List.of(slip));
      }
    }
    return ways;
  }

  /** The likeliest two slips that lead to the number together. */
  private List<List<Slip>> pair(Workings workings) {
    List<Slip> possible = quantity.possible();
    int n = written.digits() < DIGITS_OF_TWO_SLIPS ? 0 : possible.size();
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        Set<Slip> both = EnumSet.of(possible.get(a), possible.get(b));
        if (follows(workings, both)) {
          return List.of(List.copyOf(both));
        }
      }
    }
    return List.of();
  }

  /** The values that later quantities are calculated from after this verdict. */
  List<Range> goingOn(Workings workings, boolean isRight) {
    if (!isRight) {
      return List.of(written.range());
    }
    List<Range> values = new ArrayList<>();
    values.add(Range.of(written.value()));
    for (Range value : quantity.method().values(workings, Workings.NONE)) {
      if (written.agrees(value, quantity.noise())) {
        values.add(value);
      }
    }
    if (quantity.truth() != null) {
      values.add(Range.of(quantity.truth()));
    }
    return Workings.mapped(values.stream());
  }
}
