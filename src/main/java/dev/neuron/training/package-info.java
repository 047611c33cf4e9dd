/** {@code /train}: what may be trained, and the answer. */
@NullMarked
package dev.neuron.training;

import org.jspecify.annotations.NullMarked;
