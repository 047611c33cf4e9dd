package dev.neuron.core.data;

import java.io.IOException;

/** A CSV table that is read as it comes, and once, when it is known how. */
@FunctionalInterface
public interface CsvSource {

  /**
   * Reads all rows.
   *
   * @throws InvalidInputException if they cannot be used, with places as the sender sees them
   * @throws IOException if they do not arrive
   */
  void readInto(RowSink rows, CsvOptions options) throws IOException;

  /** All rows. The columns have no names if the first line was the first row. */
  default Matrix read(CsvOptions options) throws IOException {
    Matrix.Builder rows = new Matrix.Builder();
    readInto(rows, options);
    return rows.build();
  }
}
