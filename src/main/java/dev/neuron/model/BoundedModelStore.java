package dev.neuron.model;

import dev.neuron.model.ModelsProperties.WhenFull;

/** The bounds that all stores have in common, wherever they keep snapshots. */
public abstract class BoundedModelStore implements ModelStore {

  private final ModelsProperties properties;

  protected BoundedModelStore(ModelsProperties properties) {
    this.properties = properties;
  }

  @Override
  public void requireRoom() {
    if (properties.whenFull() == WhenFull.REJECT && total() >= properties.maxModels()) {
      throw ModelStoreException.full();
    }
  }

  @Override
  public final int capacity() {
    return properties.maxModels();
  }

  @Override
  public final long maxBytes() {
    return properties.maxBytes();
  }
}
