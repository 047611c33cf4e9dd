package dev.neuron.diagnosis;

import static dev.neuron.diagnosis.Diagnosed.after;
import static dev.neuron.diagnosis.Diagnosed.before;
import static dev.neuron.diagnosis.Diagnosed.codes;
import static dev.neuron.diagnosis.Diagnosed.gate;
import static dev.neuron.diagnosis.Diagnosed.only;
import static dev.neuron.diagnosis.Diagnosed.row;
import static dev.neuron.diagnosis.Diagnosed.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.diagnosis.Finding.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of weight 0 is none; the others count by their weights. */
class WeightedFindingsTest {

  /** The same rows with weights. */
  private static Dataset weighted(Dataset dataset, double... weights) {
    double[][] x = new double[dataset.rows()][dataset.features()];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = dataset.target(i);
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = dataset.value(i, j);
      }
    }
    return Dataset.of(Matrix.of(x), y, weights, null);
  }

  private static List<Finding> found(Dataset dataset) {
    return before(dataset, Hyperparameters.builder());
  }

  /** Rows of which the first have the target 1. */
  private static Dataset classes(int ones, int rows) {
    double[][] x = new double[rows][];
    Arrays.setAll(x, i -> row(i / -(double) rows, i < ones ? 1 : 0));
    return rows(x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 0.1, 0.3, 1.0 / 3, 1, 3, 1e100})
  void imbalance_atTenPercent_isNoneOfEitherClassAndOfAnyCommonWeight(double weight) {
    for (int rows : new int[] {10, 30, 70, 100, 990}) {
      double[] weights = new double[rows];
      Arrays.fill(weights, weight);
      int tenth = rows / 10;
      assertThat(found(weighted(classes(tenth, rows), weights))).isEmpty();
      assertThat(found(weighted(classes(rows - tenth, rows), weights))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 0.1, 0.3, 1, 3, 1e100})
  void imbalance_belowTenPercent_isFoundOfEitherClassAndOfAnyCommonWeight(double weight) {
    double[] weights = new double[1001];
    Arrays.fill(weights, weight);
    Finding ones = only(Code.IMBALANCED, found(weighted(classes(100, 1001), weights)));
    Finding zeros = only(Code.IMBALANCED, found(weighted(classes(901, 1001), weights)));
    assertThat(ones.message()).startsWith("Only 9.99 % of the rows have the target 1: ");
    assertThat(zeros.message()).startsWith("Only 9.99 % of the rows have the target 0: ");
    assertThat(zeros.value()).isEqualTo(ones.value());
  }

  @Test
  void imbalance_ofDifferentWeights_isOfTheWeight() {
    Dataset tenth = weighted(rows(row(0, 0), row(1, 1), row(2, 1)), 0.3, 1.35, 1.35);
    Dataset less = weighted(rows(row(0, 0), row(1, 1), row(2, 1)), 1, 9.5, 9.5);
    assertThat(found(tenth)).isEmpty();
    assertThat(only(Code.IMBALANCED, found(less)).message())
        .isEqualTo(
            "Only 5 % of the weight is on rows with the target 0: always saying the other is right"
                + " for 95 % of the weight, so a high accuracy means little and the few hardly"
                + " move W.");
  }

  @Test
  void imbalance_beyondWhatADoubleTellsFromOne_isNotCalledOneHundredPercent() {
    Dataset dataset = weighted(rows(row(0, 0), row(1, 1)), 1, 1e-20);
    assertThat(only(Code.IMBALANCED, found(dataset)).message())
        .startsWith("Only 1e-18 % of the weight is on rows with the target 1: ")
        .contains(" is right for all but 1e-18 % of the weight, ");
  }

  @Test
  void rowsWithoutWeight_leaveFindingsAsTheyWereWithoutThem() {
    double huge = 1e308;
    Dataset dataset =
        weighted(
            rows(
                row(0, 0, 0),
                row(1, 1, 0),
                row(huge, 0.3, 0.5),
                row(1, 0, 1),
                row(0, 1, 1),
                row(0, 0, 1)),
            1,
            1,
            0,
            1,
            1,
            0);
    Finding finding = only(Code.NOT_SEPARABLE, found(dataset));
    assertThat(found(dataset)).hasSize(1);
    assertThat(finding.message()).contains("has all rows of a weight above 0 of one class");
    assertThat(finding.rowChange()).isEqualTo(RowChange.adding(List.of(List.of(0, 1))));
  }

  @Test
  void constantFeature_saysOfWhichRows() {
    Dataset dataset = weighted(rows(row(0, 3, 0), row(1, 3, 1), row(1, 4, 1)), 1, 1, 0);
    assertThat(only(Code.CONSTANT_FEATURE, found(dataset)).message())
        .startsWith("x2 is 3 in every row of a weight above 0. ");
  }

  @Test
  void contradictingRows_withoutWeight_areNone() {
    Dataset dataset = rows(row(5, 0), row(5, 1), row(6, 1));
    assertThat(found(weighted(dataset, 1, 0, 1))).isEmpty();
    assertThat(only(Code.CONTRADICTING_ROWS, found(weighted(dataset, 1, 2, 1))).message())
        .contains("is the mean by weight.");
  }

  @Test
  void size_ofAFeature_isByWeight() {
    Dataset dataset = rows(row(0, 0), row(20, 1));
    assertThat(found(weighted(dataset, 7, 1))).isEmpty(); // √(400 / 8) = 7.07
    Finding finding = only(Code.UNSCALED_FEATURE, found(weighted(dataset, 1, 3)));
    assertThat(finding.value()).isCloseTo(Math.sqrt(300), within(1e-12));
    assertThat(finding.message()).contains("(root mean square 17.3 by weight; the bias sees 1)");
  }

  @Test
  void fractionalTarget_withoutWeight_doesNotHideWhatIsFoundOfClasses() {
    Dataset dataset = weighted(gate(0, 1, 1, 0), 1, 1, 1, 1);
    assertThat(codes(dataset)).containsExactly(Code.NOT_SEPARABLE);
    Dataset withHalf =
        weighted(
            rows(row(0, 0, 0), row(0, 1, 1), row(1, 0, 1), row(1, 1, 0), row(1, 1, 0.5)),
            2,
            2,
            2,
            2,
            0);
    assertThat(codes(withHalf)).containsExactly(Code.NOT_SEPARABLE);
  }

  /** The same training, however it is written, has the same findings. */
  @Test
  void wholeWeights_areAsGoodAsRepeatedRows() {
    Random random = new Random(21);
    for (int k = 0; k < 40; k++) {
      int n = 5 + random.nextInt(30);
      double[][] x = new double[n][];
      double size = random.nextBoolean() ? 30 : 1;
      Arrays.setAll(
          x,
          i ->
              row(size * random.nextGaussian(), random.nextInt(3), random.nextInt(8) == 7 ? 1 : 0));
      int[] weights = random.ints(n, 0, 4).toArray();
      weights[0] = 1;
      double[][] repeated =
          IntStream.range(0, n)
              .boxed()
              .flatMap(i -> IntStream.range(0, weights[i]).mapToObj(_ -> x[i]))
              .toArray(double[][]::new);
      double[] asDoubles = Arrays.stream(weights).asDoubleStream().toArray();
      LossFunction loss = random.nextBoolean() ? LossFunction.MSE : LossFunction.CROSS_ENTROPY;
      assertThat(after(weighted(rows(x), asDoubles), Hyperparameters.builder().loss(loss)))
          .extracting(Finding::code)
          .containsExactlyElementsOf(codes(rows(repeated), Hyperparameters.builder().loss(loss)));
    }
  }
}
