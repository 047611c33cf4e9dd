package dev.neuron.core.training;

/** The reasons for which a training ends. */
public enum StopReason {
  /** All epochs were run. */
  EPOCHS_COMPLETED,
  /**
   * The training loss did not improve any more, by {@code tolerance} and {@code patience}; or the
   * solver has found a minimum.
   */
  CONVERGED,
  /**
   * The gradient vanishes, but that proves no minimum: the squared error may be a plateau there.
   */
  STATIONARY,
  /** The solver cannot lower the loss any further in doubles. */
  ROUNDING,
  /** The loss of the held-out rows did not improve any more. */
  EARLY_STOPPED,
  /** Its time limit was exceeded. */
  DEADLINE,
  /** It was cancelled. */
  CANCELLED;

  /** True if the training did not end of its own accord. */
  boolean isCutShort() {
    return this == DEADLINE || this == CANCELLED;
  }
}
