package dev.neuron.explanation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One number that a learner worked out.
 *
 * @param field which
 * @param claimed what it is said to be
 * @param value what it is
 * @param following what it would be, worked out rightly from the claims before it; null if it
 *     follows from none
 * @param possible the slips that can be made in it, the likeliest first
 * @param slipped what it becomes with some of them
 */
record Claim(
    String field,
    double claimed,
    double value,
    @Nullable Double following,
    List<Slip> possible,
    ToDoubleFunction<Set<Slip>> slipped) {

  Verdict verdict() {
    if (Numbers.agree(claimed, value)) {
      return Verdict.right(field, claimed, value);
    }
    boolean carried = following != null && Numbers.agree(claimed, following);
    return Verdict.wrong(field, claimed, value, carried ? List.of(Slip.CARRIED_OVER) : slips());
  }

  /** The slip, or else the two slips, that lead to the claim; empty if none do. */
  private List<Slip> slips() {
    for (Slip slip : possible) {
      if (explain(EnumSet.of(slip))) {
        return List.of(slip);
      }
    }
    for (int a = 0; a < possible.size(); a++) {
      for (int b = a + 1; b < possible.size(); b++) {
        Set<Slip> both = EnumSet.of(possible.get(a), possible.get(b));
        if (explain(both)) {
          return List.copyOf(both);
        }
      }
    }
    return List.of();
  }

  private boolean explain(Set<Slip> slips) {
    return Numbers.agree(claimed, slipped.applyAsDouble(slips));
  }
}
