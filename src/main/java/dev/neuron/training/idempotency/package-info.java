/** {@code Idempotency-Key}: a request that is repeated gets the first response again. */
@NullMarked
package dev.neuron.training.idempotency;

import org.jspecify.annotations.NullMarked;
