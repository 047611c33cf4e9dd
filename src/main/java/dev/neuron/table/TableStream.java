package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import java.io.IOException;

/** A table that is streamed, once. */
@FunctionalInterface
public interface TableStream {

  /**
   * Reads all rows.
   *
   * @throws InvalidInputException if they cannot be used, with locations as the sender sees them
   * @throws IOException if the table cannot be read to its end
   */
  void readInto(CellSink rows) throws IOException;
}
