package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.neuron.core.Faults;
import dev.neuron.core.data.InvalidInputException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends of every range that the API states. */
class HyperparameterRangesTest {

  @ParameterizedTest
  @CsvSource({
    "learningRate,4.9e-324", "learningRate,1.7976931348623157e308",
    "epochs,1", "epochs,2147483647",
    "batchSize,1", "batchSize,2147483647",
    "seed,-9223372036854775808", "seed,9223372036854775807",
    "momentum,0", "momentum,0.9999999999999999",
    "l2,0", "l2,1.7976931348623157e308",
    "tolerance,0", "tolerance,1.7976931348623157e308",
    "patience,1", "patience,2147483647",
    "validationFraction,0", "validationFraction,0.9999999999999999",
    "lossHistoryPoints,1", "lossHistoryPoints,1000000"
  })
  void build_endOfARange_isValid(String name, String value) {
    HyperparametersBuilder builder = with(name, value);
    assertThatCode(builder::build).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "learningRate,0",
    "learningRate,-0.1",
    "learningRate,Infinity",
    "learningRate,NaN",
    "epochs,0",
    "epochs,-1",
    "epochs,-2147483648",
    "batchSize,0",
    "batchSize,-1",
    "momentum,-4.9e-324",
    "momentum,1",
    "momentum,NaN",
    "l2,-4.9e-324",
    "l2,Infinity",
    "l2,NaN",
    "tolerance,-4.9e-324",
    "tolerance,Infinity",
    "tolerance,NaN",
    "patience,0",
    "patience,-1",
    "validationFraction,-4.9e-324",
    "validationFraction,1",
    "validationFraction,NaN",
    "lossHistoryPoints,0",
    "lossHistoryPoints,1000001"
  })
  void build_beyondARange_isFaultOfThatName(String name, String value) {
    HyperparametersBuilder builder = with(name, value);
    Faults.assertInvalid(builder::build, Reason.INVALID_HYPERPARAMETER, name);
  }

  @Test
  void build_everyRangeMissed_namesAllAtOnce() {
    HyperparametersBuilder builder =
        Hyperparameters.builder()
            .learningRate(0.0)
            .epochs(0)
            .batchSize(0)
            .momentum(1.0)
            .l2(-1.0)
            .tolerance(-1.0)
            .patience(0)
            .validationFraction(1.0)
            .lossHistoryPoints(0);
    Faults.assertInvalid(
        builder::build,
        Reason.INVALID_HYPERPARAMETER,
        "learningRate",
        "epochs",
        "batchSize",
        "momentum",
        "l2",
        "tolerance",
        "patience",
        "validationFraction",
        "lossHistoryPoints");
  }

  private static HyperparametersBuilder with(String name, String value) {
    HyperparametersBuilder builder = Hyperparameters.builder();
    return switch (name) {
      case "learningRate" -> builder.learningRate(Double.valueOf(value));
      case "epochs" -> builder.epochs(Integer.valueOf(value));
      case "batchSize" -> builder.batchSize(Integer.valueOf(value));
      case "seed" -> builder.seed(Long.valueOf(value));
      case "momentum" -> builder.momentum(Double.valueOf(value));
      case "l2" -> builder.l2(Double.valueOf(value));
      case "tolerance" -> builder.tolerance(Double.valueOf(value));
      case "patience" -> builder.patience(Integer.valueOf(value));
      case "validationFraction" -> builder.validationFraction(Double.valueOf(value));
      default -> builder.lossHistoryPoints(Integer.valueOf(value));
    };
  }
}
