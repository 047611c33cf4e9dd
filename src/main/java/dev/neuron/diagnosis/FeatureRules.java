package dev.neuron.diagnosis;

import dev.neuron.core.data.Count;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Initialization;
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

  private final DiagnosedDataset data;
  private final Hyperparameters hyperparameters;
  private final boolean standardized;

  FeatureRules(DiagnosedDataset data, Hyperparameters hyperparameters) {
    this.data = data;
    this.hyperparameters = hyperparameters;
    standardized = hyperparameters.standardize() || hyperparameters.solver().needsNoLearningRate();
  }

  /**
   * Looks at each feature.
   *
   * @return whether some are unscaled
   */
  boolean check(Consumer<Finding> findings) {
    boolean unscaled = !standardized && new ScaleRules(data).check(findings);
    List<Integer> same = new ArrayList<>();
    List<Integer> constant = new ArrayList<>();
    List<Integer> duplicates = new ArrayList<>();
    for (int j = 0; j < data.rows().features(); j++) {
      if (data.statistics().isConstant(j)) {
        (!standardized && data.statistics().max(j) == 1 ? same : constant).add(j);
        continue;
      }
      if (data.firstOfEqual(j) < j) {
        duplicates.add(j);
      }
    }
    constant(constant, findings);
    sameAsBias(same, findings);
    duplicates(duplicates, findings);
    return unscaled;
  }

  private void constant(List<Integer> features, Consumer<Finding> findings) {
    if (features.isEmpty()) {
      return;
    }
    int j = features.getFirst();
    double value = data.statistics().max(j);
    findings.accept(
        data.finding(
            Code.CONSTANT_FEATURE,
            j,
            value,
            data.name(j)
                + " is "
                + Figure.exact(value)
                + inEveryRow()
                + others(features.size(), " of one value too")
                + ". It tells no row from another"
                + (value == 0 || standardized
                    ? ", and " + motionOfAWeightWithoutGradient()
                    : "; its weight only shares the work of the bias."),
            "Leave it out.",
            dropping(features)));
  }

  /** The motion of a weight that no row has an influence on. */
  private String motionOfAWeightWithoutGradient() {
    boolean fromZero =
        hyperparameters.initial() == null
            && hyperparameters.initialization() == Initialization.ZEROS;
    return hyperparameters.l2() == 0 || fromZero
        ? "its weight stays where it started."
        : "nothing but l2 moves its weight.";
  }

  private void sameAsBias(List<Integer> features, Consumer<Finding> findings) {
    if (features.isEmpty()) {
      return;
    }
    int j = features.getFirst();
    findings.accept(
        data.finding(
            Code.SAME_AS_BIAS,
            j,
            1,
            data.name(j)
                + " is 1"
                + inEveryRow()
                + others(features.size(), " like it")
                + ", which is what the bias multiplies too: its weight and b "
                + (hyperparameters.l2() == 0
                    ? "get the same gradient and do the same work, so only their sum has a meaning."
                    : "do the same work, though l2 holds back the weight alone, so for predictions"
                        + " only their sum has a meaning."),
            "Leave it out, or do without it: the bias is there already.",
            dropping(features)));
  }

  private void duplicates(List<Integer> features, Consumer<Finding> findings) {
    if (features.isEmpty()) {
      return;
    }
    int first = data.firstOfEqual(features.getFirst());
    List<Integer> copies = features.stream().filter(j -> data.firstOfEqual(j) == first).toList();
    int elsewhere = features.size() - copies.size();
    findings.accept(
        data.finding(
            Code.DUPLICATE_FEATURE,
            copies.getFirst(),
            features.size(),
            data.name(copies.getFirst())
                + " has the value of "
                + data.name(first)
                + inEveryRow()
                + others(copies.size(), " like it")
                + ". Only the sum of their weights has a meaning, and the rows move it "
                + (copies.size() == 1 ? "twice" : copies.size() + 1 + " times")
                + " as fast as the weight of one feature."
                + (elsewhere == 0
                    ? ""
                    : " "
                        + Count.of(elsewhere, "other feature")
                        + (elsewhere == 1 ? " has" : " have")
                        + " the values of yet another."),
            copies.size() == 1 ? "Leave one of them out." : "Leave all but one of them out.",
            dropping(features)));
  }

  private String inEveryRow() {
    return " in every " + data.row();
  }

  /** A request keeps at least one feature. */
  private @Nullable SuggestedChange dropping(List<Integer> features) {
    boolean all = features.size() == data.rows().features();
    List<Integer> dropped = all ? features.subList(1, features.size()) : features;
    return dropped.isEmpty()
        ? null
        : SuggestedChange.ignoring(dropped.stream().map(data::column).toList());
  }

  /**
   * Returns words for the features beside the named one.
   *
   * @param count that one included
   */
  static String others(int count, String what) {
    int more = count - 1;
    return more <= 0 ? "" : ", and " + more + (more == 1 ? " other is" : " others are") + what;
  }
}
