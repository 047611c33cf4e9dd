package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Examples;
import dev.neuron.core.Tolerances;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.Logit;
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

  /** Squares of these are 0 or infinite; the column beside it keeps its bits. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-290, 1e-200, 1e-160, 1, 1e155, 1e250, 1e308})
  void apply_anyMagnitude_isOnTheSameScale(double size) {
    Dataset dataset =
        columns(
            new double[] {size, 3},
            new double[] {-size, 4},
            new double[] {0.5 * size, 8},
            new double[] {-0.5 * size, 0.1});
    Dataset ordinary =
        columns(
            new double[] {1, 3},
            new double[] {-1, 4},
            new double[] {0.5, 8},
            new double[] {-0.5, 0.1});
    double[] expected = scaled(ordinary);
    double[] actual = scaled(dataset);
    assertThat(actual).containsExactly(expected, within(Tolerances.MANY_ROUNDINGS));
    for (int i = 1; i < actual.length; i += 2) {
      assertThat(actual[i]).isEqualTo(expected[i]);
    }
  }

  /** 1e-200 … 2e-200: mean 1.5e-200, deviation 0.5e-200. */
  @Test
  void of_tinyColumn_hasItsMeanAndDeviation() {
    Standardization scale =
        Standardization.of(columns(new double[] {1e-200}, new double[] {2e-200}));
    assertThat(scale.mean()[0]).isCloseTo(1.5e-200, within(1e-214));
    assertThat(scale.deviation()[0]).isCloseTo(0.5e-200, within(1e-214));
  }

  @Test
  void apply_wholeRangeOfDoubles_isFinite() {
    double huge = Double.MAX_VALUE;
    Dataset dataset = columns(new double[] {huge}, new double[] {huge}, new double[] {-huge});
    double[] scaled = scaled(dataset); // mean 1/3, deviation √8/3
    assertThat(scaled)
        .containsExactly(
            new double[] {Math.sqrt(0.5), Math.sqrt(0.5), -Math.sqrt(2)},
            within(Tolerances.MANY_ROUNDINGS));
  }

  @Test
  void of_rowOfWeightZero_countsForNothingWhateverIsInIt() {
    Dataset dataset =
        Examples.weighted(
            columns(new double[] {1}, new double[] {3}, new double[] {1e308}), 1, 1, 0);
    assertThat(Standardization.of(dataset).mean()).containsExactly(2);
    assertThat(Standardization.of(dataset).deviation()).containsExactly(1);
  }

  @Test
  void of_weightsAtTheirBounds_doNotLoseSmallSquares() {
    Dataset dataset =
        Examples.weighted(columns(new double[] {1e-120}, new double[] {3e-120}), 1e-100, 1e-100);
    assertThat(Standardization.of(dataset).deviation()[0]).isCloseTo(1e-120, within(1e-134));
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
