/** {@code GET /models/{idOrName}/export}: a neuron for elsewhere, in formats and in source code. */
@NullMarked
package dev.neuron.export;

import org.jspecify.annotations.NullMarked;
