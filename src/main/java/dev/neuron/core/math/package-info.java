/**
 * Building blocks of results that are the same on every machine: elementary functions to the last
 * bit, sums in a fixed order, random numbers and hashes.
 */
@NullMarked
package dev.neuron.core.math;

import org.jspecify.annotations.NullMarked;
