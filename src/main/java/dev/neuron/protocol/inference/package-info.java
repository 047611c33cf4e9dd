/** The Open Inference Protocol v2, as implemented by KServe, Triton and MLServer. */
@NullMarked
package dev.neuron.protocol.inference;

import org.jspecify.annotations.NullMarked;
