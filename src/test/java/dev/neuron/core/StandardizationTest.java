package dev.neuron.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardizationTest {

  @Test
  void apply_handValues_subtractsMeanAndDividesByDeviation() {
    Dataset dataset = columns(new double[] {1, 5}, new double[] {3, -3}); // means 2, 1; 1 and 4
    assertThat(scaled(dataset)).containsExactly(-1, 1, 1, -1);
    assertThat(dataset.x().values()).startsWith(1, 5, 3, -3);
  }

  /** Weights 3 and 1: mean 1, variance (3 · 1 + 1 · 9) / 4 = 3. */
  @Test
  void apply_sampleWeights_countInMeanAndDeviation() {
    Dataset dataset = Examples.weighted(columns(new double[] {0}, new double[] {4}), 3, 1);
    assertThat(scaled(dataset)[1]).isCloseTo(Math.sqrt(3), within(Tolerances.MANY_ROUNDINGS));
  }

  @Test
  void apply_rowOfWeightZero_countsForNothingButIsScaled() {
    Dataset dataset =
        Examples.weighted(columns(new double[] {1}, new double[] {3}, new double[] {12}), 1, 1, 0);
    assertThat(scaled(dataset)).containsExactly(-1, 1, 10);
  }

  /** Three times 0.1 is not 0.3 in doubles, yet a constant column has no deviation at all. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, -1e-300, 1e300, 12345.6789})
  void apply_constantColumn_becomesZero(double constant) {
    double[][] rows = new double[7][];
    Arrays.setAll(rows, i -> new double[] {constant});
    Dataset dataset = Dataset.of(Matrix.of(rows), new double[7], ones(7), null);
    Standardization scale = Standardization.of(dataset);
    assertThat(values(scale.apply(dataset))).containsOnly(0);
    double[] parameters = {2, 1};
    scale.toRaw(parameters);
    assertThat(parameters[0]).isEqualTo(2); // σ counts as 1
  }

  @Test
  void apply_anyData_givesMeanZeroAndDeviationOne() {
    Dataset raw = Examples.soft(51, 300, 3, true);
    double[] shifted = Arrays.stream(values(raw)).map(x -> 1000 * x + 1e6).toArray();
    Dataset scaled = raw.withFeatures(scaled(raw.withFeatures(shifted)));
    double[] again = scaled(scaled);
    assertThat(again).containsExactly(values(scaled), within(Tolerances.MANY_ROUNDINGS));
  }

  @Test
  void toRaw_handValues_isWOverDeviationAndBMinusTheRest() {
    Standardization scale = Standardization.of(columns(new double[] {1, 5}, new double[] {3, -3}));
    double[] parameters = {3, 8, 0.5};
    scale.toRaw(parameters);
    assertThat(parameters).containsExactly(3, 2, 0.5 - 3 * 2 - 2 * 1);
  }

  @Test
  void toScaled_handValues_isTheWayBack() {
    Standardization scale = Standardization.of(columns(new double[] {1, 5}, new double[] {3, -3}));
    double[] parameters = {3, 2, -7.5};
    scale.toScaled(parameters);
    assertThat(parameters).containsExactly(3, 8, 0.5);
  }

  @Test
  void toScaled_anyNeuron_keepsItsLogits() {
    Dataset dataset = Examples.soft(52, 100, 4, true);
    Standardization scale = Standardization.of(dataset);
    double[] raw = {0.3, -2, 1.5, 0.01, 0.7};
    double[] parameters = raw.clone();
    scale.toScaled(parameters);
    Dataset scaled = scale.apply(dataset);
    for (int i = 0; i < 100; i++) {
      assertThat(Logit.of(parameters, scaled.x(), i))
          .isCloseTo(Logit.of(raw, dataset.x(), i), within(Tolerances.MANY_ROUNDINGS));
    }
  }

  @Test
  void identity_parameters_staysAsItIs() {
    double[] parameters = {3, -0.1, 7};
    Standardization.identity(2).toScaled(parameters);
    Standardization.identity(2).toRaw(parameters);
    assertThat(parameters).containsExactly(3, -0.1, 7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e155, 1e308, Double.MAX_VALUE})
  void of_deviationOverflows_isFaultOfTheColumn(double huge) {
    Dataset dataset = columns(new double[] {1, huge}, new double[] {2, -huge});
    Faults.assertInvalid(() -> Standardization.of(dataset), Reason.NUMBER_OUT_OF_RANGE, "x/0/1");
  }

  private static Dataset columns(double[]... rows) {
    return Dataset.of(Matrix.of(rows), new double[rows.length]);
  }

  private static double[] scaled(Dataset dataset) {
    return values(Standardization.of(dataset).apply(dataset));
  }

  private static double[] values(Dataset dataset) {
    return Arrays.copyOf(dataset.x().values(), dataset.rows() * dataset.features());
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
