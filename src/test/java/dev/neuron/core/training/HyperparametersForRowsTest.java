package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Faults;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effective hyperparameters for a dataset of 10 rows, 7 of them trained on. */
class HyperparametersForRowsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,-,7,false", "-,true,7,false", "3,-,3,true", "3,true,3,true", "3,false,3,false",
        "7,true,7,false", "8,-,7,false", "10,true,7,false", "1,-,1,true", "6,-,6,true"
      })
  void forRows_batchSizeAndShuffle_becomeWhatIsDone(
      @Nullable Integer batchSize, @Nullable Boolean shuffle, int batch, boolean shuffled) {
    Hyperparameters effective =
        Hyperparameters.builder().batchSize(batchSize).shuffle(shuffle).build().forRows(10, 7);
    assertThat(effective.batchSize()).isEqualTo(batch);
    assertThat(effective.shuffle()).isEqualTo(shuffled);
  }

  @Test
  void forRows_batchLargerThanTheDataset_isInvalid() {
    Hyperparameters hyperparameters = Hyperparameters.builder().batchSize(11).build();
    Faults.assertInvalid(
        () -> hyperparameters.forRows(10, 7), Reason.INVALID_HYPERPARAMETER, "batchSize");
  }

  @Test
  void forRows_everythingElse_staysAsItIs() {
    HyperparametersBuilder builder =
        Hyperparameters.builder()
            .learningRate(0.1)
            .epochs(7)
            .seed(-9L)
            .momentum(0.9)
            .l2(0.01)
            .loss(LossFunction.CROSS_ENTROPY)
            .initialization(Initialization.UNIFORM)
            .initial(new NeuronParameters(new double[] {1}, 2))
            .standardize(true)
            .tolerance(1e-4)
            .patience(2)
            .validationFraction(0.25)
            .lossHistoryPoints(50);
    assertThat(builder.build().forRows(10, 7))
        .isEqualTo(builder.batchSize(7).shuffle(false).build());
  }
}
