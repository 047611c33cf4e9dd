/** One training under way: its turns, its progress, its end, and all that as a stream of events. */
@NullMarked
package dev.neuron.training.run;

import org.jspecify.annotations.NullMarked;
