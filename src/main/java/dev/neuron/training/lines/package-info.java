/** Many trainings in one request, a line each, in and out as a stream of any length. */
@NullMarked
package dev.neuron.training.lines;

import org.jspecify.annotations.NullMarked;
