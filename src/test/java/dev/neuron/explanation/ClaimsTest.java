package dev.neuron.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.StepSettings;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.explanation.Claim.Quantity;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every slip, made by hand with a calculator.
 *
 * <p>W = (0.3, −0.2, 0.1), b = 0.05, x = (2, 0, 1), y = 1, α = 0.5:
 *
 * <pre>
 * h = 0.75                    ŷ = 0.679179
 * MSE = 0.102926              dMSE/dŷ = −0.641643
 * dŷ/dh = 0.217895            dMSE/dh = −0.139811
 * dMSE/dW = (−0.279621, 0, −0.139811)
 * W new = (0.439811, −0.2, 0.169905), b new = 0.119905
 * σ(ŷ)(1 − σ(ŷ)) = 0.223174
 * </pre>
 */
class ClaimsTest {

  private static final Derivation ONE_ROW =
      derivation(
          new double[] {0.3, -0.2, 0.1},
          0.05,
          LossFunction.MSE,
          new double[] {1},
          new double[] {2, 0, 1});

  /** The slides' first and third row at W = 0: dMSE/dW = (−0.125, 0, 0), sums twice that. */
  private static final Derivation TWO_ROWS =
      derivation(
          new double[] {0, 0, 0},
          0,
          LossFunction.MSE,
          new double[] {0, 1},
          new double[] {0, 0, 1},
          new double[] {1, 0, 1});

  private static Derivation derivation(
      double[] weights, double bias, LossFunction loss, double[] y, double[]... x) {
    NeuronParameters neuron = new NeuronParameters(weights, bias);
    Dataset rows = Dataset.of(Matrix.of(x), y);
    return Derivation.of(
        neuron, rows, new NeuronService().explain(neuron, rows, StepSettings.of(loss, 0.5)));
  }

  private static Verdict only(Derivation derivation, Homework homework) {
    List<Verdict> verdicts = Claims.verdicts(derivation, homework);
    assertThat(verdicts).hasSize(1);
    return verdicts.getFirst();
  }

  private static List<Slip> slips(String names) {
    return names.isEmpty()
        ? List.of()
        : Arrays.stream(names.split(" ", -1)).map(Slip::valueOf).toList();
  }

  private static Homework claim(String field, double value) {
    return HomeworkBuilder.of(field, WrittenNumber.of(value));
  }

  @ParameterizedTest
  @CsvSource({
    "h, 0.75",
    "yHat, 0.68",
    "loss, 0.103",
    "dLoss_dyHat, -0.6416",
    "dyHat_dh, 0.2179",
    "dLoss_dh, -0.14",
    "dh_dW/0, 2",
    "dh_db, 1",
    "dLoss_dW/0, -0.28",
    "dLoss_db, -0.1398",
    "step/W/0, 0.44",
    "step/b, 0.12"
  })
  void number_roundedByHand_isRight(String field, double value) {
    Verdict verdict = only(ONE_ROW, claim(field, value));
    assertThat(verdict.right()).as(verdict.toString()).isTrue();
    assertThat(verdict.field()).isEqualTo(field);
    assertThat(verdict.slips()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "h, 0.7, BIAS_LEFT_OUT",
    "yHat, 0.75, SIGMOID_LEFT_OUT",
    "yHat, 0.3208, SIGN_LOST",
    "loss, 0.3208, SQUARE_LEFT_OUT",
    "loss, 0.3869, OTHER_LOSS",
    "dLoss_dyHat, 0.6416, SIGN_LOST",
    "dLoss_dyHat, -0.3208, TWO_LOST",
    "dLoss_dyHat, 0.3208, SIGN_LOST TWO_LOST",
    "dyHat_dh, 0.2232, DERIVATIVE_AT_YHAT",
    "dLoss_dh, 0.1398, SIGN_LOST",
    "dLoss_dh, -0.0699, TWO_LOST",
    "dLoss_dh, -0.6416, DERIVATIVE_LEFT_OUT",
    "dLoss_dh, -0.1432, DERIVATIVE_AT_YHAT",
    "dh_dW/0, 0.3, WEIGHT_FOR_INPUT",
    "dh_db, 0.05, ''",
    "dLoss_dW/0, 0.2796, SIGN_LOST",
    "dLoss_dW/0, -0.1398, X_LEFT_OUT TWO_LOST",
    "dLoss_dW/0, -1.283, DERIVATIVE_LEFT_OUT",
    "dLoss_dW/0, -0.2864, DERIVATIVE_AT_YHAT",
    "dLoss_dW/0, 0.1398, X_LEFT_OUT SIGN_LOST",
    "dLoss_dW/2, -0.0699, TWO_LOST",
    "dLoss_db, 0.1398, SIGN_LOST",
    "step/W/0, 0.1602, UPDATE_ADDED SIGN_LOST",
    "step/W/0, 0.5796, RATE_LEFT_OUT",
    "step/W/0, 0.3699, RATE_TWICE TWO_LOST X_LEFT_OUT",
    "step/W/0, 0.9416, DERIVATIVE_LEFT_OUT",
    "step/b, -0.0199, UPDATE_ADDED SIGN_LOST",
    "step/b, 0.1898, RATE_LEFT_OUT INPUT_FOR_BIAS",
    "step/b, 0.085, RATE_TWICE TWO_LOST",
    "step/loss, 0.1029, STEP_NOT_TAKEN",
    "dLoss_dW/0, 17, ''"
  })
  void number_withASlip_namesIt(String field, double value, String names) {
    Verdict verdict = only(ONE_ROW, claim(field, value));
    assertThat(verdict.right()).isFalse();
    assertThat(verdict.slips()).containsExactlyInAnyOrderElementsOf(slips(names));
    assertThat(verdict.message()).startsWith("Not right");
  }

