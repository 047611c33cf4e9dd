package dev.neuron.training.job;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;

/** The problems of a training that is not kept. */
final class JobProblems {

  private JobProblems() {}

  /** Returns the problem of an id that no training has. */
  static ProblemException notFound() {
    return new ProblemException(ProblemType.TRAINING_NOT_FOUND, "No training has this id.");
  }

  /** Returns the problem of a training that has ended and is no longer kept. */
  static ProblemException expired() {
    return new ProblemException(
        ProblemType.TRAINING_EXPIRED, "The training has ended and is no longer kept.");
  }
}
