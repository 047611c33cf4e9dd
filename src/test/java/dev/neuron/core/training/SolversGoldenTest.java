package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Compares the solvers with minima and numbers of passes that other implementations have found. */
class SolversGoldenTest {

  /** Relative, for the loss of a minimum, and of the first one for one that is at infinity. */
  private static final double NEAR = 1e-6;

  /** For L-BFGS where it stops by its gradient before that, since the loss is so flat. */
  private static final double NEAR_ENOUGH = 1e-5;

  /** The share of the passes by which two implementations may differ after many. */
  private static final double OTHER_ROUNDING = 0.05;

  /** The share of the loss by which a dual bound may exceed the distance. */
  private static final double CLOSE = 2e-10;

  private static final double SAME_PARAMETERS = 1e-7;

  static final List<GoldenSolver> CASES = GoldenSolver.all();

  @Test
  void cases_inTheFile_areAllRead() {
    assertThat(CASES).hasSize(103);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void newton_goldenCase_reachesTheMinimumInAsManyPasses(GoldenSolver golden) {
    TrainingResult result = train(golden, Solver.NEWTON);
    assertReached(golden, result, golden.expected().get("passes").get("newton"), NEAR);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void lbfgs_goldenCase_reachesTheMinimumInAsManyPasses(GoldenSolver golden) {
    TrainingResult result = train(golden, Solver.LBFGS);
    assertReached(golden, result, golden.expected().get("passes").get("lbfgs"), NEAR_ENOUGH);
  }

  /** To the last digits: a tolerance of 0 lets it end by rounding. */
  @ParameterizedTest
  @FieldSource("CASES")
  void newton_withoutTolerance_findsTheParameters(GoldenSolver golden) {
    if (golden.expected().has("W") && !isTooFarOff(golden, Solver.NEWTON)) {
      TrainingResult result =
          Trainings.train(
              golden.dataset(), golden.hyperparameters().solver(Solver.NEWTON).tolerance(0.0));
      double[] expected = GoldenTraining.numbers(golden.expected().get("W"));
      for (int j = 0; j < expected.length; j++) {
        double size = Math.max(Math.abs(expected[j]), SAME_PARAMETERS);
        assertThat(result.parameters().weight(j))
            .as("W%d", j)
            .isCloseTo(expected[j], within(SAME_PARAMETERS * size));
      }
    }
  }

  private static TrainingResult train(GoldenSolver golden, Solver solver) {
    return Trainings.train(golden.dataset(), golden.hyperparameters().solver(solver));
  }

  private static void assertReached(
      GoldenSolver golden, TrainingResult result, JsonNode passes, double share) {
    double[] history = result.lossHistory();
    for (int epoch = 1; epoch < history.length; epoch++) {
      assertThat(history[epoch]).isLessThanOrEqualTo(Math.nextUp(history[epoch - 1] * (1 + 1e-15)));
    }
    Solver solver = result.hyperparameters().solver();
    if (golden.expected().has("plateaus")) {
      assertThat(result.stopReason()).isEqualTo(StopReason.STATIONARY);
    } else if (!isTooFarOff(golden, solver)) {
      double last = history[history.length - 1];
      assertThat(result.stopReason()).isEqualTo(StopReason.CONVERGED);
      assertThat(last).isLessThanOrEqualTo(bound(golden, highest(golden), share));
      assertInTime(golden, history, passes.get("to1e6"));
      assertBounded(golden, result, last);
    }
  }

  /** Newton's method needs more epochs than it has from W = 1000 with 2 % of ones. */
  private static boolean isTooFarOff(GoldenSolver golden, Solver solver) {
    return solver == Solver.NEWTON
        && golden.name().equals("imbalanced, crossEntropy, saturated start");
  }

  private static double number(GoldenSolver golden, String field) {
    return requireNonNull(golden.number(field));
  }

  /** The minimum; the highest one if there are several. */
  private static double highest(GoldenSolver golden) {
    Double fromZeros = golden.number("lossFromZeros");
    return fromZeros == null ? number(golden, "loss") : fromZeros;
  }

  private static double bound(GoldenSolver golden, double minimum, double share) {
    return minimum == 0 ? share * number(golden, "startLoss") : minimum * (1 + share);
  }

  private static void assertInTime(GoldenSolver golden, double[] history, JsonNode golden1e6) {
    if (golden1e6.isNull()) {
      return;
    }
    double bound = bound(golden, number(golden, "loss"), NEAR);
    int pass =
        IntStream.range(0, history.length)
            .filter(i -> history[i] <= bound)
            .findFirst()
            .orElseThrow();
    double most = golden1e6.asInt() * (1 + OTHER_ROUNDING);
    assertThat(pass + 1).isLessThanOrEqualTo((int) most);
  }

  /** The dual bound is at least the distance to the minimum, and hardly more. */
  private static void assertBounded(GoldenSolver golden, TrainingResult result, double last) {
    Optimality optimality = requireNonNull(result.optimality());
    boolean isBounded = result.hyperparameters().l2() > 0 && golden.name().contains("crossEntropy");
    assertThat(optimality.dualityGap() != null).isEqualTo(isBounded);
    if (optimality.dualityGap() != null) {
      double above = last - number(golden, "loss");
      assertThat(optimality.dualityGap())
          .isBetween(above - 1e-12, Math.max(above, 0) + CLOSE * last);
    }
  }
}
