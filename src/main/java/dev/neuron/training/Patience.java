package dev.neuron.training;

/** How a caller takes part in a training, which decides what it may cost. */
public enum Patience {
  /** Waits for the answer without hearing anything before. */
  WAITS,
  /** Is told how far it is, or asks now and then. */
  WATCHES,
  /** Only asks what it would cost. */
  ASKS
}
