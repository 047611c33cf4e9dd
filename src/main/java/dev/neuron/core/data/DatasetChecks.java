package dev.neuron.core.data;

import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** The checks of {@link Dataset#of}; each counts all cells at fault and names the first ones. */
final class DatasetChecks {

  private static final int MAX_FEATURE_NAME_LENGTH = 200;

  // Wide enough for any use, and far enough from the ends of double that neither a sum of weights
  // nor its reciprocal overflows.
  private static final double MIN_SAMPLE_WEIGHT = 1e-100;
  private static final double MAX_SAMPLE_WEIGHT = 1e100;

  private DatasetChecks() {}

  static void finite(Matrix x) {
    int cells = x.rows() * x.columns();
    if (allFinite(x.values(), cells)) {
      return;
    }
    check(
        Reason.UNUSABLE_CELL,
        cells,
        cell -> Double.isFinite(x.values()[cell]),
        cell -> fault(x, cell));
  }

  static void notInfinite(Matrix x) {
    if (!allFinite(x.values(), x.rows() * x.columns())) {
      check(
          Reason.UNUSABLE_CELL,
          x.rows() * x.columns(),
          cell -> !Double.isInfinite(x.values()[cell]),
          cell -> fault(x, cell));
    }
  }

  private static Fault fault(Matrix x, int cell) {
    int d = x.columns();
    return new Fault("x/" + cell / d + "/" + cell % d, "A feature must be a finite number.");
  }

  /** Separate from the search for faults, because it reads every value of every request. */
  private static boolean allFinite(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  static void targetCount(int targets, int rows) {
    checkCount(Reason.WRONG_TARGET_COUNT, "y", "targets", targets, rows);
  }

  static void targets(double[] y, int rows) {
    targetCount(y.length, rows);
    check(
        Reason.TARGET_OUT_OF_RANGE,
        rows,
        i -> y[i] >= 0 && y[i] <= 1,
        i -> new Fault("y/" + i, "A target must lie in [0, 1]."));
  }

  static void sampleWeights(double[] weights, int rows) {
    Reason reason = Reason.INVALID_SAMPLE_WEIGHTS;
    checkCount(reason, "sampleWeights", "sample weights", weights.length, rows);
    check(
        reason,
        rows,
        i -> isWeight(weights[i]),
        i -> new Fault("sampleWeights/" + i, "A sample weight must be 0 or from 1e-100 to 1e100."));
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      throw new InvalidInputException(
          reason, "sampleWeights", "At least one sample weight must be above 0.");
    }
  }

  static boolean isWeight(double weight) {
    return weight == 0 || (weight >= MIN_SAMPLE_WEIGHT && weight <= MAX_SAMPLE_WEIGHT);
  }

  static void featureNames(List<String> names, int features) {
    Reason reason = Reason.INVALID_FEATURE_NAMES;
    checkCount(reason, "featureNames", "feature names", names.size(), features);
    Set<String> seen = new HashSet<>();
    check(
        reason,
        features,
        j -> {
          String name = names.get(j);
          return !name.isBlank() && name.length() <= MAX_FEATURE_NAME_LENGTH && seen.add(name);
        },
        j ->
            new Fault(
                "featureNames/" + j,
                "A feature name must be 1 to %d characters, not blank, and differ from the others."
                    .formatted(MAX_FEATURE_NAME_LENGTH)));
  }

  private static void checkCount(
      Reason reason, String pointer, String what, int count, int expected) {
    if (count != expected) {
      throw new InvalidInputException(
          reason, pointer, "Expected %d %s, found %d.".formatted(expected, what, count));
    }
  }

  private static void check(
      Reason reason, int count, IntPredicate valid, IntFunction<Fault> fault) {
    Faults.Collector faults = new Faults.Collector();
    for (int i = 0; i < count; i++) {
      if (!valid.test(i)) {
        int faulty = i;
        faults.add(() -> fault.apply(faulty));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(reason, faults.faults());
    }
  }
}
