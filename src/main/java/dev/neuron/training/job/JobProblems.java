package dev.neuron.training.job;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;

/** The problems of a training that is not kept. */
final class JobProblems {

  private JobProblems() {}

  /** Says that there is no training with this id. */
  static ProblemException notFound() {
    return new ProblemException(ProblemType.TRAINING_NOT_FOUND, "No training has this id.");
  }

  /** Says that there was a training with this id, which has ended and is no longer kept. */
  static ProblemException expired() {
    return new ProblemException(
        ProblemType.TRAINING_EXPIRED, "The training has ended and is no longer kept.");
  }
}
