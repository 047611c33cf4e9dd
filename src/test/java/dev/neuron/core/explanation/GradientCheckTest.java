package dev.neuron.core.explanation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Examples;
import dev.neuron.core.Tolerances;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.Trainings;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The step of one epoch against finite differences of the loss of the whole dataset, which is
 * computed here independently, from its definition.
 */
class GradientCheckTest {

  private static final double L2 = 0.03;
  private static final double[] START = {0.7, -1.1, 0.2, 1.6, -0.4};

  private final Dataset dataset = Examples.soft(11, 37, 4, true);

  @ParameterizedTest
  @EnumSource
  void oneEpoch_fullBatch_stepsAlongTheGradient(LossFunction loss) {
    double[] gradient = stepOfOneEpoch(loss);
    for (int k = 0; k < START.length; k++) {
      assertThat(gradient[k]).isCloseTo(difference(loss, k), within(Tolerances.DERIVATIVE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossHistory_firstEpoch_isTheLossOfTheStart(LossFunction loss) {
    assertThat(oneEpoch(loss).lossHistory()[0])
        .isCloseTo(meanLoss(loss, START), within(Tolerances.MANY_ROUNDINGS));
  }

  /** At learningRate 1 the step is the gradient. */
  private double[] stepOfOneEpoch(LossFunction loss) {
    double[] after = Trainings.parameters(oneEpoch(loss));
    double[] step = new double[START.length];
    Arrays.setAll(step, k -> START[k] - after[k]);
    return step;
  }

  private TrainingResult oneEpoch(LossFunction loss) {
    int d = START.length - 1;
    NeuronParameters start = new NeuronParameters(Arrays.copyOf(START, d), START[d]);
    return Trainings.train(
        dataset,
        Hyperparameters.builder().learningRate(1.0).epochs(1).l2(L2).loss(loss).initial(start));
  }

  private double difference(LossFunction loss, int k) {
    double[] above = START.clone();
    double[] below = START.clone();
    above[k] += Tolerances.DIFFERENCE_STEP;
    below[k] -= Tolerances.DIFFERENCE_STEP;
    return (meanLoss(loss, above) - meanLoss(loss, below)) / (above[k] - below[k]);
  }

  private double meanLoss(LossFunction loss, double[] parameters) {
    double[] s = requireNonNull(dataset.sampleWeights());
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < dataset.rows(); i++) {
      double yHat = 1 / (1 + Math.exp(-logit(parameters, i)));
      sum += s[i] * rowLoss(loss, dataset.y()[i], yHat);
      weights += s[i];
    }
    double squares = 0;
    for (int j = 0; j < parameters.length - 1; j++) {
      squares += parameters[j] * parameters[j];
    }
    return sum / weights + L2 * squares;
  }

  private double logit(double[] parameters, int i) {
    int d = parameters.length - 1;
    double h = parameters[d];
    for (int j = 0; j < d; j++) {
      h += parameters[j] * dataset.x().values()[i * d + j];
    }
    return h;
  }

  private static double rowLoss(LossFunction loss, double y, double yHat) {
    return switch (loss) {
      case MSE -> (y - yHat) * (y - yHat);
      case CROSS_ENTROPY -> -y * Math.log(yHat) - (1 - y) * Math.log(1 - yHat);
    };
  }
}
