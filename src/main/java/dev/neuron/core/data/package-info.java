/**
 * Rows of numbers and the checks on them: matrices, datasets, statistics of columns, and where in a
 * request an error is.
 */
@NullMarked
package dev.neuron.core.data;

import org.jspecify.annotations.NullMarked;
