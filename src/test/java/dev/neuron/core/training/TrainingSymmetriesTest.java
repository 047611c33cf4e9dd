package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Examples;
import dev.neuron.core.Tolerances;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.RandomStream;
import dev.neuron.core.neuron.LossFunction;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results must agree, apart from rounding, when the same data is given in another way. */
class TrainingSymmetriesTest {

  private static final int ROWS = 200;
  private static final int EPOCHS = 300;

  private final Dataset dataset = Examples.soft(31, ROWS, 4, true);
  private final Dataset labels = Examples.labelled(32, ROWS, 4);

  @ParameterizedTest
  @EnumSource
  void rows_inAnotherOrder_teachTheSame(LossFunction loss) {
    int[] order = RandomStream.naturalOrder(ROWS);
    new RandomStream(9, RandomStream.Purpose.SHUFFLE).shuffle(order);
    Trainings.assertSame(
        Trainings.train(dataset.select(order), of(loss)),
        Trainings.train(dataset, of(loss)),
        Tolerances.OTHER_ORDER);
  }

  @ParameterizedTest
  @EnumSource
  void targets_turnedRound_turnTheSigns(LossFunction loss) {
    double[] turned = Arrays.stream(labels.y()).map(y -> 1 - y).toArray();
    TrainingResult mirror = Trainings.train(Dataset.of(labels.x(), turned), of(loss));
    TrainingResult result = Trainings.train(labels, of(loss));
    double[] negated = Arrays.stream(Trainings.parameters(mirror)).map(p -> -p).toArray();
    assertThat(negated)
        .containsExactly(Trainings.parameters(result), within(Tolerances.OTHER_ORDER));
    assertThat(mirror.loss()).isCloseTo(result.loss(), within(Tolerances.OTHER_ORDER));
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "2,false", "5,false", "0,true", "3,true"})
  void sampleWeight_wholeNumber_isThatManyEqualRows(int times, boolean standardize) {
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1);
    weights[17] = times;
    weights[ROWS - 1] = 2;
    int[] rows =
        IntStream.range(0, ROWS)
            .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
            .toArray();
    Trainings.assertSame(
        Trainings.train(
            Examples.weighted(labels, weights), of(LossFunction.MSE).standardize(standardize)),
        Trainings.train(labels.select(rows), of(LossFunction.MSE).standardize(standardize)),
        Tolerances.OTHER_ORDER);
  }

  /** Standardising sees (x − m) / σ, which a feature in other units leaves as it is. */
  @ParameterizedTest
  @CsvSource({"1000,0", "-0.01,3", "2.54,-32"})
  void standardize_featureInOtherUnits_learnsTheSame(double factor, double offset) {
    double[] values = dataset.x().values().clone();
    for (int i = 0; i < ROWS; i++) {
      values[i * 4 + 1] = factor * values[i * 4 + 1] + offset;
    }
    HyperparametersBuilder standardized = of(LossFunction.MSE).standardize(true);
    TrainingResult result = Trainings.train(dataset, standardized);
    TrainingResult other = Trainings.train(dataset.withFeatures(values), standardized);
    double[] back = Trainings.parameters(other);
    back[4] += back[1] * offset;
    back[1] *= factor;
    assertThat(back).containsExactly(Trainings.parameters(result), within(Tolerances.OTHER_SCALE));
    assertThat(other.lossHistory())
        .containsExactly(result.lossHistory(), within(Tolerances.OTHER_SCALE));
  }

  @Test
  void features_inAnotherOrder_keepTheirWeights() {
    double[] reversed = new double[ROWS * 4];
    Arrays.setAll(reversed, cell -> dataset.x().values()[cell - cell % 4 + 3 - cell % 4]);
    double[] expected = Trainings.parameters(Trainings.train(dataset, of(LossFunction.MSE)));
    double[] actual =
        Trainings.parameters(Trainings.train(dataset.withFeatures(reversed), of(LossFunction.MSE)));
    assertThat(new double[] {actual[3], actual[2], actual[1], actual[0], actual[4]})
        .containsExactly(expected, within(Tolerances.OTHER_ORDER));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void seed_anotherOne_countsOnlyIfShuffled(boolean shuffle) {
    HyperparametersBuilder batches = of(LossFunction.MSE).epochs(20).batchSize(16).shuffle(shuffle);
    TrainingResult first = Trainings.train(dataset, batches.seed(1L));
    TrainingResult other = Trainings.train(dataset, batches.seed(2L));
    TrainingResult again = Trainings.train(dataset, batches.seed(1L));
    Trainings.assertSameBits(again, first);
    if (shuffle) {
      Trainings.assertDifferent(other, first);
    } else {
      Trainings.assertSameBits(other, first);
    }
  }

  /** An order kept from one epoch to the next would be the same training as no order at all. */
  @Test
  void shuffle_eachEpoch_isAnew() {
    int[] order = RandomStream.naturalOrder(ROWS);
    new RandomStream(0, RandomStream.Purpose.SHUFFLE).shuffle(order);
    Dataset shuffledOnce = dataset.select(order);
    HyperparametersBuilder batches = of(LossFunction.MSE).batchSize(16);
    double[] once = parameters(shuffledOnce, batches.epochs(1).shuffle(false));
    assertThat(parameters(dataset, batches.epochs(1).shuffle(true))).containsExactly(once);
    double[] twice = parameters(shuffledOnce, batches.epochs(2).shuffle(false));
    assertThat(parameters(dataset, batches.epochs(2).shuffle(true))).isNotEqualTo(twice);
  }

  private static double[] parameters(Dataset dataset, HyperparametersBuilder hyperparameters) {
    return Trainings.parameters(Trainings.train(dataset, hyperparameters));
  }

  private static HyperparametersBuilder of(LossFunction loss) {
    return Hyperparameters.builder().epochs(EPOCHS).loss(loss);
  }
}
