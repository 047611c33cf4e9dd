package dev.neuron.diagnosis;

import dev.neuron.diagnosis.Finding.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Findings on the features. */
final class FeatureRules {

  /**
   * A feature of this size, and the bias's is 1: with an error of ½ and ŷ = ½ one step at the
   * default rate of 0.5 moves the logit by α · 2 · ½ · ¼ · 10² = 12.5, from the middle of the
   * sigmoid past its end (σ(12.5) = 0.999996).
   */
  static final double LARGE = 10;

  /**
   * A range as small as this: to move the logit from one end to the other, some 10, its weight has
   * to reach 1000, by gradients that are a hundredth of the bias's.
   */
  static final double SMALL = 0.01;

  private final Columns columns;
  private final boolean standardized;

  FeatureRules(Columns columns, boolean standardized) {
    this.columns = columns;
    this.standardized = standardized;
  }

  /**
   * Looks at each feature.
   *
   * @return whether some are unscaled
   */
  boolean check(Consumer<Finding> findings) {
    List<Integer> same = new ArrayList<>();
    List<Integer> constant = new ArrayList<>();
    List<Integer> unscaled = new ArrayList<>();
    List<Integer> duplicates = new ArrayList<>();
    for (int j = 0; j < columns.rows().features(); j++) {
      if (columns.isConstant(j)) {
        (!standardized && columns.most(j) == 1 ? same : constant).add(j);
        continue;
      }
      if (!standardized && isUnscaled(j)) {
        unscaled.add(j);
      }
      if (columns.firstOfEqual(j) < j) {
        duplicates.add(j);
      }
    }
    unscaled(unscaled, findings);
    constant(constant, findings);
    sameAsBias(same, findings);
    duplicates(duplicates, findings);
    return !unscaled.isEmpty();
  }

  private boolean isUnscaled(int j) {
    return columns.rootMeanSquare(j) > LARGE || columns.most(j) - columns.least(j) < SMALL;
  }

  private void unscaled(List<Integer> features, Consumer<Finding> findings) {
    if (features.isEmpty()) {
      return;
    }
    int worst = features.getFirst();
    for (int j : features) {
      if (strain(j) > strain(worst)) {
        worst = j;
      }
    }
    double size = columns.rootMeanSquare(worst);
    String name = columns.name(worst);
    findings.accept(
        columns.finding(
            Code.UNSCALED_FEATURE,
            worst,
            size,
            name
                + " runs from "
                + Figure.of(columns.least(worst))
                + " to "
                + Figure.of(columns.most(worst))
                + " (root mean square "
                + Figure.of(size)
                + "; the bias sees 1)"
                + others(features)
                + ". No one learning rate suits features of so different sizes: steps that are"
                + " right for one throw the other into the flat ends of the sigmoid, or hardly move"
                + " it.",
            "Set standardize to true: it trains on (x − mean) / deviation and answers W and b for"
                + " the raw values.",
            Cure.of("standardize", true)));
  }

  /** How far its size is from 1, up or down. */
  private double strain(int j) {
    double size = columns.rootMeanSquare(j);
    return size > LARGE ? size : 1 / Math.max(columns.most(j) - columns.least(j), 1e-300);
  }

  private void constant(List<Integer> features, Consumer<Finding> findings) {
    if (features.isEmpty()) {
      return;
    }
    int j = features.getFirst();
    double value = columns.most(j);
    String meaning =
        value == 0 || standardized
            ? ". It tells no row from another, and its weight stays where it started."
            : ". It tells no row from another; its weight only shares the work of the bias.";
    findings.accept(
        columns.finding(
            Code.CONSTANT_FEATURE,
            j,
            value,
            columns.name(j)
                + " is "
                + Figure.of(value)
                + " in every row"
                + others(features)
                + meaning,
            "Leave it out.",
            dropping(features)));
  }

  private void sameAsBias(List<Integer> features, Consumer<Finding> findings) {
    if (features.isEmpty()) {
      return;
    }
    int j = features.getFirst();
    findings.accept(
        columns.finding(
            Code.SAME_AS_BIAS,
            j,
            1,
            columns.name(j)
                + " is 1 in every row"
                + others(features)
                + ", which is what the bias multiplies too: its weight and b get the same gradient"
                + " and do the same work, so only their sum has a meaning.",
            "Leave it out, or do without it: the bias is there already.",
            dropping(features)));
  }

  private void duplicates(List<Integer> features, Consumer<Finding> findings) {
    if (features.isEmpty()) {
      return;
    }
    int j = features.getFirst();
    findings.accept(
        columns.finding(
            Code.DUPLICATE_FEATURE,
            j,
            features.size(),
            columns.name(j)
                + " has the value of "
                + columns.name(columns.firstOfEqual(j))
                + " in every row"
                + others(features)
                + ". Only the sum of their weights has a meaning, and it learns at twice the rate.",
            "Leave one of them out.",
            dropping(features)));
  }

  /** A request keeps at least one feature. */
  private @Nullable Cure dropping(List<Integer> features) {
    boolean all = features.size() == columns.rows().features();
    List<Integer> dropped = all ? features.subList(1, features.size()) : features;
    return dropped.isEmpty() ? null : Cure.dropping(List.copyOf(dropped));
  }

  private static String others(List<Integer> features) {
    int more = features.size() - 1;
    return more == 0
        ? ""
        : more == 1 ? ", and 1 other is like it" : ", and " + more + " others are like it";
  }
}
