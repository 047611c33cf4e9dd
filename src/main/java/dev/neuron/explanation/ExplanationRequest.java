package dev.neuron.explanation;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.FeatureScale;
import dev.neuron.core.training.Solver;
import dev.neuron.table.Table;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A neuron, rows with their targets, the settings of a step, and a learner's claims. */
@Schema(name = "ExplanationRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ExplanationRequest(
    @Schema(description = "Id or name of a model; excludes W and b") @Nullable String modelId,
    @JsonProperty("W") @Schema(description = "Weights, instead of a modelId")
        double @Nullable [] weights,
    @JsonProperty("b") @Schema(description = "Bias, with W") @Nullable Double bias,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Table x,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Schema(ref = "#/components/schemas/Targets", requiredMode = Schema.RequiredMode.REQUIRED)
        double @Nullable [] y,
    @Schema(
            description =
                "Which step: against the gradient, or Newton's, to the minimum of the parabola that"
                    + " gradient and Hessian describe, for at most 512 features. newton excludes"
                    + " learningRate, momentum and velocity. lbfgs, of a training, has no step that can"
                    + " be shown by hand",
            type = "string",
            allowableValues = {"gradientDescent", "newton"},
            defaultValue = "gradientDescent")
        @Nullable Solver solver,
    @Schema(
            description = "α of the step; not with newton",
            defaultValue = "0.5",
            minimum = "0",
            exclusiveMinimum = true)
        @Nullable Double learningRate,
    @Schema(
            type = "string",
            allowableValues = {"mse", "crossEntropy"},
            defaultValue = "mse")
        @Nullable LossFunction loss,
    @Schema(description = "λ: adds λ Σ Wⱼ² to the loss", defaultValue = "0", minimum = "0")
        @Nullable Double l2,
    @Schema(
            description =
                "One for each row, as in a dataset; 0 means that the row does not count. Absent"
                    + " weighs every row 1")
        double @Nullable [] sampleWeights,
    @Schema(
            description = "μ of classical momentum",
            defaultValue = "0",
            minimum = "0",
            exclusiveMaximumValue = 1)
        @Nullable Double momentum,
    @Schema(
            description =
                "The velocity before the step, with momentum; absent means 0. The answer's velocity is"
                    + " that of the next step")
        @Nullable Velocity velocity,
    @Schema(
            description =
                "Take the step on (x − mean) / deviation of these rows, as a training on them does",
            defaultValue = "false")
        @Nullable Boolean standardize,
    @Schema(
            description =
                "The scale to take the step on, for rows of a larger dataset; excludes standardize"
                    + " false")
        @Nullable Scale scale,
    @Schema(description = "What a learner worked out: any of these, to be judged in verdicts")
        @Nullable Homework claims) {

  /** A velocity, one number for each weight and one for the bias. */
  @Schema(
      name = "Velocity",
      description = "v of momentum, on the scale of the step: it was or is added to W and b",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record Velocity(
      @JsonProperty("W") @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
          double @Nullable [] weights,
      @JsonProperty("b") @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Double bias) {

    static Velocity of(NeuronParameters velocity) {
      return new Velocity(velocity.weights(), velocity.bias());
    }

    NeuronParameters toParameters() {
      try {
        return NeuronParameters.given(weights, bias);
      } catch (InvalidInputException e) {
        throw e.within("velocity");
      }
    }
  }

  /** The scale of features. */
  @Schema(
      name = "FeatureScale",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
      description = "Features are scaled to (x − mean) / deviation")
  record Scale(
      @Schema(description = "The mean of each feature", requiredMode = Schema.RequiredMode.REQUIRED)
          double @Nullable [] mean,
      @Schema(
              description =
                  "The population deviation of each feature, above 0; 1 for a constant one",
              requiredMode = Schema.RequiredMode.REQUIRED)
          double @Nullable [] deviation) {

    static Scale of(FeatureScale scale) {
      return new Scale(scale.mean(), scale.deviation());
    }

    FeatureScale toFeatureScale() {
      try {
        return new FeatureScale(given("mean", mean), given("deviation", deviation));
      } catch (InvalidInputException e) {
        throw e.within("scale");
      }
    }

    private static double[] given(String field, double @Nullable [] values) {
      if (values == null) {
        throw InvalidInputException.missing(field);
      }
      return values;
    }
  }
}
