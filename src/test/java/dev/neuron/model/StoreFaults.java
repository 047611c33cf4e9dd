package dev.neuron.model;

/** What a store throws, for the tests of those that use one. */
public final class StoreFaults {

  private StoreFaults() {}

  public static ModelStoreException notFound() {
    return ModelStoreException.notFound();
  }

  public static ModelStoreException evicted() {
    return ModelStoreException.evicted();
  }

  public static ModelStoreException full() {
    return ModelStoreException.full("There is no room.");
  }
}
