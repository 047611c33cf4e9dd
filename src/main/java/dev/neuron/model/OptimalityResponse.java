package dev.neuron.model;

import dev.neuron.core.training.Optimality;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How near the loss of a trained neuron is to the lowest possible one. */
@Schema(
    name = "Optimality",
    description = "How near the loss is to the lowest possible one; only with newton and lbfgs")
record OptimalityResponse(
    @Schema(
            description =
                "By how much another step of Newton's method would lower the loss; near a minimum exact"
                    + " to two digits. Absent where the second derivatives prove no minimum, and with"
                    + " lbfgs for more than 128 features")
        @Nullable Double expectedImprovement,
    @Schema(
            description =
                "The loss is above the lowest possible one by no more than this, for certain; only with"
                    + " crossEntropy and l2 above 0")
        @Nullable Double dualityGap) {

  static @Nullable OptimalityResponse of(@Nullable Optimality optimality) {
    return optimality == null
        ? null
        : new OptimalityResponse(optimality.expectedImprovement(), optimality.dualityGap());
  }
}
