package dev.neuron.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.Trainings;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainRuleTest {

  private static final NeuronParameters ZERO = new NeuronParameters(new double[3], 0);

  private final NeuronService neurons = new NeuronService();

  private ChainRule slides(LossFunction loss) {
    Dataset row = Dataset.of(Matrix.of(new double[] {1, 0, 1}), new double[] {1});
    return neurons.explain(ZERO, row, StepSettings.of(loss, 0.5));
  }

  @Test
  void slidesRow_mse_factorByFactor() {
    ChainRule chain = slides(LossFunction.MSE);

    assertThat(chain.rows()).containsExactly(new Factors(0, 0.5, 0.25, -1, 0.25, -0.25));
    assertThat(chain.loss()).isEqualTo(0.25);
    assertThat(chain.weightGradient()).containsExactly(-0.25, 0, -0.25);
    assertThat(chain.biasGradient()).isEqualTo(-0.25);
    assertThat(chain.step().weights()).containsExactly(0.125, 0, 0.125);
    assertThat(chain.step().bias()).isEqualTo(0.125);
    // h = 0.375, σ(0.375) = 0.592667, (1 − 0.592667)² = 0.165920
    assertThat(chain.lossAfterStep()).isCloseTo(0.165920, within(1e-6));
  }

  @Test
  void slidesRow_crossEntropy_factorByFactor() {
    ChainRule chain = slides(LossFunction.CROSS_ENTROPY);

    Factors only = chain.rows().getFirst();
    assertThat(only.loss()).isCloseTo(Math.log(2), within(1e-15));
    assertThat(only.lossByPrediction()).isEqualTo(-2); // −1 / ŷ
    assertThat(only.lossByLogit()).isEqualTo(-0.5);
    assertThat(chain.weightGradient()).containsExactly(-0.5, 0, -0.5);
    assertThat(chain.step().bias()).isEqualTo(0.25);
  }

  @Test
  void slidesRows_mse_meanOfBothKinds() {
    ChainRule chain =
        neurons.explain(ZERO, Examples.slides(), StepSettings.of(LossFunction.MSE, 1));
    assertThat(chain.rows())
        .extracting(Factors::lossByLogit)
        .containsExactly(0.25, -0.25, -0.25, 0.25);
    assertThat(chain.weightGradient()).containsExactly(-0.125, 0, 0);
    assertThat(chain.biasGradient()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anyRows_differencesAgreeAndTheStepIsAnEpoch(LossFunction loss) {
    for (int seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      int d = random.nextInt(1, 7);
      Dataset dataset = Examples.soft(seed, random.nextInt(1, 40), d, false);
      double[] weights = random.doubles(d, -2, 2).toArray();
      NeuronParameters start = new NeuronParameters(weights, random.nextDouble(-1, 1));

      ChainRule chain = neurons.explain(start, dataset, StepSettings.of(loss, 0.3));

      assertThat(chain.check().maxRelativeError()).isLessThan(1e-6);
      assertThat(chain.check().weightGradient())
          .containsExactly(chain.weightGradient(), within(1e-8));
      TrainingResult epoch =
          Trainings.train(
              dataset,
              Hyperparameters.builder().initial(start).epochs(1).learningRate(0.3).loss(loss));
      assertThat(chain.step().toArray()).containsExactly(epoch.parameters().toArray());
      assertThat(chain.loss()).isEqualTo(epoch.lossHistory()[0]);
      double product =
          chain.rows().stream().mapToDouble(Factors::lossByLogit).average().orElseThrow();
      assertThat(chain.biasGradient()).isCloseTo(product, within(1e-15));
    }
  }

  @Test
  void check_ofAWrongGradient_showsIt() {
    Dataset dataset = Examples.soft(3, 20, 2, false);
    double[] parameters = {0.5, -0.5, 0.1};
    ChainRule chain =
        neurons.explain(
            new NeuronParameters(new double[] {0.5, -0.5}, 0.1),
            dataset,
            StepSettings.of(LossFunction.MSE, 1));
    double[] halved = Arrays.stream(chain.weightGradient()).map(g -> g / 2).toArray();
    GradientCheck check =
        GradientCheck.of(parameters, dataset, LossFunction.MSE, halved, chain.biasGradient());
    assertThat(check.maxRelativeError()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void largeFeatures_differencesStillAgree() {
    Dataset dataset =
        Dataset.of(
            Matrix.of(new double[] {4000, 1e-3}, new double[] {-3500, 0}), new double[] {1, 0});
    NeuronParameters parameters = new NeuronParameters(new double[] {1e-4, 2}, 0.1);
    assertThat(
            neurons
                .explain(parameters, dataset, StepSettings.of(LossFunction.MSE, 0.1))
                .check()
                .maxRelativeError())
        .isLessThan(1e-6);
  }

  private Factors factors(double h, double y, LossFunction loss) {
    Dataset row = Dataset.of(Matrix.of(new double[] {h}), new double[] {y});
    NeuronParameters identity = new NeuronParameters(new double[] {1}, 0);
    return neurons.explain(identity, row, StepSettings.of(loss, 1e-9)).rows().getFirst();
  }

  /** σ(−50) = 1.928749847963918 · 10⁻²², e^50 + 1 = 5.184705528587072 · 10²¹. */
  @Test
  void saturatedPrediction_factorsKeepTheirDigits() {
    Factors wrong = factors(50, 0, LossFunction.CROSS_ENTROPY);
    assertThat(wrong.yHat()).isEqualTo(1);
    assertThat(wrong.complement()).isCloseTo(1.928749847963918e-22, withinPercentage(1e-13));
    assertThat(wrong.predictionByLogit()).isCloseTo(1.928749847963918e-22, withinPercentage(1e-13));
    assertThat(wrong.lossByPrediction()).isCloseTo(5.184705528587072e21, withinPercentage(1e-13));
    assertThat(wrong.lossByLogit()).isEqualTo(1);

    Factors right = factors(50, 1, LossFunction.MSE);
    assertThat(right.lossByPrediction()).isCloseTo(-3.857499695927835e-22, withinPercentage(1e-13));
    assertThat(right.loss()).isCloseTo(3.720075976020836e-44, withinPercentage(1e-13));
    assertThat(right.lossByLogit()).isCloseTo(-7.440151952041672e-44, withinPercentage(1e-13));
  }

  @Test
  void crossEntropy_atAnyLogit_hasAFiniteFirstFactorWhereItIsRight() {
    for (double h : new double[] {800, 710, 700, 40, 1, -1, -40, -700, -710, -800}) {
      double y = h > 0 ? 1 : 0;
      double derivative = factors(h, y, LossFunction.CROSS_ENTROPY).lossByPrediction();
      assertThat(derivative).as("h = %s", h).isCloseTo(h > 0 ? -1 : 1, within(0.4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void factors_mirrored_areTheSame(LossFunction loss) {
    for (double h : new double[] {0.3, 2, 17, 50, 300}) {
      Factors above = factors(h, 0.75, loss);
      Factors below = factors(-h, 0.25, loss);
      assertThat(above.predictionByLogit()).isEqualTo(below.predictionByLogit());
      assertThat(above.lossByPrediction()).isEqualTo(-below.lossByPrediction());
      assertThat(above.lossByLogit()).isEqualTo(-below.lossByLogit());
      assertThat(above.complement()).isEqualTo(below.yHat());
    }
  }

  @Test
  void otherNumberOfFeatures_isRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                neurons.explain(
                    new NeuronParameters(new double[2], 0),
                    Examples.slides(),
                    StepSettings.of(LossFunction.MSE, 1)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_FEATURE_COUNT))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo("x"));
  }

  @Test
  void stepThatOverflows_isTheLearningRatesFault() {
    Dataset row = Dataset.of(Matrix.of(new double[] {1e300}), new double[] {1});
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                neurons.explain(
                    new NeuronParameters(new double[1], 0),
                    row,
                    StepSettings.of(LossFunction.MSE, 1e300)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TRAINING_DIVERGED))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo("learningRate"));
  }
}
