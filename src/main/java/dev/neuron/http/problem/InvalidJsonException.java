package dev.neuron.http.problem;

/** A JSON value that is not of the type, or not in the range, that its place demands. */
public final class InvalidJsonException extends RuntimeException {

  private final ProblemType type;
  private final String pointer;

  /**
   * @param pointer JSON Pointer of the value without its leading slash
   * @param detail what is expected there
   */
  public InvalidJsonException(ProblemType type, String pointer, String detail) {
    super(detail);
    this.type = type;
    this.pointer = pointer;
  }

  ProblemType type() {
    return type;
  }

  String pointer() {
    return pointer;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
