package dev.neuron.training.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.neuron.NeuronParameters;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The progress of a training after an epoch. The last one holds the result: with early stopping on
 * held-out rows, {@code W} and {@code b} of the best epoch.
 */
public record Progress(
    @Schema(description = "Epochs completed") int epoch,
    @Schema(description = "Epochs asked for") int epochs,
    @Schema(
            description =
                "What the forward pass of the last of these epochs saw: lossHistory[epoch − 1]; in the"
                    + " last progress the loss of its own W and b, as in the answer")
        double loss,
    @JsonProperty("W") @Schema(description = "Weights after it, for raw feature values")
        double[] weights,
    @JsonProperty("b") @Schema(description = "Bias after it") double bias) {

  private static final long OVERHEAD_BYTES = 256;

  /** The bytes that a number of these take until their readers have received them. */
  public static long bytes(int count, int features) {
    return count * (OVERHEAD_BYTES + (long) Double.BYTES * features);
  }

  static Progress of(int epoch, int epochs, double loss, NeuronParameters parameters) {
    return new Progress(epoch, epochs, loss, parameters.weights(), parameters.bias());
  }
}
