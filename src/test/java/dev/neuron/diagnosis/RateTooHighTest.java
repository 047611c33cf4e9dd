package dev.neuron.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.LongTest;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.TargetStatistics;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.Initialization;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Finding.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The change that RATE_TOO_HIGH suggests helps, on trainings of every kind. */
@LongTest
class RateTooHighTest {

  private static final int CASES = 100;

  private static final NeuronService NEURONS = new NeuronService();

  /** A training that has run. */
  private record Ran(Training training, TrainingResult result) {

    static Ran of(Dataset dataset, Hyperparameters hyperparameters) {
      Training training = NEURONS.begin(dataset, hyperparameters);
      return new Ran(training, Objects.requireNonNull(training.run(TrainingListener.NONE)));
    }

    List<Finding> findings() {
      return Diagnosis.after(training, result).findings();
    }

    private BaselineLoss baseline() {
      return BaselineLoss.of(
          TargetStatistics.of(training.trainingRows()), training.hyperparameters().loss());
    }

    Unrest unrest() {
      return Unrest.of(training, result, baseline());
    }

    LowerRate lowerRate() {
      DiagnosedDataset data = new DiagnosedDataset(training.dataset(), null);
      boolean unscaled = new FeatureRules(data, training.hyperparameters()).check(_ -> {});
      return new LowerRate(training, result, data, baseline(), unscaled);
    }
  }

  /** A random request, the same for the same seed, with changes. */
  private record Request(long seed) {

    Ran run(Map<String, Object> changes) {
      Random random = new Random(seed);
      int rows = 4 + random.nextInt(120);
      Dataset dataset = dataset(random, rows, 1 + random.nextInt(6));
      HyperparametersBuilder asked =
          Hyperparameters.builder()
              .learningRate(Math.pow(10, 4 * random.nextDouble() - 1.5))
              .epochs(20 + random.nextInt(300))
              .momentum(random.nextInt(3) == 0 ? 0.95 * random.nextDouble() : 0)
              .l2(random.nextInt(3) == 0 ? Math.pow(10, -4 * random.nextDouble()) : 0)
              .loss(random.nextBoolean() ? LossFunction.MSE : LossFunction.CROSS_ENTROPY)
              .batchSize(random.nextInt(3) == 0 ? 1 + random.nextInt(rows) : null)
              .initialization(
                  random.nextInt(4) == 0 ? Initialization.UNIFORM : Initialization.ZEROS)
              .validationFraction(random.nextInt(4) == 0 ? 0.25 : 0)
              .standardize(random.nextInt(4) == 0)
              .seed(seed);
      if (changes.get("learningRate") instanceof Double rate) {
        asked.learningRate(rate);
      }
      if (changes.get("standardize") instanceof Boolean standardize) {
        asked.standardize(standardize);
      }
      return Ran.of(dataset, asked.build());
    }

    private static Dataset dataset(Random random, int rows, int features) {
      double[][] x = new double[rows][features];
      double[] y = new double[rows];
      double[] weights = new double[rows];
      double apart = 2 * random.nextDouble();
      boolean raw = random.nextBoolean();
      double[] sizes = random.doubles(features, 0, 3).map(e -> raw ? Math.pow(10, e) : 1).toArray();
      double[] offsets = random.doubles(features, -2, 2).toArray();
      for (int i = 0; i < rows; i++) {
        y[i] = i % 2;
        weights[i] = 1 + random.nextInt(4);
        for (int j = 0; j < features; j++) {
          double value = random.nextGaussian() + (y[i] == 1 ? apart : -apart);
          x[i][j] = sizes[j] * (value + offsets[j]);
        }
      }
      return Dataset.of(Matrix.of(x), y, random.nextInt(4) == 0 ? weights : null, null);
    }
  }

