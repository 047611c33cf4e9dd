/**
 * Who may begin what now: turns of the processors, shares of memory and time, fair between callers.
 */
@NullMarked
package dev.neuron.admission;

import org.jspecify.annotations.NullMarked;
