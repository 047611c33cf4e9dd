package dev.neuron.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.FeatureScale;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.Trainings;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The step that is explained is the step that a training with the same settings takes. */
class SingleStepTest {

  private static final NeuronParameters ONE = new NeuronParameters(new double[] {1}, 0);

  private final NeuronService neurons = new NeuronService();

  private static NeuronParameters start(Random random, int features) {
    return new NeuronParameters(
        random.doubles(features, -2, 2).toArray(), random.nextDouble(-1, 1));
  }

  private static HyperparametersBuilder training(StepSettings settings, NeuronParameters start) {
    return Hyperparameters.builder()
        .initial(start)
        .learningRate(settings.learningRate())
        .loss(settings.loss())
        .l2(settings.l2())
        .momentum(settings.momentum())
        .standardize(settings.standardize());
  }

  /** Any combination of what changes a step. */
  private static StepSettings anySettings(Random random) {
    return new StepSettings(
        random.nextBoolean() ? LossFunction.MSE : LossFunction.CROSS_ENTROPY,
        random.nextDouble(0.01, 2),
        random.nextBoolean() ? random.nextDouble(0, 0.2) : 0,
        random.nextBoolean() ? random.nextDouble(0, 0.99) : 0,
        null,
        random.nextBoolean(),
        null);
  }

  private static Dataset anyRows(Random random) {
    int rows = random.nextInt(1, 40);
    Dataset dataset =
        Examples.soft(random.nextLong(), rows, random.nextInt(1, 7), random.nextBoolean());
    double[] weights = dataset.sampleWeights();
    if (weights == null || rows < 3) {
      return dataset;
    }
    weights[random.nextInt(rows)] = 0;
    return Examples.weighted(dataset, weights);
  }

  @Test
  void anySettings_theStepHasTheBitsOfOneEpochOfTraining() {
    for (int seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      Dataset rows = anyRows(random);
      NeuronParameters start = start(random, rows.features());
      StepSettings settings = anySettings(random);

      ChainRule chain = neurons.explain(start, rows, settings);

      TrainingResult epoch = Trainings.train(rows, training(settings, start).epochs(1));
      assertThat(chain.step().toArray()).containsExactly(epoch.parameters().toArray());
      assertThat(chain.lossAfterStep()).isEqualTo(epoch.loss());
      assertThat(chain.loss()).isCloseTo(epoch.lossHistory()[0], within(1e-14));
      assertThat(chain.check().maxRelativeError()).isLessThan(1e-6);
    }
  }

