/**
 * Other people's serving protocols on every model, a sub-package each; here what they share: which
 * model and version a path names, rows as tensors, and errors in the form of the protocol.
 */
@NullMarked
package dev.neuron.protocol;

import org.jspecify.annotations.NullMarked;
