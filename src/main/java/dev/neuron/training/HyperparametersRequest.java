package dev.neuron.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.Initialization;
import dev.neuron.core.training.Solver;
import dev.neuron.core.training.Split;
import dev.neuron.table.ClassWeights;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The hyperparameters of a request, all of which have a default. */
@Schema(
    name = "Hyperparameters",
    description = "How to train; everything has a default",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record HyperparametersRequest(
    @Schema(
            description =
                "How W and b are found. gradientDescent: as the slides do, by a learning rate. newton,"
                    + " for up to 512 features, and lbfgs, for any number: without a learning rate, to"
                    + " the lowest loss in some ten to fifty passes; learningRate, momentum, batchSize"
                    + " and shuffle must then be absent",
            type = "string",
            allowableValues = {"gradientDescent", "newton", "lbfgs"},
            defaultValue = "gradientDescent")
        @Nullable Solver solver,
    @Schema(
            description = "α, the step size",
            defaultValue = "0.5",
            minimum = "0",
            exclusiveMinimum = true)
        @Nullable Double learningRate,
    @Schema(
            description =
                "Passes over the data; with newton 100 unless given, which are far more than it"
                    + " needs",
            defaultValue = "1000",
            minimum = "1")
        @Nullable Integer epochs,
    @Schema(
            description =
                "Rows per update; absent means all rows (full batch), 1 is the update as the slides"
                    + " derive it",
            minimum = "1")
        @Nullable Integer batchSize,
    @Schema(
            description =
                "New row order each epoch; true with a batchSize below the number of rows")
        @Nullable Boolean shuffle,
    @Schema(
            description = "For shuffling, random initialisation and the validation split",
            defaultValue = "0")
        @Nullable Long seed,
    @Schema(
            description = "Classical (heavy-ball) momentum",
            defaultValue = "0",
            minimum = "0",
            exclusiveMaximumValue = 1)
        @Nullable Double momentum,
    @Schema(
            description = "Adds l2 · Σ Wⱼ² to the loss (not on b)",
            defaultValue = "0",
            minimum = "0")
        @Nullable Double l2,
    @Schema(
            description = "What is minimised",
            type = "string",
            allowableValues = {"mse", "crossEntropy"},
            defaultValue = "mse")
        @Nullable LossFunction loss,
    @Schema(
            description = "Where W and b start: all 0, or uniform in (−1, 1) from the seed",
            type = "string",
            allowableValues = {"zeros", "uniform"},
            defaultValue = "zeros")
        @Nullable Initialization initialization,
    @Schema(description = "Parameters to start from instead") @Nullable Initial initial,
    @Schema(
            description =
                "Id or name of a model to go on from; excludes initialization and initial. Each weight"
                    + " goes where its feature's name is, by position where either side has no names")
        @Nullable String startFrom,
    @Schema(
            description =
                "Train on (x − mean) / deviation; the answer's W and b are folded back and take raw"
                    + " values",
            defaultValue = "false")
        @Nullable Boolean standardize,
    @Schema(
            description =
                "Stop when the watched loss has not improved by more than this for patience epochs;"
                    + " absent never stops early. With another solver than gradientDescent and without"
                    + " validationFraction: how near to the lowest loss it ends, with newton by the"
                    + " expected improvement (1e-10 if absent), with lbfgs by the largest derivative"
                    + " (1e-6 if absent)",
            minimum = "0")
        @Nullable Double tolerance,
    @Schema(
            description = "Epochs without an improvement after which tolerance stops",
            defaultValue = "5",
            minimum = "1")
        @Nullable Integer patience,
    @Schema(
            description =
                "Share of the rows held out; early stopping then watches the held-out loss and answers"
                    + " the parameters where it was lowest",
            defaultValue = "0",
            minimum = "0",
            exclusiveMaximumValue = 1)
        @Nullable Double validationFraction,
    @Schema(
            description =
                "How the held-out rows are drawn. classes: where every target is 0 or 1, each class"
                    + " keeps its share and at least one row to train on, and rows of weight 0 are not"
                    + " held out; rows: from all rows alike",
            type = "string",
            allowableValues = {"classes", "rows"},
            defaultValue = "classes")
        @Nullable Split split,
    @Schema(
            description =
                "Weights of the two classes, with which those of their rows are multiplied: balanced,"
                    + " which gives both classes the same total, or a weight for each by its label",
            example = "balanced")
        @Nullable ClassWeights classWeights) {

  static final HyperparametersRequest DEFAULTS =
      new HyperparametersRequest(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null);

  /** Parameters to start from. */
  @Schema(
      description = "Parameters to start from, for raw feature values",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record Initial(
      @JsonProperty("W")
          @Schema(description = "One weight a feature", requiredMode = Schema.RequiredMode.REQUIRED)
          double @Nullable [] weights,
      @JsonProperty("b") @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable Double bias) {

    NeuronParameters toParameters() {
      return NeuronParameters.given(weights, bias);
    }
  }

  /**
   * Returns the core's hyperparameters.
   *
   * @param start the parameters of the model that startFrom names; null without it
   * @param lossHistoryPoints null for the default
   * @throws InvalidInputException with pointers relative to the hyperparameters
   */
  Hyperparameters toHyperparameters(
      @Nullable NeuronParameters start, @Nullable Integer lossHistoryPoints) {
    HyperparametersBuilder builder = Hyperparameters.builder();
    return builder
        .solver(solver)
        .learningRate(learningRate)
        .epochs(epochs)
        .batchSize(batchSize)
        .shuffle(shuffle)
        .seed(seed)
        .momentum(momentum)
        .l2(l2)
        .loss(loss)
        .initialization(initialization)
        .initial(start == null ? initialParameters() : start)
        .standardize(standardize)
        .tolerance(tolerance)
        .patience(patience)
        .validationFraction(validationFraction)
        .split(split)
        .lossHistoryPoints(lossHistoryPoints)
        .build();
  }

  /** Refuses two ways to start at once. */
  void checkStart() {
    if (startFrom != null && (initialization != null || initial != null)) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          "startFrom",
          "startFrom excludes initialization and initial; give one of them.");
    }
    if (initial != null && initialization != null) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          "initial",
          "initial and initialization exclude each other; give one of them.");
    }
  }

  private @Nullable NeuronParameters initialParameters() {
    if (initial == null) {
      return null;
    }
    try {
      return initial.toParameters();
    } catch (InvalidInputException e) {
      throw e.within("initial");
    }
  }
}
