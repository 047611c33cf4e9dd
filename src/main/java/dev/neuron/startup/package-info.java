/**
 * The preparation and supervision of a start: beans worked out in advance, rehearsal, health check.
 */
@NullMarked
package dev.neuron.startup;

import org.jspecify.annotations.NullMarked;
