/**
 * Who may begin what now: turns of the processors, shares of the memory and of the time, fair
 * between callers; and how all that ends.
 */
@NullMarked
package dev.neuron.admission;

import org.jspecify.annotations.NullMarked;
