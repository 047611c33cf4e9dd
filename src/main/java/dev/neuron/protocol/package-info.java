/**
 * The common part of all serving protocols: model and version in a path, rows as tensors, and
 * errors in the format of the protocol.
 */
@NullMarked
package dev.neuron.protocol;

import org.jspecify.annotations.NullMarked;
