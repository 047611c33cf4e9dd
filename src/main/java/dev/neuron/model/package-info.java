/** Trained neurons: immutable snapshots, the bounded store that keeps them, and {@code /models}. */
@NullMarked
package dev.neuron.model;

import org.jspecify.annotations.NullMarked;
