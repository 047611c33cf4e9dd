/**
 * One step in the open: each factor of the chain rule, and the check of the gradient by finite
 * differences.
 */
@NullMarked
package dev.neuron.core.explanation;

import org.jspecify.annotations.NullMarked;
