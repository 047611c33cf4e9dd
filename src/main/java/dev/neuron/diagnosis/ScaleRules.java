package dev.neuron.diagnosis;

import dev.neuron.diagnosis.Finding.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Findings on the sizes of features, on the scale on which they come. */
final class ScaleRules {

  private static final String LARGE_MEANS =
      ". No one learning rate suits features of so different sizes: steps that are right for one"
          + " throw the other into the flat ends of the sigmoid, or hardly move it.";

  private static final String SMALL_MEANS =
      ". Its weight has to become large before it tells one row from another, and steps that are"
          + " right for the bias hardly bring it there.";

  private final Columns columns;

  ScaleRules(Columns columns) {
    this.columns = columns;
  }

  /**
   * Looks at each feature.
   *
   * @return whether some are unscaled
   */
  boolean check(Consumer<Finding> findings) {
    List<Integer> unscaled = new ArrayList<>();
    for (int j = 0; j < columns.rows().features(); j++) {
      if (!columns.isConstant(j) && isUnscaled(j)) {
        unscaled.add(j);
      }
    }
    if (!unscaled.isEmpty()) {
      unscaled(unscaled, findings);
    }
    return !unscaled.isEmpty();
  }

  private boolean isUnscaled(int j) {
    return isLarge(j) || columns.range(j) < FeatureRules.SMALL;
  }

  private boolean isLarge(int j) {
    return columns.rootMeanSquare(j) > FeatureRules.LARGE;
  }

  private void unscaled(List<Integer> features, Consumer<Finding> findings) {
    int worst = features.stream().max(Comparator.comparingDouble(this::strain)).orElseThrow();
    boolean large = isLarge(worst);
    int alike = (int) features.stream().filter(j -> isLarge(j) == large).count();
    String shown =
        columns.name(worst)
            + " runs "
            + Figure.range(columns.least(worst), columns.most(worst))
            + (large ? size(worst) : " (a range of " + Figure.of(columns.range(worst)) + ")")
            + FeatureRules.others(alike, " like it")
            + FeatureRules.others(
                features.size() - alike + 1, large ? " of too small a range" : " too large");
    findings.accept(
        columns.finding(
            Code.UNSCALED_FEATURE,
            worst,
            large ? columns.rootMeanSquare(worst) : columns.range(worst),
            shown + (large ? LARGE_MEANS : SMALL_MEANS),
            "Set standardize to true: it trains on (x − mean) / deviation and answers W and b for"
                + " the raw values.",
            SuggestedChange.of("standardize", true)));
  }

  private String size(int j) {
    return " (root mean square "
        + Figure.of(columns.rootMeanSquare(j))
        + (columns.byWeight() ? " by weight" : "")
        + "; the bias sees 1)";
  }

  /** How far its size is from 1, up or down. */
  private double strain(int j) {
    return isLarge(j) ? columns.rootMeanSquare(j) : 1 / Math.max(columns.range(j), 1e-300);
  }
}
