package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStatisticsTest {

  private static Dataset column(double... values) {
    double[][] x = new double[values.length][];
    double[] y = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      x[i] = new double[] {values[i]};
      y[i] = i % 4 / 3.0;
    }
    return Dataset.of(Matrix.of(x), y);
  }

  private static FeatureStatistics inChunks(Dataset dataset, int size) {
    List<double[]> chunks = new ArrayList<>();
    for (int from = 0; from < dataset.rows(); from += size) {
      int to = Math.min(from + size, dataset.rows());
      Dataset chunk = dataset.select(IntStream.range(from, to).toArray());
      chunks.add(FeatureStatistics.of(chunk, from, TargetStatistics.unit(dataset)).toArray());
    }
    return FeatureStatistics.merged(chunks, dataset.features());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-200, 1e-160, 1e-3, 1, 1e100, 1e154, 1e200, 4e307})
  void rootMeanSquare_isRightAtBothEnds(double size) {
    Dataset dataset = column(size, 2 * size, -2 * size, 4 * size);
    double expected = 2.5 * size; // √((1 + 4 + 4 + 16) / 4)
    assertThat(FeatureStatistics.of(dataset, 0, new long[0]).rootMeanSquare(0))
        .isCloseTo(expected, within(1e-15 * expected));
    for (int chunk = 1; chunk <= 4; chunk++) {
      assertThat(inChunks(dataset, chunk).rootMeanSquare(0))
          .isCloseTo(expected, within(1e-15 * expected));
    }
  }

  @Test
  void rootMeanSquare_ofChunksOfAllSizes_isThatOfTheLargest() {
    double[] values = {1e-200, 0, 3, 1e-300, 3e200, 4e200, 0, 1e-3};
    double expected = 5e200 / Math.sqrt(values.length);
    for (int chunk = 1; chunk <= values.length; chunk++) {
      assertThat(inChunks(column(values), chunk).rootMeanSquare(0))
          .isCloseTo(expected, within(1e-15 * expected));
    }
    assertThat(inChunks(column(0, 1e-200, 0, 0), 1).rootMeanSquare(0)).isEqualTo(5e-201);
    assertThat(inChunks(column(0, 0, 0), 1).rootMeanSquare(0)).isZero();
  }

  @Test
  void targets_inChunks_areThoseOfTheWhole() {
    Dataset dataset = Examples.labelled(3, 50, 2);
    Dataset fractional = column(IntStream.range(0, 50).asDoubleStream().toArray());
    for (Dataset rows : List.of(dataset, fractional)) {
      TargetStatistics whole = TargetStatistics.of(rows);
      TargetStatistics merged = inChunks(rows, 7).targets();
      assertThat(merged.weight()).isEqualTo(50);
      assertThat(merged.zeros()).isEqualTo(whole.zeros());
      assertThat(merged.fractional()).isEqualTo(whole.fractional());
      assertThat(merged.sum()).isCloseTo(whole.sum(), within(1e-12));
      assertThat(merged.spread()).isCloseTo(whole.spread(), within(1e-12));
      assertThat(merged.entropy()).isCloseTo(whole.entropy(), within(1e-12));
    }
  }

  @Test
  void targets_ofEqualWeights_countAsRows() {
    Dataset dataset = column(1, 2, 3, 4, 5, 6, 7, 8);
    double[] weights = new double[8];
    Arrays.fill(weights, 0.1);
    Dataset weighted = Dataset.of(dataset.x(), dataset.y(), weights, null);
    assertThat(TargetStatistics.of(weighted)).isEqualTo(TargetStatistics.of(dataset));
  }

  @Test
  void rowsWithoutWeight_areNone() {
    Dataset dataset = column(1, 1e308, 2, -1e308);
    Dataset weighted = Dataset.of(dataset.x(), dataset.y(), new double[] {4, 0, 4, 0}, null);
    FeatureStatistics summary = FeatureStatistics.of(weighted, 0, new long[0]);
    assertThat(summary.rows()).isEqualTo(2);
    assertThat(summary.min()).containsExactly(1);
    assertThat(summary.max()).containsExactly(2);
    assertThat(summary.rootMeanSquare(0)).isEqualTo(Math.sqrt(2.5));
    assertThat(summary.targets().fractional()).isEqualTo(1);
    assertThat(summary.targets().weight()).isEqualTo(2);
  }

  @Test
  void weights_ofTheWidestRange_neitherOverflowNorVanish() {
    Dataset dataset = column(1e150, 1e154);
    Dataset weighted = Dataset.of(dataset.x(), dataset.y(), new double[] {1e100, 1e-100}, null);
    assertThat(FeatureStatistics.of(weighted, 0, new long[0]).rootMeanSquare(0))
        .isCloseTo(1e150, within(1e136));
  }
}
