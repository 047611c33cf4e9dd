/** {@code /predict}: predictions of a stored model, or of W and b given in the request. */
@NullMarked
package dev.neuron.prediction;

import org.jspecify.annotations.NullMarked;
