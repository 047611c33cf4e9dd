package dev.neuron.diagnosis;

import static dev.neuron.diagnosis.Diagnosed.after;
import static dev.neuron.diagnosis.Diagnosed.before;
import static dev.neuron.diagnosis.Diagnosed.clouds;
import static dev.neuron.diagnosis.Diagnosed.codes;
import static dev.neuron.diagnosis.Diagnosed.only;
import static dev.neuron.diagnosis.Diagnosed.row;
import static dev.neuron.diagnosis.Diagnosed.rows;
import static dev.neuron.diagnosis.Diagnosed.scaled;
import static dev.neuron.diagnosis.Diagnosed.xor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.diagnosis.Finding.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Findings on the rows: each provoked, and just not provoked. */
class DataFindingsTest {

  @Test
  void slides_thirdFeatureIsOneInEveryRow_isSameAsBias() {
    Dataset slides = rows(row(0, 0, 1, 0), row(1, 1, 1, 1), row(1, 0, 1, 1), row(0, 1, 1, 0));

    List<Finding> findings = after(slides, Hyperparameters.builder());

    assertThat(findings).hasSize(1);
    Finding finding = only(Code.SAME_AS_BIAS, findings);
    assertThat(finding.feature()).isEqualTo("x3");
    assertThat(finding.featureIndex()).isEqualTo(2);
    assertThat(finding.value()).isEqualTo(1);
    assertThat(finding.message()).startsWith("x3 is 1 in every row, which is");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.ignoring(List.of("2")));
  }

  @Test
  void featureOfOnes_butForOneRow_isNotSameAsBias() {
    assertThat(codes(rows(row(0, 1, 0), row(1, 1, 1), row(1, 0.5, 1), row(0, 1, 0)))).isEmpty();
  }

  @Test
  void featureOfOnes_standardized_isConstant() {
    Dataset slides = rows(row(0, 0, 1, 0), row(1, 1, 1, 1), row(1, 0, 1, 1), row(0, 1, 1, 0));
    assertThat(codes(slides, Hyperparameters.builder().standardize(true)))
        .containsExactly(Code.CONSTANT_FEATURE);
  }

  @Test
  void featureOfOneOtherValue_isConstant() {
    Dataset dataset = rows(row(0, 7, 0), row(1, 7, 1), row(1, 7, 1), row(0, 7, 0));

    Finding finding = only(Code.CONSTANT_FEATURE, after(dataset, Hyperparameters.builder()));

    assertThat(finding.feature()).isEqualTo("x2");
    assertThat(finding.value()).isEqualTo(7);
    assertThat(finding.message()).contains("shares the work of the bias");
  }

  @Test
  void featureOfOneOtherValue_butForOneRow_isNotConstant() {
    assertThat(codes(rows(row(0, 7, 0), row(1, 7, 1), row(1, 7, 1), row(0, 7.1, 0)))).isEmpty();
  }

  @Test
  void constantFeature_otherwiseOnlyInRowsWithoutWeight_isFound() {
    Dataset dataset =
        Dataset.of(
            Matrix.of(row(0, 3), row(1, 3), row(0.5, 4)),
            row(0, 1, 1),
            row(1, 1, 0),
            List.of("a", "b"));
    Finding finding = only(Code.CONSTANT_FEATURE, after(dataset, Hyperparameters.builder()));
    assertThat(finding.feature()).isEqualTo("b");
  }

  @Test
  void onlyFeature_constant_cannotBeLeftOut() {
    Dataset dataset = rows(row(0, 0), row(0, 1));
    assertThat(only(Code.CONSTANT_FEATURE, before(dataset, Hyperparameters.builder())).cure())
        .isNull();
  }

  @Test
  void duplicateFeature_isFound() {
    Dataset dataset = rows(row(0, 2, 0, 0), row(1, 1, 1, 1), row(1, 0, 1, 1), row(0, 1, 0, 0));

    List<Finding> findings = after(dataset, Hyperparameters.builder());

    assertThat(findings).hasSize(1);
    Finding finding = only(Code.DUPLICATE_FEATURE, findings);
    assertThat(finding.feature()).isEqualTo("x3");
    assertThat(finding.message()).startsWith("x3 has the value of x1 in every row");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.ignoring(List.of("2")));
  }

  @Test
  void duplicateFeature_butForTheLastBitOfOneValue_isNone() {
    Dataset dataset =
        rows(row(0, 2, 0, 0), row(1, 1, 1, 1), row(1, 0, Math.nextUp(1), 1), row(0, 1, 0, 0));
    assertThat(codes(dataset)).isEmpty();
  }

  @Test
  void duplicateFeature_withTheOtherZero_isFound() {
    Dataset dataset = rows(row(0, 2, -0.0, 0), row(1, 1, 1, 1), row(-0.0, 0, 0, 0));
    assertThat(codes(dataset)).containsExactly(Code.DUPLICATE_FEATURE);
  }

  @Test
  void largeFeature_isUnscaled() {
    Dataset dataset = scaled(clouds(1, 40, 2, 1), 12);

    Finding finding = only(Code.UNSCALED_FEATURE, before(dataset, Hyperparameters.builder()));

    assertThat(finding.value()).isGreaterThan(FeatureRules.LARGE);
    assertThat(finding.message()).contains("and 1 other is like it");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of(Map.of("standardize", true)));
  }

  @Test
  void largeFeature_ofRootMeanSquareTen_isNotUnscaled() {
    Dataset edge = rows(row(-10, 0), row(10, 1));
    Dataset above = rows(row(-10.01, 0), row(10, 1));
    assertThat(before(edge, Hyperparameters.builder())).isEmpty();
    assertThat(only(Code.UNSCALED_FEATURE, before(above, Hyperparameters.builder())).value())
        .isCloseTo(10.005, within(1e-5));
  }

  @Test
  void smallFeature_isUnscaled_andOfARangeOfOneHundredthIsNot() {
    Dataset below = rows(row(0, 0), row(0.0099, 1));
    Dataset edge = rows(row(0, 0), row(0.01, 1));
    assertThat(only(Code.UNSCALED_FEATURE, before(below, Hyperparameters.builder())).feature())
        .isEqualTo("x1");
    assertThat(before(edge, Hyperparameters.builder())).isEmpty();
  }

  @Test
  void largeFeature_standardized_isNotUnscaled() {
    Dataset dataset = scaled(clouds(1, 40, 2, 1), 1000);
    assertThat(codes(dataset, Hyperparameters.builder().standardize(true))).isEmpty();
  }

  @Test
  void largestNumbers_areFoundWithoutAnInfinity() {
    Dataset dataset = rows(row(-Double.MAX_VALUE, 0), row(Double.MAX_VALUE, 1));
    assertThat(only(Code.UNSCALED_FEATURE, before(dataset, Hyperparameters.builder())).value())
        .isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void targets_allEqual_areOneClass() {
    Dataset dataset = rows(row(0, 1), row(1, 1), row(2, 1));
    Finding finding = only(Code.ONE_CLASS, after(dataset, Hyperparameters.builder()));
    assertThat(finding.value()).isEqualTo(1);
  }

  @Test
  void targets_oneOfThemBarelyDifferent_areNotOneClass() {
    Dataset dataset = rows(row(0, 1), row(1, 1), row(2, 0.99));
    assertThat(codes(dataset)).doesNotContain(Code.ONE_CLASS);
  }

  @Test
  void targets_differentOnlyAmongRowsWithoutWeight_areOneClass() {
    Dataset dataset =
        Dataset.of(Matrix.of(row(0), row(1), row(2)), row(1, 1, 0), row(1, 1, 0), null);
    assertThat(codes(dataset)).containsExactly(Code.ONE_CLASS);
  }

  @Test
  void targets_ninePercentOfOneClass_areImbalanced() {
    Finding finding = only(Code.IMBALANCED, before(withMinority(9), Hyperparameters.builder()));
    assertThat(finding.value()).isCloseTo(0.09, within(1e-12));
    assertThat(finding.message()).contains("Only 9 % of the rows have the target 1");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of("classWeights", "balanced"));
  }

  @Test
  void targets_tenPercentOfOneClass_areNotImbalanced() {
    assertThat(before(withMinority(10), Hyperparameters.builder())).isEmpty();
  }

  @Test
  void targets_imbalancedButWeighedEqually_areNot() {
    Dataset dataset = withMinority(5);
    double[] y = new double[dataset.rows()];
    Arrays.setAll(y, dataset::target);
    double[] weights = Arrays.stream(y).map(target -> target == 1 ? 19 : 1).toArray();
    double[][] x = new double[y.length][1];
    Arrays.setAll(x, i -> row(dataset.value(i, 0)));
    assertThat(before(Dataset.of(Matrix.of(x), y, weights, null), Hyperparameters.builder()))
        .isEmpty();
  }

  /** 100 rows, the first of them of class 1. */
  private static Dataset withMinority(int ones) {
    double[][] rows = new double[100][];
    Arrays.setAll(rows, i -> row(i / -10.0, i < ones ? 1 : 0));
    return rows(rows);
  }

  @Test
  void equalRows_withDifferentTargets_contradict() {
    Dataset dataset = rows(row(0, 0, 0), row(1, 0, 1), row(0, 0, 1), row(0, -0.0, 1));

    List<Finding> findings = after(dataset, Hyperparameters.builder());

    assertThat(findings).extracting(Finding::code).contains(Code.CONTRADICTING_ROWS);
    Finding finding = only(Code.CONTRADICTING_ROWS, findings);
    assertThat(finding.value()).isEqualTo(2);
    assertThat(finding.rowChange()).isEqualTo(RowChange.merging());
    assertThat(findings).extracting(Finding::code).doesNotContain(Code.NOT_SEPARABLE);
  }

  @Test
  void equalRows_withEqualTargets_doNotContradict() {
    assertThat(codes(rows(row(0, 0, 0), row(1, 0.5, 1), row(0, 0, 0), row(1, 0.5, 1)))).isEmpty();
  }

  @Test
  void rows_differentInTheLastBit_doNotContradict() {
    assertThat(
            before(rows(row(1, 0), row(Math.nextUp(1), 1), row(0, 0)), Hyperparameters.builder()))
        .isEmpty();
  }

  @Test
  void xor_isNotSeparable_beforeAndAfter() {
    Finding finding = only(Code.NOT_SEPARABLE, before(xor(), Hyperparameters.builder()));
    assertThat(finding.rowChange()).isEqualTo(RowChange.adding(List.of(List.of(0, 1))));
    assertThat(codes(xor())).containsExactly(Code.NOT_SEPARABLE);
  }

  @Test
  void xor_withTheSlidesThirdFeature_isNotSeparable() {
    Dataset dataset = rows(row(0, 0, 1, 0), row(1, 1, 1, 0), row(1, 0, 1, 1), row(0, 1, 1, 1));
    assertThat(codes(dataset)).containsExactly(Code.SAME_AS_BIAS, Code.NOT_SEPARABLE);
  }

  @Test
  void xor_withoutOneOfItsRows_isSeparable() {
    assertThat(codes(rows(row(0, 0, 0), row(1, 0, 1), row(0, 1, 1)))).isEmpty();
  }

  @Test
  void xor_withTheProductOfItsFeatures_isLearned() {
    Dataset dataset = rows(row(0, 0, 0, 0), row(1, 1, 1, 0), row(1, 0, 0, 1), row(0, 1, 0, 1));
    assertThat(codes(dataset, Hyperparameters.builder().epochs(20_000))).isEmpty();
  }

  @Test
  void oneFeature_withAClassOnBothSidesOfTheOther_isNotSeparable() {
    Dataset dataset = rows(row(-1, 1), row(0, 0), row(1, 1));
    Finding finding = only(Code.NOT_SEPARABLE, before(dataset, Hyperparameters.builder()));
    assertThat(finding.message()).startsWith("No threshold");
    assertThat(finding.rowChange()).isEqualTo(RowChange.adding(List.of(List.of(0, 0))));
  }

  @Test
  void oneFeature_withAGapBetweenTheClasses_isSeparable() {
    assertThat(before(rows(row(-1, 0), row(0, 0), row(0.01, 1)), Hyperparameters.builder()))
        .isEmpty();
  }

  @Test
  void overlappingClouds_learnedWell_areNotCalledInseparable() {
    Dataset dataset = clouds(3, 200, 2, 1);
    assertThat(only(Code.NOT_SEPARABLE, before(dataset, Hyperparameters.builder())).value())
        .isEqualTo(2);
    assertThat(codes(dataset)).isEmpty();
  }
}
