/** {@code Idempotency-Key}: a training that is asked for again gets its first answer again. */
@NullMarked
package dev.neuron.training.repeat;

import org.jspecify.annotations.NullMarked;
