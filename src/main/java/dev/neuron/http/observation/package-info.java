/** Observation of requests: their ids in responses and in the log, and their times in a meter. */
@NullMarked
package dev.neuron.http.observation;

import org.jspecify.annotations.NullMarked;
