package dev.neuron.core.training;

import dev.neuron.core.neuron.NeuronParameters;
import org.jspecify.annotations.Nullable;

/**
 * The result of a training.
 *
 * @param parameters W and b for raw rows
 * @param loss over the training rows, exact for these parameters; the L2 term is that of the
 *     weights as they were trained, so of the standardised ones with {@code standardize}
 * @param accuracy share of the weight of the training rows that are on the right side of 0.5; null
 *     unless every target is 0 or 1
 * @param meanDerivative weighted mean of ŷ (1 − ŷ) over the training rows, in [0, 0.25]: near 0,
 *     the sigmoid is saturated
 * @param validationLoss over the held-out rows; null without a validation share
 * @param validationAccuracy over the held-out rows; null without them or if no accuracy is defined
 * @param lossHistory loss of epochs 0, stride, 2 · stride, …, each as the epoch's forward pass saw
 *     it
 * @param validationLossHistory held-out loss before the first update of the same epochs; empty
 *     without a validation share
 * @param lossHistoryStride epochs from one point of the histories to the next
 * @param epochsRun how many epochs were run
 * @param stopReason why it ended
 * @param rows n, of the whole dataset
 * @param features d
 * @param datasetSha256 hash of the dataset, hexadecimal
 * @param hyperparameters the effective hyperparameters, with defaults resolved
 * @param fingerprint equal for trainings whose results have equal bits, hexadecimal
 * @param elapsedNanos time that the training took on its threads, without pauses
 * @param optimality how near the loss is to the lowest possible one; null unless a solver other
 *     than gradient descent ran to its end
 * @param uncertainty of W and b, or why it is unknown; null after gradient descent
 */
public record TrainingResult(
    NeuronParameters parameters,
    double loss,
    @Nullable Double accuracy,
    double meanDerivative,
    @Nullable Double validationLoss,
    @Nullable Double validationAccuracy,
    double[] lossHistory,
    double[] validationLossHistory,
    long lossHistoryStride,
    int epochsRun,
    StopReason stopReason,
    int rows,
    int features,
    String datasetSha256,
    Hyperparameters hyperparameters,
    String fingerprint,
    long elapsedNanos,
    @Nullable Optimality optimality,
    @Nullable Uncertainty uncertainty) {}
