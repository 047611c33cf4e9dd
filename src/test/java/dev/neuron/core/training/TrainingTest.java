package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

  /** Seed 42 holds out rows 4, 5 and 8 of ten. An accuracy is of all targets or of none. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void run_softTargetOnOneSide_hasNoAccuracyOnEither(int softRow) {
    double[][] x = new double[10][];
    Arrays.setAll(x, i -> new double[] {i});
    double[] y = new double[10];
    y[softRow] = 0.25;
    TrainingResult result =
        Trainings.train(
            Dataset.of(Matrix.of(x), y),
            Hyperparameters.builder().epochs(1).seed(42L).validationFraction(0.3));
    assertThat(result.validationLoss()).isNotNull();
    assertThat(result.accuracy()).isNull();
    assertThat(result.validationAccuracy()).isNull();
  }
}
