package dev.neuron.core.training;

import dev.neuron.core.math.SymmetricMatrix;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the answer of a solver beside its loss.
 *
 * @param optimality how near it is to the optimum
 * @param isMinimum true if it is the minimum of the loss over the training rows
 * @param hessian the second derivatives there, on the scale of the search, b last; null if unknown
 */
record Certificate(Optimality optimality, boolean isMinimum, @Nullable SymmetricMatrix hessian) {}
