package dev.neuron.training;

/** The query of a training in JSON, in which every parameter is refused. */
record NoQuery() {}
