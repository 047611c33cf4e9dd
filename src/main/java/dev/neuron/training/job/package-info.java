/** {@code /trainings}: trainings in the background, to be looked at, watched and cancelled. */
@NullMarked
package dev.neuron.training.job;

import org.jspecify.annotations.NullMarked;
