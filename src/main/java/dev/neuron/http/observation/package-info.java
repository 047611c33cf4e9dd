/**
 * What can be seen of a request afterwards: its id in responses and in the log, its time in a
 * meter.
 */
@NullMarked
package dev.neuron.http.observation;

import org.jspecify.annotations.NullMarked;
