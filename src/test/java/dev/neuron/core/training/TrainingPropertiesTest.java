package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that hold to the bit for any data, without any reference but the trainer itself. */
class TrainingPropertiesTest {

  private final Dataset dataset = Examples.soft(21, 300, 5, true);

  /** σ(0) is exactly 0.5, so each row's loss is 0.25, and so is their mean, whatever n is. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 1000, 4096, 4097, 10_000})
  void lossHistory_zeroStartOnLabels_beginsAtOneQuarter(int rows) {
    TrainingResult result =
        Trainings.train(Examples.labelled(rows, rows, 3), Hyperparameters.builder().epochs(1));
    assertThat(result.lossHistory()).containsExactly(0.25);
  }

  /** The third column is always 1, so its weight cannot be distinguished from the bias. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100, 1000, 5000})
  void slides_anyNumberOfEpochs_learnTheBiasTwice(int epochs) {
    NeuronParameters learned =
        Trainings.train(Examples.slides(), Hyperparameters.builder().epochs(epochs)).parameters();
    assertThat(learned.weights()[2] - learned.bias()).isZero();
  }

  @Test
  void train_sameRequestTwice_givesTheSameBits() {
    HyperparametersBuilder request =
        Hyperparameters.builder()
            .epochs(20)
            .batchSize(7)
            .momentum(0.5)
            .l2(0.001)
            .standardize(true)
            .validationFraction(0.2)
            .initialization(Initialization.UNIFORM);
    TrainingResult first = Trainings.train(dataset, request);
    TrainingResult second = Trainings.train(dataset, request);
    Trainings.assertSameBits(second, first);
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void sampleWeights_allOne_changeNothing() {
    Dataset plain = Examples.labelled(22, 500, 4);
    double[] ones = new double[500];
    Arrays.fill(ones, 1);
    HyperparametersBuilder mixed = Hyperparameters.builder().epochs(30).batchSize(64);
    Trainings.assertSameBits(
        Trainings.train(Examples.weighted(plain, ones), mixed), Trainings.train(plain, mixed));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p-30, 0.5, 2, 0x1p40})
  void sampleWeights_timesAPowerOfTwo_changeNothing(double factor) {
    double[] scaled = dataset.sampleWeights();
    assertThat(scaled).isNotNull();
    scaled = Arrays.stream(scaled).map(weight -> weight * factor).toArray();
    HyperparametersBuilder request =
        Hyperparameters.builder().epochs(30).batchSize(32).l2(0.01).standardize(true);
    Trainings.assertSameBits(
        Trainings.train(Examples.weighted(dataset, scaled), request),
        Trainings.train(dataset, request));
  }

  @Test
  void batchSize_allRows_isTheSameAsNone() {
    TrainingResult absent = Trainings.train(dataset, Hyperparameters.builder().epochs(30));
    TrainingResult all =
        Trainings.train(
            dataset, Hyperparameters.builder().epochs(30).batchSize(300).shuffle(true).seed(5L));
    Trainings.assertSameBits(all, absent);
  }

  @Test
  void momentumAndL2_zero_areTheSameAsNone() {
    TrainingResult absent = Trainings.train(dataset, Hyperparameters.builder().epochs(30));
    TrainingResult zero =
        Trainings.train(dataset, Hyperparameters.builder().epochs(30).momentum(0.0).l2(0.0));
    Trainings.assertSameBits(zero, absent);
    assertThat(zero.fingerprint()).isEqualTo(absent.fingerprint());
  }

  @ParameterizedTest
  @EnumSource
  void initial_fromHalfWay_goesOnAsIfNeverStopped(LossFunction loss) {
    int k = 40;
    TrainingResult whole = Trainings.train(dataset, of(loss).epochs(2 * k));
    TrainingResult half = Trainings.train(dataset, of(loss).epochs(k));
    TrainingResult rest = Trainings.train(dataset, of(loss).epochs(k).initial(half.parameters()));
    assertThat(Trainings.parameters(rest)).containsExactly(Trainings.parameters(whole));
    assertThat(half.lossHistory()).containsExactly(Arrays.copyOf(whole.lossHistory(), k));
    assertThat(rest.lossHistory())
        .containsExactly(Arrays.copyOfRange(whole.lossHistory(), k, 2 * k));
  }

  @ParameterizedTest
  @EnumSource
  void loss_ofTheAnswer_isWhatTheNextEpochWouldSee(LossFunction loss) {
    TrainingResult result = Trainings.train(dataset, of(loss).epochs(25));
    TrainingResult oneMore = Trainings.train(dataset, of(loss).epochs(26));
    assertThat(result.loss()).isEqualTo(oneMore.lossHistory()[25]);
  }

  /** W · x is the same product to the bit when both factors change their sign. */
  @Test
  void feature_negated_negatesItsWeight() {
    double[] values = dataset.x().values().clone();
    for (int i = 0; i < dataset.rows(); i++) {
      values[i * 5 + 2] *= -1;
    }
    HyperparametersBuilder request = Hyperparameters.builder().epochs(50).momentum(0.3);
    double[] mirrored =
        Trainings.parameters(Trainings.train(dataset.withFeatures(values), request));
    mirrored[2] *= -1;
    assertThat(mirrored).containsExactly(Trainings.parameters(Trainings.train(dataset, request)));
  }

  private static HyperparametersBuilder of(LossFunction loss) {
    return Hyperparameters.builder().learningRate(0.3).loss(loss);
  }
}
