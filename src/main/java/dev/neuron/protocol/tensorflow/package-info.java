/** The REST interface of TensorFlow Serving, which is also KServe's v1. */
@NullMarked
package dev.neuron.protocol.tensorflow;

import org.jspecify.annotations.NullMarked;
