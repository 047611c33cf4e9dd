package dev.neuron.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that a misspelt one most likely stands for. */
public final class NearestName {

  /** A slip has one edit for every three characters at most, but two are always one. */
  private static final int CHARACTERS_PER_EDIT = 3;

  private static final int MIN_EDITS = 2;
  private static final int MAX_EDITS = 4;

  /** A longer name is not compared, which takes time in proportion to both lengths. */
  private static final int MAX_LENGTH = 200;

  private NearestName() {}

  /**
   * Returns the known name with the fewest edits (inserted, deleted or replaced characters) from
   * the given one; the alphabetically first of several; empty if all need too many for a slip.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    LevenshteinDistance distance =
        new LevenshteinDistance(
            Math.clamp(name.length() / CHARACTERS_PER_EDIT, MIN_EDITS, MAX_EDITS));
    record Candidate(String name, int edits) {}
    return known.stream()
        .map(candidate -> new Candidate(candidate, distance.apply(name, candidate)))
        .filter(candidate -> candidate.edits() >= 0) // −1 stands for more than the maximum
        .min(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::name))
        .map(Candidate::name);
  }
}
