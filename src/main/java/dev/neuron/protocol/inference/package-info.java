/** The Open Inference Protocol v2, as KServe, Triton and MLServer speak it. */
@NullMarked
package dev.neuron.protocol.inference;

import org.jspecify.annotations.NullMarked;
