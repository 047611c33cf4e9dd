/** {@code /train}: what may be trained, and the response. */
@NullMarked
package dev.neuron.training;

import org.jspecify.annotations.NullMarked;
