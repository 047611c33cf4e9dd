/** {@code /train}: requests for trainings, their limits and their responses. */
@NullMarked
package dev.neuron.training;

import org.jspecify.annotations.NullMarked;