  @Test
  void velocityOfTheStepBefore_leadsToTheSecondEpoch() {
    for (int seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed);
      Dataset rows = anyRows(random);
      NeuronParameters start = start(random, rows.features());
      StepSettings settings = anySettings(random);

      ChainRule first = neurons.explain(start, rows, settings);
      ChainRule second = neurons.explain(first.step(), rows, goOn(settings, first.velocity()));

      TrainingResult epochs = Trainings.train(rows, training(settings, start).epochs(2));
      assertThat(second.step().toArray())
          .containsExactly(epochs.parameters().toArray(), within(1e-12));
    }
  }

  private static StepSettings goOn(StepSettings settings, @Nullable NeuronParameters velocity) {
    return new StepSettings(
        settings.loss(),
        settings.learningRate(),
        settings.l2(),
        settings.momentum(),
        velocity,
        settings.standardize(),
        settings.scale());
  }

  /** The gradient is 2 λ W alone, 2 · 0.25 · 3 = 1.5, for the row of x = 0 adds nothing. */
  @Test
  void everySetting_byHand() {
    Dataset row = Dataset.of(Matrix.of(new double[] {0}), new double[] {0.5});
    NeuronParameters start = new NeuronParameters(new double[] {3}, 0);
    StepSettings settings =
        new StepSettings(
            LossFunction.MSE,
            0.1,
            0.25,
            0.5,
            new NeuronParameters(new double[] {2}, -4),
            false,
            null);

    ChainRule chain = neurons.explain(start, row, settings);

    assertThat(chain.penalty()).isEqualTo(2.25);
    assertThat(chain.loss()).isEqualTo(2.25);
    assertThat(chain.weightGradient()).containsExactly(1.5);
    assertThat(chain.biasGradient()).isZero();
    assertThat(chain.velocity().weight(0)).isCloseTo(0.85, within(1e-15)); // 0.5 · 2 − 0.1 · 1.5
    assertThat(chain.velocity().bias()).isEqualTo(-2);
    assertThat(chain.step().weight(0)).isCloseTo(3.85, within(1e-15));
    assertThat(chain.step().bias()).isEqualTo(-2);
  }

  /** The scale of all rows, for one of them: a training with batches of one takes this step. */
  @Test
  void scaleOfALargerDataset_isThatOfAStepOnOneRow() {
    Dataset rows = Examples.soft(5, 12, 3, false);
    NeuronParameters start = start(new Random(5), 3);
    NeuronParameters expected =
        Trainings.train(
                rows,
                Hyperparameters.builder()
                    .initial(start)
                    .epochs(1)
                    .batchSize(1)
                    .shuffle(false)
                    .standardize(true))
            .parameters();

    StepSettings onAll = new StepSettings(LossFunction.MSE, 0.5, 0, 0, null, true, null);
    FeatureScale scale =
        Objects.requireNonNull(neurons.explain(start, rows, onAll).onScale()).scale();
    StepSettings onOne = new StepSettings(LossFunction.MSE, 0.5, 0, 0, null, false, scale);
    NeuronParameters current = start;
    for (int i = 0; i < rows.rows(); i++) {
      current = neurons.explain(current, rows.select(new int[] {i}), onOne).step();
    }

    assertThat(current.toArray()).containsExactly(expected.toArray(), within(1e-13));
  }

  @Test
  void rowOfWeightZero_doesNotCountHoweverLarge() {
    Dataset with =
        Dataset.of(
            Matrix.of(new double[] {1}, new double[] {1e308}, new double[] {-2}),
            new double[] {1, 0, 0},
            new double[] {1, 0, 3},
            null);
    Dataset without =
        Dataset.of(
            Matrix.of(new double[] {1}, new double[] {-2}),
            new double[] {1, 0},
            new double[] {1, 3},
            null);
    StepSettings settings = new StepSettings(LossFunction.MSE, 0.5, 0, 0, null, true, null);
    NeuronParameters start = new NeuronParameters(new double[] {20}, 0);
    assertThat(neurons.explain(start, with, settings).step().toArray())
        .containsExactly(neurons.explain(start, without, settings).step().toArray(), within(1e-15));
  }

  private void assertRefused(StepSettings settings, Reason reason, String pointer) {
    Dataset rows = Dataset.of(Matrix.of(new double[] {1}), new double[] {1});
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> neurons.explain(ONE, rows, settings))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo(pointer));
  }

  @Test
  void settingsOutOfRange_areRefusedByName() {
    LossFunction loss = LossFunction.MSE;
    assertRefused(
        new StepSettings(loss, 0, 0, 0, null, false, null),
        Reason.INVALID_HYPERPARAMETER,
        "learningRate");
    assertRefused(
        new StepSettings(loss, 1, -1, 0, null, false, null), Reason.INVALID_HYPERPARAMETER, "l2");
    assertRefused(
        new StepSettings(loss, 1, 0, 1, null, false, null),
        Reason.INVALID_HYPERPARAMETER,
        "momentum");
    assertRefused(
        new StepSettings(loss, 1, 0, 0.5, new NeuronParameters(new double[2], 0), false, null),
        Reason.WRONG_FEATURE_COUNT,
        "velocity/W");
    double[] two = {1, 1};
    assertRefused(
        new StepSettings(loss, 1, 0, 0, null, false, new FeatureScale(two, two)),
        Reason.WRONG_FEATURE_COUNT,
        "scale/mean");
    double[] huge = {1e308};
    FeatureScale overflowing = new FeatureScale(huge, new double[] {1e-10});
    assertRefused(
        new StepSettings(loss, 1, 0, 0, null, false, overflowing),
        Reason.NUMBER_OUT_OF_RANGE,
        "x/0");
  }

  @Test
  void scale_withoutADeviation_isRefused() {
    for (double deviation : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> new FeatureScale(new double[2], new double[] {1, deviation}))
          .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo("deviation/1"));
    }
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new FeatureScale(new double[] {Double.NaN}, new double[] {1}))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo("mean/0"));
  }
}
