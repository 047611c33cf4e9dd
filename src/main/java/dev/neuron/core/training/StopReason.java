package dev.neuron.core.training;

/** The reasons for which a training ends. */
public enum StopReason {
  /** All epochs were run. */
  EPOCHS_COMPLETED,
  /** The training loss did not improve any more, by {@code tolerance} and {@code patience}. */
  CONVERGED,
  /** The loss of the held-out rows did not improve any more. */
  EARLY_STOPPED,
  /** Its time limit was exceeded. */
  DEADLINE,
  /** It was cancelled. */
  CANCELLED
}
