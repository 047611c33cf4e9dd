package dev.neuron;

import tools.jackson.databind.JsonNode;

/** A model with three named features for the tests of what else speaks to models. */
final class ServedModel {

  /** σ(ln 3 · a − ln 9 · c + 0 · b): 3/4 at (1, ·, 0), 1/4 at (1, ·, 1), 1/10 at (0, ·, 1). */
  private static final String KNOWN =
      """
      {"name": "served", "W": [1.0986122886681098, 0, -2.1972245773362196], "b": 0,
       "featureNames": ["a", "b", "c"]}""";

  private ServedModel() {}

  /** Brings it to a service. */
  static JsonNode bring(ServiceClient service) {
    return service.post("/models", KNOWN).expect(201).json();
  }

  /** Brings one with the same name that always answers ½. */
  static JsonNode bringAnother(ServiceClient service) {
    return service
        .post("/models", "{\"name\": \"served\", \"W\": [0, 0, 0], \"b\": 0}")
        .expect(201)
        .json();
  }

  /** Brings one like it whose features have no names. */
  static JsonNode bringNameless(ServiceClient service) {
    return service
        .post("/models", "{\"name\": \"nameless\", \"W\": [1.0986122886681098, 0], \"b\": 0}")
        .expect(201)
        .json();
  }
}
