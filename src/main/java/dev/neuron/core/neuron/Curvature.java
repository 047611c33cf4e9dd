package dev.neuron.core.neuron;

/** The kinds of second derivative of a row's loss by its logit. */
public enum Curvature {
  /** d²L/dh², which is negative in places for the squared error. */
  EXACT,
  /**
   * The part that is never negative (Gauss–Newton): (dŷ/dh)² d²L/dŷ² for the squared error, as if σ
   * were a straight line; for cross-entropy, whose d²L/dh² is never negative, all of it.
   */
  GAUSS_NEWTON
}
