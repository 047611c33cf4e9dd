/**
 * Elementary functions to the last bit, sums in a fixed order, random numbers and hashes: what
 * makes results the same on every machine.
 */
@NullMarked
package dev.neuron.core.math;

import org.jspecify.annotations.NullMarked;
