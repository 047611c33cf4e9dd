package dev.neuron.model;

/** An id or a name of a model, which means something to its owner only. */
public record OwnedKey(Owner owner, String idOrName) {}
