package dev.neuron.http.parquet;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;

/** The faults of a whole file. */
final class ParquetFaults {

  private ParquetFaults() {}

  static UnreadableException malformed(String detail) {
    return new UnreadableException(ProblemType.MALFORMED_PARQUET, ErrorLocation.NOWHERE, detail);
  }

  /** The fault of a page that ends before its values do. */
  static UnreadableException tooFewValues() {
    return malformed("A page ends before its values do, or a value is longer than its page.");
  }

  static UnreadableException unsupported(String detail) {
    return new UnreadableException(ProblemType.UNSUPPORTED_PARQUET, ErrorLocation.NOWHERE, detail);
  }

  static UnreadableException tooLarge(String detail) {
    return new UnreadableException(ProblemType.REQUEST_TOO_LARGE, ErrorLocation.NOWHERE, detail);
  }
}
