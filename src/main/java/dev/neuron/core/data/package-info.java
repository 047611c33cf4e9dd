/**
 * Rows of numbers and the checks on them: matrices, datasets, statistics of columns, and locations
 * of errors.
 */
@NullMarked
package dev.neuron.core.data;

import org.jspecify.annotations.NullMarked;
