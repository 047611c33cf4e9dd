/** {@code GET /models/{idOrName}/export}: a model in exchange formats and as source code. */
@NullMarked
package dev.neuron.export;

import org.jspecify.annotations.NullMarked;
