package dev.neuron.model;

import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Finding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A summary of the training that a snapshot came from. */
public record TrainingSummary(
    @Schema(
            description =
                "Over the training rows, exact for W and b; the L2 term, if any, is that of the weights on the scale on which they were trained")
        double loss,
    @Schema(
            description =
                "Share of the weight of the training rows (of their number, without sampleWeights)"
                    + " whose prediction is on the target's side of 0.5; only if every target is 0 or"
                    + " 1. Rows of weight 0 do not count")
        @Nullable Double accuracy,
    @Schema(
            description =
                "Losses that the forward passes of epochs 0, stride, 2 · stride, … saw, before the"
                    + " update")
        double[] lossHistory,
    @Schema(description = "Epochs from one point of the histories to the next")
        long lossHistoryStride,
    @Schema(
            description =
                "Losses of the held-out rows before the same epochs; empty without a"
                    + " validationFraction")
        double[] validationLossHistory,
    @Schema(description = "Over the held-out rows; only with a validationFraction")
        @Nullable Double validationLoss,
    @Schema(description = "The accuracy over the held-out rows; only with a validationFraction")
        @Nullable Double validationAccuracy,
    int epochsRun,
    StopReason stopReason,
    @Nullable OptimalityResponse optimality,
    @Nullable UncertaintyResponse uncertainty,
    @Schema(description = "What hinders learning, or is worth knowing of the data; often empty")
        List<Finding> findings,
    DatasetSummary dataset,
    EffectiveHyperparameters hyperparameters,
    @Schema(
            description =
                "Hash of dataset, hyperparameters and version of the numerics: equal fingerprints mean"
                    + " equal bits in W, b and the histories, on every machine")
        String fingerprint,
    double trainingMillis) {

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double MICROS_PER_MILLI = 1e3;

  /** The dataset that the neuron was trained on. */
  public record DatasetSummary(
      int rows, int features, @Schema(description = "Hash of the numbers") String sha256) {}

  /**
   * The summary of a training.
   *
   * @param featureNames d names; null if the features have none
   */
  static TrainingSummary of(Provenance origin, @Nullable List<String> featureNames) {
    TrainingResult result = origin.result();
    return new TrainingSummary(
        result.loss(),
        result.accuracy(),
        result.lossHistory(),
        result.lossHistoryStride(),
        result.validationLossHistory(),
        result.validationLoss(),
        result.validationAccuracy(),
        result.epochsRun(),
        result.stopReason(),
        OptimalityResponse.of(result.optimality()),
        UncertaintyResponse.of(origin, featureNames),
        origin.findings(),
        new DatasetSummary(result.rows(), result.features(), result.datasetSha256()),
        EffectiveHyperparameters.of(origin),
        result.fingerprint(),
        Math.round(result.elapsedNanos() / NANOS_PER_MICRO) / MICROS_PER_MILLI);
  }
}
