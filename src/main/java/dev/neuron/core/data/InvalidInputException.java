package dev.neuron.core.data;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Thrown for input that is well-formed but cannot be trained on or predicted with; says why, and
 * where. Messages are written for the caller of the API; they never contain long values of the
 * caller.
 */
public final class InvalidInputException extends IllegalArgumentException {

  /** The kinds of fault, each of which has its own page in the API. */
  public enum Reason {
    MISSING_FIELD,
    CONFLICTING_FIELDS,
    NO_ROWS,
    RAGGED_ROWS,
    WRONG_TARGET_COUNT,
    TARGET_OUT_OF_RANGE,
    INVALID_SAMPLE_WEIGHTS,
    INVALID_FEATURE_NAMES,
    INVALID_COLUMNS,
    FEATURE_NAME_MISMATCH,
    WRONG_FEATURE_COUNT,
    TOO_MANY_FEATURES,
    UNKNOWN_TARGET,
    UNUSABLE_CELL,
    UNSUPPORTED_COLUMN,
    UNKNOWN_COLUMN,
    MISSING_VALUES,
    TOO_MANY_CATEGORIES,
    UNKNOWN_CATEGORY,
    SINGLE_CLASS,
    MORE_THAN_TWO_CLASSES,
    UNKNOWN_CLASS,
    INVALID_HYPERPARAMETER,
    INVALID_NAME,
    INVALID_THRESHOLD,
    NUMBER_OUT_OF_RANGE,
    TRAINING_DIVERGED,
    TRAINING_TOO_COSTLY,
    DATASET_TOO_LARGE,
    EXPLANATION_TOO_LARGE,
    NOT_EXPORTABLE
  }

  /**
   * One fault.
   *
   * @param place its location; a pointer is relative to the object that was being made
   * @param detail what is wrong and what would be right
   */
  public record Fault(ErrorLocation place, String detail) {

    /** A fault in an object: {@code x/17/0}. */
    public Fault(String pointer, String detail) {
      this(ErrorLocation.at(pointer), detail);
    }

    /** The pointer; empty if there is none. */
    public String pointer() {
      return place.pointer() == null ? "" : place.pointer();
    }

    /** The fault at another location; its detail names one that is in a table. */
    public Fault moved(UnaryOperator<ErrorLocation> move) {
      ErrorLocation other = move.apply(place);
      return other.equals(place) ? this : new Fault(other, other.describe(detail));
    }
  }

  private final Reason reason;
  private final Faults faults;

  /** Several faults of one kind, of which the first ones are kept. */
  public InvalidInputException(Reason reason, List<Fault> faults) {
    this(reason, Faults.of(faults));
  }

  /** Several faults of one kind. */
  public InvalidInputException(Reason reason, Faults faults) {
    super(faults.first().getFirst().detail());
    this.reason = reason;
    this.faults = faults;
  }

  /** One fault in one place. */
  public InvalidInputException(Reason reason, String pointer, String detail) {
    this(reason, Faults.of(new Fault(pointer, detail)));
  }

  /** One fault in one place. */
  public InvalidInputException(Reason reason, ErrorLocation place, String detail) {
    this(reason, Faults.of(new Fault(place, detail)));
  }

  /** The fault of a request without a required field. */
  public static InvalidInputException missing(String field) {
    return new InvalidInputException(
        Reason.MISSING_FIELD, field, "The field " + field + " is needed.");
  }

  /** The kind of all faults. */
  public Reason reason() {
    return reason;
  }

  /** 1 … {@value Faults#MAX_KEPT} faults, the first ones; immutable. */
  public List<Fault> faults() {
    return faults.first();
  }

  /** The number of all faults. */
  public int total() {
    return faults.total();
  }

  /** A copy with changed faults. */
  public InvalidInputException map(UnaryOperator<Fault> change) {
    InvalidInputException changed = new InvalidInputException(reason, faults.map(change));
    changed.initCause(this);
    return changed;
  }

  /** A copy whose pointers begin at the object that has the faulty one in a field. */
  public InvalidInputException within(String field) {
    return moved(
        place -> place.pointer() == null ? place : ErrorLocation.at(join(field, place.pointer())));
  }

  /** A copy with other locations; details name those that are in a table. */
  public InvalidInputException moved(UnaryOperator<ErrorLocation> move) {
    return map(fault -> fault.moved(move));
  }

  private static String join(String field, String pointer) {
    return pointer.isEmpty() ? field : field + "/" + pointer;
  }
}
