package dev.neuron.diagnosis;

import dev.neuron.diagnosis.Finding.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Findings on the sizes of features that are not standardized. */
final class ScaleRules {

  private static final String LARGE_MEANS =
      ". No one learning rate suits features of so different sizes: steps that are right for one"
          + " throw the other into the flat ends of the sigmoid, or hardly move it.";

  private static final String SMALL_MEANS =
      ". Its weight has to become large before it tells one row from another, and steps that are"
          + " right for the bias hardly bring it there.";

  private final DiagnosedDataset data;

  ScaleRules(DiagnosedDataset data) {
    this.data = data;
  }

  /**
   * Looks at each feature.
   *
   * @return whether some are unscaled
   */
  boolean check(Consumer<Finding> findings) {
    List<Integer> unscaled = new ArrayList<>();
    for (int j = 0; j < data.rows().features(); j++) {
      if (!data.statistics().isConstant(j) && isUnscaled(j)) {
        unscaled.add(j);
      }
    }
    if (!unscaled.isEmpty()) {
      unscaled(unscaled, findings);
    }
    return !unscaled.isEmpty();
  }

  private boolean isUnscaled(int j) {
    return isLarge(j) || data.statistics().range(j) < FeatureRules.SMALL;
  }

  private boolean isLarge(int j) {
    return data.statistics().rootMeanSquare(j) > FeatureRules.LARGE;
  }

  private void unscaled(List<Integer> features, Consumer<Finding> findings) {
    int worst = features.stream().max(Comparator.comparingDouble(this::strain)).orElseThrow();
    boolean large = isLarge(worst);
    int alike = (int) features.stream().filter(j -> isLarge(j) == large).count();
    String shown =
        data.name(worst)
            + " runs "
            + Figure.range(data.statistics().min(worst), data.statistics().max(worst))
            + (large
                ? size(worst)
                : " (a range of " + Figure.of(data.statistics().range(worst)) + ")")
            + FeatureRules.others(alike, " like it")
            + FeatureRules.others(
                features.size() - alike + 1, large ? " of too small a range" : " too large");
    findings.accept(
        data.finding(
            Code.UNSCALED_FEATURE,
            worst,
            large ? data.statistics().rootMeanSquare(worst) : data.statistics().range(worst),
            shown + (large ? LARGE_MEANS : SMALL_MEANS),
            "Set standardize to true: it trains on (x − mean) / deviation and answers W and b for"
                + " the raw values.",
            SuggestedChange.of("standardize", true)));
  }

  private String size(int j) {
    return " (root mean square "
        + Figure.of(data.statistics().rootMeanSquare(j))
        + (data.byWeight() ? " by weight" : "")
        + "; the bias sees 1)";
  }

  /** The factor between its size and 1, up or down. */
  private double strain(int j) {
    return isLarge(j)
        ? data.statistics().rootMeanSquare(j)
        : 1 / Math.max(data.statistics().range(j), 1e-300);
  }
}
