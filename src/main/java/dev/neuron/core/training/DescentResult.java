package dev.neuron.core.training;

import org.jspecify.annotations.Nullable;

/**
 * The result of a descent, on the scale of its dataset.
 *
 * @param parameters d + 1 values, W first and b last; not yet checked to be finite
 * @param penalty λ Σ W² of these parameters
 * @param lossHistory what the forward passes saw
 * @param validationLossHistory the loss of the held-out rows before each epoch; empty without them
 * @param certificate what is known of these parameters; null after gradient descent, and if the
 *     descent was cut short
 */
record DescentResult(
    double[] parameters,
    double penalty,
    LossHistory lossHistory,
    LossHistory validationLossHistory,
    int epochsRun,
    StopReason stopReason,
    @Nullable Certificate certificate) {}
