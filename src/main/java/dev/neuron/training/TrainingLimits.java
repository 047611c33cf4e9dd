package dev.neuron.training;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a training may be.
 *
 * @param maxEpochs the most epochs
 * @param maxFeatures the most features; each takes some memory of its own while training
 * @param maxCostWaiting the highest cost, rows × (features + 1) × epochs, of a training that its
 *     caller waits for without hearing of it
 * @param maxCost the highest cost of any training
 */
@Validated
@ConfigurationProperties("neuron.limits")
record TrainingLimits(
    @DefaultValue("10000000") @Min(1) int maxEpochs,
    @DefaultValue("100000") @Min(1) int maxFeatures,
    @DefaultValue("10000000000") @Min(1) long maxCostWaiting,
    @DefaultValue("10000000000000") @Min(1) long maxCost) {

  /** The highest cost of a training whose result is received so. */
  long of(ResponseMode mode) {
    return switch (mode) {
      case WAIT -> Math.min(maxCostWaiting, maxCost);
      case STREAM, JOB -> maxCost;
      case DRY_RUN -> Long.MAX_VALUE;
    };
  }
}
