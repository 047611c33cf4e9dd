/**
 * The replicas of this service, of which there may be but one, and what they know in common beside
 * the models.
 */
@NullMarked
package dev.neuron.replica;

import org.jspecify.annotations.NullMarked;
