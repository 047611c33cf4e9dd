package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import java.io.IOException;
import java.util.Set;

/** A CSV table that is streamed, once, when its options are known. */
@FunctionalInterface
public interface CsvSource {

  /**
   * Reads all rows.
   *
   * @throws InvalidInputException if they cannot be used, with locations as the sender sees them
   * @throws IOException if the table cannot be read to its end
   */
  void readInto(CellSink rows, CsvOptions options) throws IOException;

  /** Reads all rows into a table. Its columns have no names if the first line was the first row. */
  default Table read(CsvOptions options) throws IOException {
    return read(options, Set.of());
  }

  /**
   * Reads all rows into a table.
   *
   * @param categories the names of the columns that hold categories even if their cells are numbers
   */
  default Table read(CsvOptions options, Set<String> categories) throws IOException {
    TableBuilder rows = new TableBuilder(categories);
    readInto(rows, options);
    return rows.build();
  }
}
