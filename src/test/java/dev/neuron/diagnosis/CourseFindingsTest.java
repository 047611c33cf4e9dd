package dev.neuron.diagnosis;

import static dev.neuron.diagnosis.Diagnosed.after;
import static dev.neuron.diagnosis.Diagnosed.clouds;
import static dev.neuron.diagnosis.Diagnosed.codes;
import static dev.neuron.diagnosis.Diagnosed.gate;
import static dev.neuron.diagnosis.Diagnosed.only;
import static dev.neuron.diagnosis.Diagnosed.row;
import static dev.neuron.diagnosis.Diagnosed.rows;
import static dev.neuron.diagnosis.Diagnosed.scaled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.diagnosis.Finding.Code;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Findings on how a training went: each provoked, and just not provoked. */
class CourseFindingsTest {

  private static final Dataset OR = gate(0, 1, 1, 1);

  private static HyperparametersBuilder rate(double learningRate) {
    return Hyperparameters.builder().learningRate(learningRate);
  }

  @Test
  void loss_swinging_isOfARateTooHigh() {
    HyperparametersBuilder crossEntropy = rate(40).loss(LossFunction.CROSS_ENTROPY).epochs(100);

    Finding finding = only(Code.RATE_TOO_HIGH, after(clouds(5, 60, 2, 1), crossEntropy));

    assertThat(finding.message()).matches("The loss (rose in \\d+ of 100 epochs|began at .*): .*");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of(Map.of("learningRate", 4.0)));
  }

  @Test
  void loss_fallingAtTheHighestRateThatSuits_isNotOfARateTooHigh() {
    HyperparametersBuilder crossEntropy = rate(4).loss(LossFunction.CROSS_ENTROPY).epochs(100);
    assertThat(codes(clouds(5, 60, 2, 1), crossEntropy)).isEmpty();
  }

  @Test
  void loss_endingAboveItsBeginning_isOfARateTooHigh() {
    HyperparametersBuilder fromTheBest =
        rate(200)
            .loss(LossFunction.CROSS_ENTROPY)
            .initial(new NeuronParameters(new double[] {2, 2}, 0))
            .epochs(3);
    Finding finding = only(Code.RATE_TOO_HIGH, after(clouds(6, 60, 2, 0.7), fromTheBest));
    assertThat(finding.message()).startsWith("The loss began at 0.");
    assertThat(finding.value()).isGreaterThan(1);
  }

  @Test
  void loss_ripplingWithMiniBatches_isNotOfARateTooHigh() {
    HyperparametersBuilder batches = rate(0.5).batchSize(4).seed(3L).epochs(200);
    assertThat(codes(clouds(7, 60, 2, 0.7), batches)).isEmpty();
  }

  @Test
  void loss_hardlyMoved_isOfARateTooLow() {
    Finding finding = only(Code.RATE_TOO_LOW, after(OR, rate(1e-4)));
    assertThat(finding.value()).isBetween(CourseRules.SEEN, CourseRules.BEGUN);
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of(Map.of("learningRate", 1e-3)));
  }

  @Test
  void loss_atRestFromTheBeginning_isNotOfARateTooLow() {
    assertThat(codes(Diagnosed.xor())).doesNotContain(Code.RATE_TOO_LOW, Code.STILL_FALLING);
  }

  @Test
  void loss_ofTargetsThatHaveNothingToDoWithTheFeatures_isNotOfARateTooLow() {
    Random random = new Random(8);
    double[][] rows = new double[100][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(random.nextGaussian(), random.nextGaussian(), random.nextInt(2));
    }
    assertThat(codes(rows(rows), rate(0.5)))
        .doesNotContain(Code.RATE_TOO_LOW, Code.STILL_FALLING, Code.RATE_TOO_HIGH, Code.SATURATED);
  }

  @Test
  void loss_onItsWayDown_isStillFalling() {
    Finding finding = only(Code.STILL_FALLING, after(OR, rate(0.5).epochs(100)));
    assertThat(finding.value()).isGreaterThan(CourseRules.FALLING);
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of(Map.of("epochs", 400L)));
  }

  @Test
  void loss_fallingWhereLittleIsLeft_isNotStillFalling() {
    assertThat(codes(OR, rate(0.5).epochs(2000))).isEmpty();
  }

  @Test
  void loss_fallingInTooFewEpochsForATrend_isNotStillFalling() {
    assertThat(codes(OR, rate(0.5).epochs(CourseRules.TREND_EPOCHS - 1))).isEmpty();
    assertThat(codes(OR, rate(0.5).epochs(CourseRules.TREND_EPOCHS)))
        .containsExactly(Code.STILL_FALLING);
  }

  @Test
  void sigmoid_saturatedByUnscaledFeatures_isFoundWithItsEpoch() {
    Dataset dataset = scaled(clouds(9, 100, 3, 0.2), 300);

    Finding finding = only(Code.SATURATED, after(dataset, rate(0.5)));

    assertThat(finding.value()).isLessThan(FitRules.SATURATED);
    assertThat(finding.message()).contains("since epoch 1 at the latest");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of(Map.of("standardize", true)));
  }

  @Test
  void sigmoid_saturatedAtTheStart_isFoundFromTheStart() {
    HyperparametersBuilder farOff =
        rate(0.5).initial(new NeuronParameters(new double[] {-20, -20}, 10)).epochs(50);
    Finding finding = only(Code.SATURATED, after(OR, farOff));
    assertThat(finding.message()).contains("as it was at the start");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of(Map.of("loss", "crossEntropy")));
  }

  @Test
  void sigmoid_halfWayToSaturation_isNotFound() {
    HyperparametersBuilder off =
        rate(0.5).initial(new NeuronParameters(new double[] {-4, -4}, 2)).epochs(50);
    assertThat(codes(OR, off)).doesNotContain(Code.SATURATED);
  }

  @Test
  void sigmoid_saturatedOnTheRightSide_isNotFound() {
    HyperparametersBuilder learned =
        rate(0.5).initial(new NeuronParameters(new double[] {40, 40}, -20)).epochs(50);
    assertThat(codes(OR, learned)).isEmpty();
  }

  @Test
  void sigmoid_saturatedWithCrossEntropy_isNotFound() {
    HyperparametersBuilder farOff =
        rate(0.001)
            .loss(LossFunction.CROSS_ENTROPY)
            .initial(new NeuronParameters(new double[] {-20, -20}, 10))
            .epochs(10);
    assertThat(codes(OR, farOff)).doesNotContain(Code.SATURATED);
  }

  @Test
  void heldOutLoss_risen_isOverfitting() {
    Finding finding = only(Code.OVERFITTING, after(noise(11, 60, 40), overfitted()));
    assertThat(finding.value()).isGreaterThan(1 + FitRules.OVERFITTED);
    assertThat(finding.message()).contains("was lowest at epoch ");
    assertThat(finding.cure())
        .isEqualTo(SuggestedChange.of(Map.of("tolerance", 0, "patience", 20)));
  }

  @Test
  void heldOutLoss_risenButTheBestAnswered_isNot() {
    assertThat(codes(noise(11, 60, 40), overfitted().tolerance(0.0).patience(20)))
        .doesNotContain(Code.OVERFITTING);
  }

  @Test
  void heldOutLoss_ofManyRowsAndFewFeatures_isNotOverfitting() {
    assertThat(codes(clouds(12, 400, 2, 1), overfitted())).isEmpty();
  }

  private static HyperparametersBuilder overfitted() {
    return Hyperparameters.builder().validationFraction(0.4).epochs(2000);
  }

  /** Targets that the first of many features decides, with noise. */
  private static Dataset noise(long seed, int rows, int features) {
    Random random = new Random(seed);
    double[][] x = new double[rows][features];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < features; j++) {
        x[i][j] = random.nextGaussian();
      }
      y[i] = x[i][0] + random.nextGaussian() > 0 ? 1 : 0;
    }
    return Dataset.of(Matrix.of(x), y);
  }
}
