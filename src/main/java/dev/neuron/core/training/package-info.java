/**
 * Hyperparameters and the search for W and b: from a dataset to W, b, the loss history and the
 * fingerprint.
 */
@NullMarked
package dev.neuron.core.training;

import org.jspecify.annotations.NullMarked;
