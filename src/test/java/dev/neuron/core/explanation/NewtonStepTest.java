package dev.neuron.core.explanation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.NewtonStep.Minimum;
import dev.neuron.core.explanation.NewtonStep.Obstacle;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.FeatureScale;
import dev.neuron.core.training.Solver;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewtonStepTest {

  private static final NeuronParameters ZERO = new NeuronParameters(new double[1], 0);

  private static final Dataset TWO_ROWS =
      Dataset.of(Matrix.of(new double[] {0}, new double[] {2}), new double[] {0, 1});

  private final NeuronService neurons = new NeuronService();

  private ChainRule newton(NeuronParameters start, Dataset rows, LossFunction loss, double l2) {
    return neurons.explain(start, rows, StepSettings.newton(loss, l2, false, null));
  }

  private static NewtonStep stepOf(ChainRule chain) {
    return requireNonNull(chain.newton());
  }

  private static Minimum minimumOf(ChainRule chain) {
    return (Minimum) stepOf(chain).outcome();
  }

  /**
   * At 0, ŷ = ½ and c = ¼: H = ((½, ¼), (¼, ¼)), g = (−½, 0), det H = 1/16, ΔW = ½ · ¼ · 16, Δb =
   * −½ · ¼ · 16.
   */
  @Test
  void twoRows_crossEntropy_byHand() {
    ChainRule chain = newton(ZERO, TWO_ROWS, LossFunction.CROSS_ENTROPY, 0);

    assertThat(stepOf(chain).curvatures()).containsExactly(0.25, 0.25);
    assertThat(stepOf(chain).hessian()).isDeepEqualTo(new double[][] {{0.5, 0.25}, {0.25, 0.25}});
    assertThat(minimumOf(chain).change().toArray())
        .containsExactly(new double[] {2, -2}, within(1e-14));
    assertThat(minimumOf(chain).expectedImprovement()).isCloseTo(0.5, within(1e-15));
    assertThat(chain.step().toArray()).containsExactly(new double[] {2, -2}, within(1e-14));
    assertThat(chain.velocity().toArray()).containsExactly(minimumOf(chain).change().toArray());
    // h = ∓2: both losses are ln(1 + e⁻²)
    assertThat(chain.lossAfterStep()).isCloseTo(0.126928, within(1e-6));
  }

  /** At 0, t = ¼ and c = 2 t² = ⅛; H and g are half of those of cross-entropy. */
  @Test
  void twoRows_mse_byHand() {
    ChainRule chain = newton(ZERO, TWO_ROWS, LossFunction.MSE, 0);

    assertThat(stepOf(chain).hessian())
        .isDeepEqualTo(new double[][] {{0.25, 0.125}, {0.125, 0.125}});
    assertThat(minimumOf(chain).change().toArray())
        .containsExactly(new double[] {2, -2}, within(1e-14));
    assertThat(minimumOf(chain).expectedImprovement()).isCloseTo(0.25, within(1e-15));
  }

  /** 2 λ = ½ on the diagonal of W alone: det H = 3/16, ΔW = ½ · ¼ · 16/3. */
  @Test
  void l2_isOnTheDiagonalOfWAlone() {
    ChainRule chain = newton(ZERO, TWO_ROWS, LossFunction.CROSS_ENTROPY, 0.25);

    assertThat(stepOf(chain).hessian()).isDeepEqualTo(new double[][] {{1, 0.25}, {0.25, 0.25}});
    assertThat(minimumOf(chain).change().weight(0)).isCloseTo(2.0 / 3, within(1e-15));
  }

  /** A row of weight 3 is that row three times, and one of weight 0 is none. */
  @Test
  void weights_countAsRows() {
    double[] heavy = {1, 3, 0};
    Matrix x = Matrix.of(new double[] {-1}, new double[] {2}, new double[] {1e308});
    Dataset weighted = Dataset.of(x, new double[] {0, 0.25, 1}, heavy, null);
    Dataset repeated =
        Dataset.of(
            Matrix.of(new double[] {-1}, new double[] {2}, new double[] {2}, new double[] {2}),
            new double[] {0, 0.25, 0.25, 0.25});
    ChainRule once = newton(ZERO, weighted, LossFunction.MSE, 0.1);
    ChainRule thrice = newton(ZERO, repeated, LossFunction.MSE, 0.1);

    assertThat(stepOf(once).hessian()).isDeepEqualTo(stepOf(thrice).hessian());
    assertThat(once.step().toArray()).containsExactly(thrice.step().toArray(), within(1e-14));
  }

  private static NeuronParameters start(Random random, int features) {
    return new NeuronParameters(
        random.doubles(features, -1, 1).toArray(), random.nextDouble(-1, 1));
  }

  @ParameterizedTest
  @EnumSource
  void anyRows_hessianIsTheDifferenceOfGradients(LossFunction loss) {
    for (int seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed);
      int d = random.nextInt(1, 6);
      Dataset rows = Examples.soft(seed, random.nextInt(1, 30), d, random.nextBoolean());
      NeuronParameters at = start(random, d);
      double l2 = random.nextBoolean() ? random.nextDouble(0, 0.3) : 0;

      double[][] hessian = stepOf(newton(at, rows, loss, l2)).hessian();

      for (int j = 0; j <= d; j++) {
        double[] above = gradient(moved(at, j, 1e-5), rows, loss, l2);
        double[] below = gradient(moved(at, j, -1e-5), rows, loss, l2);
        for (int k = 0; k <= d; k++) {
          assertThat(hessian[j][k]).isCloseTo((above[k] - below[k]) / 2e-5, within(1e-8));
          assertThat(hessian[k][j]).isEqualTo(hessian[j][k]);
        }
      }
    }
  }

  private static NeuronParameters moved(NeuronParameters from, int j, double by) {
    double[] flat = from.toArray();
    flat[j] += by;
    int d = from.features();
    return new NeuronParameters(Arrays.copyOf(flat, d), flat[d]);
  }

  private double[] gradient(NeuronParameters at, Dataset rows, LossFunction loss, double l2) {
    ChainRule chain =
        neurons.explain(at, rows, new StepSettings(loss, 1, l2, 0, null, false, null));
    double[] gradient = Arrays.copyOf(chain.weightGradient(), rows.features() + 1);
    gradient[rows.features()] = chain.biasGradient();
    return gradient;
  }

  @Test
  void anyRows_changeSolvesTheSystemAndLowersTheLossAsExpected() {
    for (int seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed);
      int d = random.nextInt(1, 6);
      Dataset rows = Examples.soft(seed, 40, d, random.nextBoolean());
      double l2 = random.nextBoolean() ? random.nextDouble(0, 0.3) : 0;
      ChainRule far =
          newton(new NeuronParameters(new double[d], 0), rows, LossFunction.CROSS_ENTROPY, l2);

      assertSolves(far);
      // near the minimum the loss is nearly a parabola
      ChainRule near = newton(far.step(), rows, LossFunction.CROSS_ENTROPY, l2);
      double fall = near.loss() - near.lossAfterStep();
      double expected = minimumOf(near).expectedImprovement();
      assertThat(far.lossAfterStep()).isLessThan(far.loss());
      assertThat(fall).isCloseTo(expected, within(0.1 * expected + 1e-15));
    }
  }

  private static void assertSolves(ChainRule chain) {
    double[] change = minimumOf(chain).change().toArray();
    double[][] hessian = stepOf(chain).hessian();
    for (int j = 0; j < change.length; j++) {
      double gradient = j < change.length - 1 ? chain.weightGradient()[j] : chain.biasGradient();
      for (int k = 0; k < change.length; k++) {
        gradient += hessian[j][k] * change[k];
      }
      assertThat(gradient).isCloseTo(0, within(1e-13));
    }
  }

  /** Units of the features do not matter: W and b are changed as on any other scale. */
  @Test
  void columnsOfAnyUnit_areSolvedAlike() {
    Dataset rows = Examples.soft(3, 12, 2, false);
    double[][] x = new double[12][];
    Arrays.setAll(x, i -> new double[] {1e90 * rows.value(i, 0), 1e-120 * rows.value(i, 1)});
    Dataset other = Dataset.of(Matrix.of(x), rows.y());
    NeuronParameters zero = new NeuronParameters(new double[2], 0);

    NeuronParameters plain = newton(zero, rows, LossFunction.CROSS_ENTROPY, 0).step();
    NeuronParameters scaled = newton(zero, other, LossFunction.CROSS_ENTROPY, 0).step();

    assertThat(scaled.weight(0) * 1e90).isCloseTo(plain.weight(0), within(1e-13));
    assertThat(scaled.weight(1) * 1e-120).isCloseTo(plain.weight(1), within(1e-13));
    assertThat(scaled.bias()).isCloseTo(plain.bias(), within(1e-13));
  }

  @Test
  void scale_withoutPenalty_leadsToTheSameNeuron() {
    Dataset rows = Examples.soft(4, 12, 2, true);
    NeuronParameters zero = start(new Random(4), 2);
    FeatureScale scale = new FeatureScale(new double[] {1, -3}, new double[] {0.1, 40});
    double[] plain = newton(zero, rows, LossFunction.CROSS_ENTROPY, 0).step().toArray();
    LossFunction loss = LossFunction.CROSS_ENTROPY;

    assertThat(
            neurons.explain(zero, rows, StepSettings.newton(loss, 0, true, null)).step().toArray())
        .containsExactly(plain, within(1e-13));
    assertThat(
            neurons
                .explain(zero, rows, StepSettings.newton(loss, 0, false, scale))
                .step()
                .toArray())
        .containsExactly(plain, within(1e-13));
  }

  private void assertObstacle(
      Obstacle obstacle, NeuronParameters start, Dataset rows, LossFunction loss, double l2) {
    ChainRule chain = newton(start, rows, loss, l2);
    assertThat(stepOf(chain).outcome()).isEqualTo(obstacle);
    assertThat(chain.step()).isSameAs(start);
    assertThat(chain.lossAfterStep()).isEqualTo(chain.loss());
    assertThat(obstacle.explanation()).endsWith(".").doesNotContain("  ");
  }

  @Test
  void constantFeature_isSingularUnlessPenalised() {
    for (double constant : new double[] {0, 1, 0.1, -1e9, 3e-7}) {
      double[][] x = new double[7][];
      Arrays.fill(x, new double[] {constant});
      Dataset rows = Dataset.of(Matrix.of(x), new double[] {0, 1, 1, 0.3, 1, 0, 0});
      NeuronParameters start = new NeuronParameters(new double[] {0.3 / (1 + constant)}, 0.2);
      assertObstacle(Obstacle.SINGULAR, start, rows, LossFunction.CROSS_ENTROPY, 0);
      assertThat(stepOf(newton(start, rows, LossFunction.CROSS_ENTROPY, 0.5)).outcome())
          .isInstanceOf(constant == -1e9 ? Obstacle.class : Minimum.class);
    }
  }

  @Test
  void oneRow_orASaturatedNeuron_isSingular() {
    Dataset row = Dataset.of(Matrix.of(new double[] {3}), new double[] {1});
    assertObstacle(Obstacle.SINGULAR, ZERO, row, LossFunction.CROSS_ENTROPY, 0);
    NeuronParameters saturated = new NeuronParameters(new double[] {0}, 800);
    assertObstacle(Obstacle.SINGULAR, saturated, TWO_ROWS, LossFunction.CROSS_ENTROPY, 0);
  }

  @Test
  void squaredErrorFarFromItsMinimum_isIndefinite() {
    NeuronParameters wrong = new NeuronParameters(new double[] {-4}, 3);
    assertObstacle(Obstacle.INDEFINITE, wrong, TWO_ROWS, LossFunction.MSE, 0);
    double[] curvatures = stepOf(newton(wrong, TWO_ROWS, LossFunction.MSE, 0)).curvatures();
    assertThat(Arrays.stream(curvatures)).allMatch(c -> c < 0);
    assertThat(stepOf(newton(wrong, TWO_ROWS, LossFunction.CROSS_ENTROPY, 0)).outcome())
        .isInstanceOf(Minimum.class);
  }

  @Test
  void stepBeyondDoubles_isAnObstacle() {
    Dataset rows = Dataset.of(Matrix.of(new double[] {0}, new double[] {1}), new double[] {1, 1});
    NeuronParameters saturated = new NeuronParameters(new double[] {0}, -712);
    assertObstacle(Obstacle.TOO_FAR, saturated, rows, LossFunction.CROSS_ENTROPY, 0);
  }

  @Test
  void productsBeyondDoubles_areRefused() {
    Dataset rows =
        Dataset.of(Matrix.of(new double[] {0}, new double[] {1e160}), new double[] {0, 1});
    assertRefused(ZERO, rows, StepSettings.newton(LossFunction.MSE, 0, false, null), "x");
  }

  @Test
  void manyFeatures_areRefused() {
    int d = NewtonStep.MAX_FEATURES;
    StepSettings settings = StepSettings.newton(LossFunction.CROSS_ENTROPY, 1, false, null);
    Dataset most = Examples.soft(1, 2, d, false);
    assertThat(
            stepOf(neurons.explain(new NeuronParameters(new double[d], 0), most, settings))
                .outcome())
        .isInstanceOf(Minimum.class);
    assertRefused(
        new NeuronParameters(new double[d + 1], 0),
        Examples.soft(1, 2, d + 1, false),
        settings,
        "solver");
  }

  @Test
  void lbfgs_isRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> new StepSettings(Solver.LBFGS, LossFunction.MSE, 1, 0, 0, null, false, null))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_HYPERPARAMETER))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo("solver"));
  }

  private void assertRefused(
      NeuronParameters start, Dataset rows, StepSettings settings, String pointer) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> neurons.explain(start, rows, settings))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo(pointer));
  }
}
