package dev.neuron.problem;

import dev.neuron.core.data.ErrorLocation;

/**
 * A part of a request that cannot be read: not of the format, the type or the range it must have.
 */
public final class UnreadableException extends RuntimeException {

  private final ProblemType type;
  private final ErrorLocation place;

  /**
   * @param place its location; {@link ErrorLocation#NOWHERE} if that is not known
   * @param detail what is wrong or what is expected there; echoes nothing at length
   */
  public UnreadableException(ProblemType type, ErrorLocation place, String detail) {
    super(detail);
    this.type = type;
    this.place = place;
  }

  public ProblemType type() {
    return type;
  }

  public ErrorLocation place() {
    return place;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
