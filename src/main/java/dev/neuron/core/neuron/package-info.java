/**
 * The slides in code: sigmoid and loss with their derivatives, the gradient of one row, the update,
 * and the parameters W and b.
 */
@NullMarked
package dev.neuron.core.neuron;

import org.jspecify.annotations.NullMarked;
