/** The REST interface of TensorFlow Serving, which is KServe's v1. */
@NullMarked
package dev.neuron.protocol.tensorflow;

import org.jspecify.annotations.NullMarked;
