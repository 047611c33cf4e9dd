/** Datasets that lie in chunks, on this machine or others, and trainings on them. */
@NullMarked
package dev.neuron.core.chunk;

import org.jspecify.annotations.NullMarked;
