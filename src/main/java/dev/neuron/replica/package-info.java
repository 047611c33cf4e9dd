/**
 * The replicas of this service, of which there may be one alone, and what they share beside the
 * models.
 */
@NullMarked
package dev.neuron.replica;

import org.jspecify.annotations.NullMarked;
