package dev.neuron.training;

import dev.neuron.diagnosis.Finding;
import dev.neuron.model.ClassesResponse;
import dev.neuron.model.ColumnResponse;
import dev.neuron.model.EffectiveHyperparameters;
import dev.neuron.training.run.PreparedTraining;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A training that was checked but not run. */
@Schema(name = "DryRun")
record DryRunResponse(
    @Schema(description = "rows × (features + 1) × epochs") long cost,
    @Schema(description = "The highest cost that can be waited for") long maxCostWaiting,
    @Schema(description = "The highest cost that is taken at all") long maxCost,
    @Schema(
            description =
                "How it can be asked for: \"wait\" in every way, \"respond-async\" as a job or a"
                    + " stream only, \"never\" not at all",
            allowableValues = {"wait", "respond-async", "never"})
        String mode,
    @Schema(description = "What can be found before the training, of all rows of the dataset")
        List<Finding> findings,
    EffectiveHyperparameters hyperparameters,
    @Schema(description = "What each column was taken for, before anything is trained")
        List<ColumnResponse> columns,
    @Schema(description = "Absent if targets are not two values") @Nullable ClassesResponse classes,
    @Schema(description = "The table as it was read; absent unless the request asks for it")
        @Nullable PreviewResponse preview) {

  static DryRunResponse of(
      PreparedTraining training, TrainingLimits limits, @Nullable PreviewResponse preview) {
    PreparedTraining.Foreseen foreseen = training.foreseen();
    long cost = training.cost();
    long maxCostWaiting = limits.of(ResponseMode.WAIT);
    String watched = cost <= limits.maxCost() ? ResponseMode.RESPOND_ASYNC : "never";
    return new DryRunResponse(
        cost,
        maxCostWaiting,
        limits.maxCost(),
        cost <= maxCostWaiting ? "wait" : watched,
        foreseen.findings(),
        EffectiveHyperparameters.of(
            training.training().hyperparameters(), training.startFrom(), training.classWeights()),
        ColumnResponse.of(foreseen.encoding()),
        ClassesResponse.of(training.encoding().classes()),
        preview);
  }
}
