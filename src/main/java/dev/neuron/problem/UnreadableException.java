package dev.neuron.problem;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException.Fault;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A part of a request that cannot be read: not of the format, the type or the range it must have.
 */
public final class UnreadableException extends RuntimeException {

  private final ProblemType type;
  private final transient Faults faults;

  /** Several parts at fault, all of one kind. */
  public UnreadableException(ProblemType type, Faults faults) {
    super(faults.first().getFirst().detail());
    this.type = type;
    this.faults = faults;
  }

  /**
   * One part at fault.
   *
   * @param place its location; {@link ErrorLocation#NOWHERE} if that is not known
   * @param detail what is wrong or what is expected there; echoes nothing at length
   */
  public UnreadableException(ProblemType type, ErrorLocation place, String detail) {
    this(type, Faults.of(new Fault(place, detail)));
  }

  public ProblemType type() {
    return type;
  }

  /** 1 … {@value Faults#MAX_KEPT} parts at fault, the first ones; immutable. */
  public List<Fault> faults() {
    return faults.first();
  }

  /** The number of all parts at fault. */
  public int total() {
    return faults.total();
  }

  /** The location of the first part at fault. */
  public ErrorLocation place() {
    return faults().getFirst().place();
  }

  /** What is wrong or what is expected at the first part at fault. */
  public String detail() {
    return faults().getFirst().detail();
  }

  /** A copy with changed faults. */
  public UnreadableException map(UnaryOperator<Fault> change) {
    return new UnreadableException(type, faults.map(change));
  }
}