  @ParameterizedTest
  @CsvSource({
    "loss, 0.5, SUM_INSTEAD_OF_MEAN",
    "dLoss_dW/0, -0.25, SUM_INSTEAD_OF_MEAN",
    "dLoss_dW/0, 0.125, SIGN_LOST",
    "step/W/0, 0.125, SUM_INSTEAD_OF_MEAN RATE_LEFT_OUT"
  })
  void number_ofSeveralRowsWithASlip_namesIt(String field, double value, String names) {
    Verdict verdict = only(TWO_ROWS, claim(field, value));
    assertThat(verdict.right()).isFalse();
    assertThat(verdict.slips()).isNotEmpty();
    assertThat(slips(names)).containsAnyElementsOf(verdict.slips());
  }

  @Test
  void crossEntropy_signLost_isNamed() {
    Derivation derivation =
        derivation(
            new double[] {0.5}, 0, LossFunction.CROSS_ENTROPY, new double[] {1}, new double[] {1});
    // ŷ = 0.622459, dL/dŷ = −1.606531, dL/dh = −0.377541
    assertThat(only(derivation, claim("dLoss_dyHat", 1.6065)).slips())
        .containsExactly(Slip.SIGN_LOST);
    assertThat(only(derivation, claim("dLoss_dh", -1.6065)).slips())
        .containsExactly(Slip.DERIVATIVE_LEFT_OUT);
    assertThat(only(derivation, claim("dLoss_dh", -0.3775)).right()).isTrue();
    assertThat(only(derivation, claim("loss", 0.1425)).slips()).containsExactly(Slip.OTHER_LOSS);
  }

  @Test
  void number_thatFollowsFromAWrongOne_isCarriedOver() {
    Homework claims =
        new HomeworkBuilder()
            .with("dLoss_dyHat", -0.3208)
            .with("dyHat_dh", 0.2179)
            .with("dLoss_dh", -0.0699)
            .with("dLoss_dW/0", -0.1398)
            .with("dLoss_dW/1", 0)
            .with("dLoss_dW/2", -0.0699)
            .with("step/W/0", 0.3699)
            .with("step/W/1", -0.2)
            .with("step/W/2", 0.135)
            .build();

    List<Verdict> verdicts = Claims.verdicts(ONE_ROW, claims);

    assertThat(verdicts).extracting(Verdict::field).startsWith("dLoss_dyHat", "dyHat_dh");
    assertThat(verdicts.get(0).slips()).containsExactly(Slip.TWO_LOST);
    assertThat(verdicts.get(1).right()).isTrue();
    assertThat(verdicts.stream().skip(2).filter(verdict -> !verdict.right()))
        .hasSize(5)
        .allSatisfy(verdict -> assertThat(verdict.slips()).containsExactly(Slip.CARRIED_OVER));
  }

  @ParameterizedTest
  @CsvSource({
    "step/W/0, 0.3699, 'RATE_TWICE, X_LEFT_OUT, TWO_LOST'", // α = 0.5 and x = 2: all half the
    // change
    "dLoss_dyHat, 0.3208, 'SIGN_LOST+TWO_LOST'"
  })
  void slips_areAlternativesOrMadeTogether(String field, double value, String groups) {
    Verdict verdict = only(ONE_ROW, claim(field, value));
    assertThat(verdict.explanations())
        .extracting(group -> String.join("+", group.stream().map(Enum::name).toList()))
        .containsExactly(groups.split(", ", -1));
    assertThat(verdict.slips())
        .containsExactlyElementsOf(verdict.explanations().stream().flatMap(List::stream).toList());
    assertThat(verdict.message()).contains(groups.contains("+") ? "; and " : "; or ");
  }

