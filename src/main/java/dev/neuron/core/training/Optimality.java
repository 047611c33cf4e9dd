package dev.neuron.core.training;

import org.jspecify.annotations.Nullable;

/**
 * How far the loss of a result is from the lowest possible one.
 *
 * @param expectedImprovement by how much a step of Newton's method would lower the loss: near a
 *     minimum, exact to two digits; null where second derivatives are unknown or prove no minimum
 * @param dualityGap a bound for certain on how far the loss is above the lowest possible one; null
 *     unless the loss is cross-entropy with l2 above 0
 */
public record Optimality(@Nullable Double expectedImprovement, @Nullable Double dualityGap) {}
