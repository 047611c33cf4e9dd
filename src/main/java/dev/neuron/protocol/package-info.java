/**
 * What all serving protocols share: model and version in a path, rows as tensors, and errors in the
 * form of the protocol.
 */
@NullMarked
package dev.neuron.protocol;

import org.jspecify.annotations.NullMarked;
