package dev.neuron.core.data;

import java.io.IOException;

/** A table that is read as it comes, and once. */
@FunctionalInterface
public interface TableStream {

  /**
   * Reads all rows.
   *
   * @throws InvalidInputException if they cannot be used, with places as the sender sees them
   * @throws IOException if they do not arrive
   */
  void readInto(RowSink rows) throws IOException;
}
