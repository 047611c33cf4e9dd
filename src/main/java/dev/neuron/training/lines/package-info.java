/**
 * Many trainings in one request, one a line, with requests and responses as streams of any length.
 */
@NullMarked
package dev.neuron.training.lines;

import org.jspecify.annotations.NullMarked;
