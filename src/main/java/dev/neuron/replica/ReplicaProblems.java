package dev.neuron.replica;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** The problems of what a replica had when it ended. */
public final class ReplicaProblems {

  private ReplicaProblems() {}

  /** Says that the replica ended while it trained. */
  public static ProblemException trainingLost() {
    return new ProblemException(
        ProblemType.TRAINING_LOST,
        "The replica that trained has gone before it ended; send the training again.");
  }

  /** Says that rows are lost with all their copies. */
  public static ProblemException rowsLost(@Nullable Throwable cause) {
    return new ProblemException(
        ProblemType.TRAINING_LOST,
        "The replicas that had some of the rows have gone, or do not answer; send them again.",
        cause);
  }
}
