package dev.neuron.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Initialization;
import dev.neuron.core.training.Solver;
import dev.neuron.core.training.Split;
import dev.neuron.table.ClassWeights;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The effective hyperparameters of a training, with defaults resolved; they can be sent again as
 * they are. Those that were off are absent; of {@code initialization}, {@code initial} and {@code
 * startFrom} only the effective one is present.
 */
@Schema(description = "All hyperparameters in effect, defaults filled in")
public record EffectiveHyperparameters(
    @Schema(
            type = "string",
            allowableValues = {"gradientDescent", "newton", "lbfgs"})
        Solver solver,
    @Schema(description = "Absent with another solver than gradientDescent")
        @Nullable Double learningRate,
    int epochs,
    @Nullable Integer batchSize,
    @Nullable Boolean shuffle,
    long seed,
    @Schema(description = "Absent with another solver than gradientDescent")
        @Nullable Double momentum,
    double l2,
    @Schema(
            type = "string",
            allowableValues = {"mse", "crossEntropy"})
        LossFunction loss,
    @Schema(
            type = "string",
            allowableValues = {"zeros", "uniform"})
        @Nullable Initialization initialization,
    @Nullable Start initial,
    @Nullable String startFrom,
    boolean standardize,
    @Nullable Double tolerance,
    int patience,
    double validationFraction,
    @Schema(
            type = "string",
            allowableValues = {"classes", "rows"})
        Split split,
    @Nullable ClassWeights classWeights) {

  /** Parameters to start from. */
  public record Start(@JsonProperty("W") double[] weights, @JsonProperty("b") double bias) {}

  static EffectiveHyperparameters of(Provenance origin) {
    return of(origin.result().hyperparameters(), origin.startFrom(), origin.classWeights());
  }

  /**
   * Returns the effective hyperparameters of a training.
   *
   * @param effective with the batch size and the shuffling in effect
   * @param startFrom id of the model that it starts from, if any
   * @param classWeights the weights of the classes, if any
   */
  public static EffectiveHyperparameters of(
      Hyperparameters effective, @Nullable String startFrom, @Nullable ClassWeights classWeights) {
    NeuronParameters initial = effective.initial();
    boolean descends = effective.solver() == Solver.GRADIENT_DESCENT;
    return new EffectiveHyperparameters(
        effective.solver(),
        descends ? effective.learningRate() : null,
        effective.epochs(),
        effective.batchSize(),
        effective.shuffle(),
        effective.seed(),
        descends ? effective.momentum() : null,
        effective.l2(),
        effective.loss(),
        initial == null ? effective.initialization() : null,
        initial == null || startFrom != null ? null : new Start(initial.weights(), initial.bias()),
        startFrom,
        effective.standardize(),
        effective.tolerance(),
        effective.patience(),
        effective.validationFraction(),
        effective.split(),
        classWeights);
  }
}
