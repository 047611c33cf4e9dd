package dev.neuron.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.explanation.NewtonStep;
import dev.neuron.core.neuron.NeuronParameters;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Newton's step, or why there is none. */
@Schema(
    name = "NewtonStep",
    description =
        "Newton's step: the change that solves hessian · change = −gradient; or why there is none")
record NewtonResponse(
    @Schema(
            description =
                "The second derivatives of the loss, W first and b last: Σ s c (x, 1)(x, 1)ᵀ / Σ s"
                    + " with the curvature c of each row, and 2 λ on the diagonal of W")
        double[][] hessian,
    @Schema(description = "ΔW and Δb; absent if there is no step") @Nullable Change change,
    @Schema(
            description =
                "How far the parabola falls: −½ gradient · change, ≥ 0; absent if there is no step")
        @Nullable Double expectedImprovement,
    @Schema(description = "Why there is no step, and what helps; absent if there is one")
        @Nullable String unavailable) {

  /** ΔW and Δb. */
  @Schema(name = "NewtonChange")
  record Change(@JsonProperty("W") double[] weights, @JsonProperty("b") double bias) {}

  static @Nullable NewtonResponse of(@Nullable NewtonStep step) {
    if (step == null) {
      return null;
    }
    return switch (step.outcome()) {
      case NewtonStep.Minimum(NeuronParameters change, double improvement) ->
          new NewtonResponse(
              step.hessian(), new Change(change.weights(), change.bias()), improvement, null);
      case NewtonStep.Obstacle obstacle ->
          new NewtonResponse(step.hessian(), null, null, obstacle.explanation());
    };
  }
}
