/**
 * One pass over rows, forward and backward: scalar, for small batches, and with vectors; all with
 * the same bits.
 */
@NullMarked
package dev.neuron.core.kernel;

import org.jspecify.annotations.NullMarked;
