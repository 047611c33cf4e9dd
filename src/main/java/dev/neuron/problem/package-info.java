/** Every error as a problem (RFC 9457): its kinds, the exception that carries one, and its body. */
@NullMarked
package dev.neuron.problem;

import org.jspecify.annotations.NullMarked;
