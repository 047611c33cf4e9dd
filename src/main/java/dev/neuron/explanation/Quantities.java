package dev.neuron.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quantities of a derivation in the order in which they follow from each other, in the slides'
 * notation.
 */
@Schema(description = "The quantities of the derivation")
record Quantities(
    @Schema(description = "h = x·W + b") @Nullable Double h,
    @Schema(description = "ŷ = σ(h)") @Nullable Double yHat,
    @Schema(description = "L, of several rows their mean") @Nullable Double loss,
    @JsonProperty("dLoss_dyHat") @Schema(description = "dL/dŷ") @Nullable Double lossByPrediction,
    @JsonProperty("dyHat_dh") @Schema(description = "dŷ/dh = ŷ(1 − ŷ)")
        @Nullable Double predictionByLogit,
    @JsonProperty("dLoss_dh") @Schema(description = "dL/dh = dL/dŷ · dŷ/dh")
        @Nullable Double lossByLogit,
    @Schema(description = "d²L/dh², for Newton's step") @Nullable Double curvature,
    @JsonProperty("dh_dW")
        @ArraySchema(
            arraySchema = @Schema(description = "dh/dW = x"),
            schema = @Schema(types = "number"))
        @Nullable List<@Nullable Double> logitByWeights,
    @JsonProperty("dh_db") @Schema(description = "dh/db = 1") @Nullable Double logitByBias,
    @JsonProperty("dLoss_dW")
        @ArraySchema(
            arraySchema = @Schema(description = "dL/dW, of several rows their mean"),
            schema = @Schema(types = "number"))
        @Nullable List<@Nullable Double> lossByWeights,
    @JsonProperty("dLoss_db") @Schema(description = "dL/db, of several rows their mean")
        @Nullable Double lossByBias,
    @Schema(description = "After the step; absent if there is none, which only Newton's may not be")
        @Nullable Step step) {

  /** W and b after one step, and the loss there. */
  @Schema(name = "ExplanationStep")
  record Step(
      @JsonProperty("W")
          @ArraySchema(
              arraySchema = @Schema(description = "W − α · dL/dW, or W + ΔW of Newton's step"),
              schema = @Schema(types = "number"))
          @Nullable List<@Nullable Double> weights,
      @JsonProperty("b") @Schema(description = "b − α · dL/db, or b + Δb of Newton's step")
          @Nullable Double bias,
      @Schema(description = "L after the step") @Nullable Double loss) {}
}