  @Test
  void numbersCarriedOnAsWritten_areRight() {
    // h = 3.7, ŷ = 0.975873, dL/dŷ = −0.048254, dŷ/dh = 0.023545, dL/dW = −0.0011361
    // with ŷ as 0.98: −2 · 0.02 = −0.04, 0.98 · 0.02 = 0.0196, their product −0.000784
    Derivation derivation =
        derivation(new double[] {3.7}, 0, LossFunction.MSE, new double[] {1}, new double[] {1});
    Homework homework =
        new HomeworkBuilder()
            .with("yHat", 0.98)
            .with("dLoss_dyHat", -0.04)
            .with("dyHat_dh", 0.0196)
            .with("dLoss_dW/0", -0.000784)
            .with("step/W/0", 3.700392)
            .build();

    assertThat(Claims.verdicts(derivation, homework)).allMatch(Verdict::right);
    assertThat(only(derivation, claim("dLoss_dW/0", -0.000784)).right()).isFalse();
  }

  @Test
  void step_isMeasuredAgainstTheChange() {
    // W = 10, x = 0.1, y = 0: h = 1, ŷ = 0.731059, dL/dW = 0.0287472, W new = 9.985626
    Derivation derivation =
        derivation(new double[] {10}, 0, LossFunction.MSE, new double[] {0}, new double[] {0.1});

    assertThat(only(derivation, claim("step/W/0", 9.9856)).right()).isTrue();
    assertThat(only(derivation, claim("step/W/0", 9.986)).right()).isTrue();
    assertThat(only(derivation, claim("step/W/0", 10.014)).slips()).contains(Slip.UPDATE_ADDED);
    assertThat(only(derivation, claim("step/W/0", 9.9928)).slips()).contains(Slip.TWO_LOST);
    assertThat(only(derivation, claim("step/W/0", 9.9713)).slips()).contains(Slip.RATE_LEFT_OUT);
    assertThat(only(derivation, claim("step/W/0", 9.97)).right()).isFalse();
  }

  @Test
  void numbersAtSaturation_areToldApart() {
    // h = 40, y = 0: ŷ = 1, 1 − ŷ = 4.24835e-18, dL/dŷ = 2, dL/dh = 8.49671e-18
    Derivation derivation =
        derivation(new double[] {40}, 0, LossFunction.MSE, new double[] {0}, new double[] {1});

    assertThat(only(derivation, claim("dyHat_dh", 4.248e-18)).right()).isTrue();
    assertThat(only(derivation, claim("dLoss_dh", 8.497e-18)).right()).isTrue();
    assertThat(only(derivation, claim("dLoss_dh", 4.248e-18)).slips()).contains(Slip.TWO_LOST);
    assertThat(only(derivation, claim("dLoss_dh", -8.497e-18)).slips()).contains(Slip.SIGN_LOST);
    assertThat(only(derivation, claim("dLoss_dh", 1e-10)).right()).isFalse();
    assertThat(only(derivation, claim("yHat", 0.9999)).right()).isFalse();
  }

  @Test
  void value_beyondDoubles_hasAVerdict() {
    Derivation derivation =
        derivation(
            new double[] {-800}, 0, LossFunction.CROSS_ENTROPY, new double[] {1}, new double[] {1});

    Verdict verdict = only(derivation, claim("dLoss_dyHat", -1e300));
    assertThat(verdict.right()).isFalse();
    assertThat(verdict.value()).isNull();
    assertThat(verdict.message()).startsWith("Not right");
  }

  @Test
  void numberOfOneDigit_isNotBlamed() {
    Verdict verdict = only(ONE_ROW, claim("dyHat_dh", 0.2));
    assertThat(verdict.right()).isFalse();
    assertThat(verdict.message()).startsWith("Too few digits");
  }

  @Test
  void truth_isRightInEveryNumber() {
    for (Derivation derivation : List.of(ONE_ROW, TWO_ROWS)) {
      List<Verdict> verdicts = Claims.verdicts(derivation, HomeworkBuilder.of(derivation.truth()));
      assertThat(verdicts).hasSizeGreaterThan(8).allSatisfy(v -> assertThat(v.right()).isTrue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0123, 0.012, true",
    "0.0123, 0.013, false",
    "0.0123, 0.01, false",
    "0.5, 0.5049, true",
    "0.5, 0.506, false",
    "0, 0, true",
    "0, 1e-10, true",
    "0, 0.001, false",
    "0.0004, 0, false",
    "-0.0003, 0.0003, false",
    "1234.5, 1230, true",
    "1.0e-7, 1.0e-7, true"
  })
  void agreement_isOnePercentOrRounding(double truth, double claim, boolean right) {
    Quantity quantity = new Quantity(truth, Math.abs(truth), 0, List.of(), (_, _) -> List.of());
    Workings none = new Workings(ONE_ROW, Precision.of(List.of()));
    Claim one = new Claim("any", WrittenNumber.of(claim), quantity);
    assertThat(one.verdict(none, null).right()).isEqualTo(right);
  }
}
