package dev.neuron.training;

import org.jspecify.annotations.Nullable;

/**
 * The query parameter of a stream of events.
 *
 * @param progressPoints at how many epochs progress is always reported
 */
record EventsQuery(@Nullable Integer progressPoints) {

  int points() {
    return progressPoints == null ? 0 : progressPoints;
  }
}
