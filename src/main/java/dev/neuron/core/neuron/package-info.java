/**
 * The slides in code: the sigmoid and the loss, each with its derivative, and the parameters W and
 * b.
 */
@NullMarked
package dev.neuron.core.neuron;

import org.jspecify.annotations.NullMarked;
