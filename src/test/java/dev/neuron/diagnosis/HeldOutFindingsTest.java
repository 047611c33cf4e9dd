package dev.neuron.diagnosis;

import static dev.neuron.diagnosis.Diagnosed.after;
import static dev.neuron.diagnosis.Diagnosed.before;
import static dev.neuron.diagnosis.Diagnosed.clouds;
import static dev.neuron.diagnosis.Diagnosed.only;
import static dev.neuron.diagnosis.Diagnosed.row;
import static dev.neuron.diagnosis.Diagnosed.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.diagnosis.Finding.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With rows held out, findings on data are of all rows, those on training of the others. */
class HeldOutFindingsTest {

  private static HyperparametersBuilder held(long seed) {
    return Hyperparameters.builder().validationFraction(0.25).seed(seed);
  }

  @Test
  void onlyRowOfAClass_heldOutOrNot_isInTheData() {
    Dataset dataset = rows(row(0, 0), row(1, 0), row(2, 0), row(9, 1));
    for (long seed = 0; seed < 20; seed++) {
      for (List<Finding> findings :
          List.of(before(dataset, held(seed)), after(dataset, held(seed)))) {
        assertThat(findings)
            .extracting(Finding::message)
            .noneMatch(message -> message.contains("in every row"));
      }
    }
  }

  @Test
  void findingsOnData_areTheSameWhicheverRowsAreHeldOut() {
    Dataset dataset = rows(row(0, 3, 20, 0), row(1, 3, 0, 0), row(1, 3, 0, 1), row(0, 3, -30, 1));
    List<Finding> ofAll = before(dataset, Hyperparameters.builder());
    assertThat(ofAll)
        .extracting(Finding::code)
        .containsExactly(Code.UNSCALED_FEATURE, Code.CONSTANT_FEATURE, Code.CONTRADICTING_ROWS);
    for (long seed = 0; seed < 20; seed++) {
      assertThat(before(dataset, held(seed)))
          .filteredOn(finding -> finding.code() != Code.ONE_CLASS)
          .isEqualTo(ofAll);
    }
  }

  @Test
  void findingsOnTraining_sayOfWhichRowsTheyAre() {
    HyperparametersBuilder tooHigh =
        held(1).learningRate(40.0).loss(LossFunction.CROSS_ENTROPY).epochs(100);
    assertThat(only(Code.RATE_TOO_HIGH, after(clouds(5, 80, 2, 1), tooHigh)).message())
        .startsWith("The loss of the training rows ");
    assertThat(
            only(Code.RATE_TOO_LOW, after(clouds(5, 80, 2, 1), held(1).learningRate(1e-4)))
                .message())
        .startsWith("In 1000 epochs the loss of the training rows has fallen by ");
    assertThat(
            only(
                    Code.STILL_FALLING,
                    after(clouds(5, 80, 2, 1), held(1).learningRate(0.01).epochs(200)))
                .message())
        .startsWith("In the last tenth of the epochs the loss of the training rows was still ");
  }
}
