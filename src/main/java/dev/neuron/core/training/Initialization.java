package dev.neuron.core.training;

import dev.neuron.core.math.RandomStream;

/** The values of W and b before the first epoch. */
public enum Initialization {
  /** All 0, as on the slides: a single neuron has no symmetry to break. */
  ZEROS,
  /** Each uniform in (−1, 1), W first and then b, from the seed. */
  UNIFORM;

  /** New parameters: d + 1 values, W first and b last. */
  public double[] parameters(int features, long seed) {
    double[] parameters = new double[features + 1];
    if (this == UNIFORM) {
      RandomStream stream = new RandomStream(seed, RandomStream.Purpose.INITIALIZATION);
      for (int j = 0; j <= features; j++) {
        parameters[j] = stream.nextSigned();
      }
    }
    return parameters;
  }
}