  @Test
  void change_applied_isNeverNeededAgainAndNeverMakesTheLossWorse() {
    int found = 0;
    Map<String, Integer> changes = new HashMap<>();
    for (long seed = 1; found < CASES; seed++) {
      Request request = new Request(seed);
      Ran before;
      try {
        before = request.run(Map.of());
      } catch (InvalidInputException _) {
        continue; // it diverges
      }
      for (Finding finding : before.findings()) {
        if (finding.code() == Code.RATE_TOO_HIGH) {
          found++;
          Map<String, Object> change =
              Objects.requireNonNull(Objects.requireNonNull(finding.cure()).hyperparameters());
          changes.merge(change.keySet().toString(), 1, Integer::sum);
          Ran after = request.run(change);
          assertThat(after.findings())
              .as("after " + change + " of request " + seed)
              .noneMatch(again -> again.code() == Code.RATE_TOO_HIGH);
          assertThat(after.result().loss())
              .as("after " + change + " of request " + seed)
              .isLessThanOrEqualTo(before.result().loss());
        }
      }
    }
    assertThat(changes)
        .containsKeys("[standardize]", "[learningRate]", "[learningRate, standardize]");
  }

  /** The change suggested for a training that is too large to be repeated. */
  @Test
  void calculatedChange_applied_isNeverNeededAgain() {
    int found = 0;
    int worse = 0;
    for (long seed = 1; found < CASES; seed++) {
      Request request = new Request(seed);
      Ran before;
      try {
        before = request.run(Map.of());
      } catch (InvalidInputException _) {
        continue; // it diverges
      }
      if (before.unrest().isFound()) {
        found++;
        SuggestedChange cure = before.lowerRate().calculated().cure();
        Ran after = request.run(Objects.requireNonNull(cure.hyperparameters()));
        assertThat(after.unrest().isFound()).as("after " + cure + " of " + seed).isFalse();
        worse += after.result().loss() > before.result().loss() ? 1 : 0;
      }
    }
    // Some swing and still end lower than a calm training of as many epochs.
    assertThat(worse).isLessThanOrEqualTo(CASES / 20);
  }

  @Test
  void loss_swingingButLearnedBetterThanAtAnyLowerRate_isNoFault() {
    Ran learned = new Request(11).run(Map.of());
    assertThat(learned.unrest().swings()).isTrue();
    assertThat(learned.result().loss()).isLessThan(1e-300);
    assertThat(learned.findings()).noneMatch(finding -> finding.code() == Code.RATE_TOO_HIGH);
  }

  @Test
  void suggestion_namesTheNumbersOfTheChange() {
    LowerRate.Change both = new LowerRate.Change(true, 0.00012);
    assertThat(both.suggestion()).isEqualTo("Set standardize to true and learningRate to 0.00012.");
    assertThat(both.cure().hyperparameters())
        .isEqualTo(Map.of("learningRate", 0.00012, "standardize", true));
    LowerRate.Change rate = new LowerRate.Change(false, LowerRate.rounded(1 / 30.0));
    assertThat(rate.suggestion()).isEqualTo("Lower learningRate, for example to 0.033.");
    assertThat(rate.cure().hyperparameters()).isEqualTo(Map.of("learningRate", 0.033));
  }

  /** The bounds of the second derivative that the calculated rate rests on, on a grid. */
  @Test
  void curvatures_boundTheSecondDerivatives() {
    double squaredError = 0;
    double crossEntropy = 0;
    for (int i = -20_000; i <= 20_000; i++) {
      double h = i / 1000.0;
      double yHat = 1 / (1 + Math.exp(-h));
      double slope = yHat * (1 - yHat);
      crossEntropy = Math.max(crossEntropy, slope);
      for (double y = 0; y <= 1; y += 0.25) {
        double second = 2 * (slope * slope + (yHat - y) * slope * (1 - 2 * yHat));
        squaredError = Math.max(squaredError, Math.abs(second));
      }
    }
    assertThat(squaredError)
        .isBetween(0.99 * SafeRate.CURVATURE_OF_SQUARED_ERROR, SafeRate.CURVATURE_OF_SQUARED_ERROR);
    assertThat(crossEntropy).isEqualTo(SafeRate.CURVATURE_OF_CROSS_ENTROPY);
  }
}
