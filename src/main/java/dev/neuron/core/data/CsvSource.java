package dev.neuron.core.data;

import java.io.IOException;

/** A CSV table that is streamed, once, when its options are known. */
@FunctionalInterface
public interface CsvSource {

  /**
   * Reads all rows.
   *
   * @throws InvalidInputException if they cannot be used, with locations as the sender sees them
   * @throws IOException if the table cannot be read to its end
   */
  void readInto(RowSink rows, CsvOptions options) throws IOException;

  /**
   * Reads all rows into a matrix. Its columns have no names if the first line was the first row.
   */
  default Matrix read(CsvOptions options) throws IOException {
    Matrix.Builder rows = new Matrix.Builder();
    readInto(rows, options);
    return rows.build();
  }
}
