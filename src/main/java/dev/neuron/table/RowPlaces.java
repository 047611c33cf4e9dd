package dev.neuron.table;

import dev.neuron.core.data.RowLines;
import dev.neuron.core.data.TableLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locations of a table's rows for its sender; some may have been dropped. */
final class RowPlaces {

  private @Nullable RowLines lines;

  /** The row of the sender, counted from 1, for each that is kept; null if all are. */
  private @Nullable RowLines rowsOfKept;

  private int seen;
  private int kept;

  /** Notes the line on which the next row begins. */
  void line(int line) {
    if (lines == null) {
      lines = new RowLines();
    }
    lines.add(seen, line);
  }

  /** Notes that the next row is dropped. */
  void drop() {
    if (rowsOfKept == null) {
      rowsOfKept = new RowLines();
      rowsOfKept.add(0, 1);
    }
    seen++;
  }

  /** Notes that the next row is kept, and returns its index among those that are. */
  int keep() {
    seen++;
    if (rowsOfKept != null) {
      rowsOfKept.add(kept, seen);
    }
    return kept++;
  }

  /** The number of rows that were sent. */
  int seen() {
    return seen;
  }

  /** The number of rows that are kept. */
  int kept() {
    return kept;
  }

  /** The memory that this takes. */
  long bytes() {
    return (lines == null ? 0 : lines.bytes()) + (rowsOfKept == null ? 0 : rowsOfKept.bytes());
  }

  /** The layout of the rows that are kept. */
  TableLayout layout(@Nullable List<String> names) {
    return TableLayout.of(
        (row, column) ->
            layoutOfSeen(names)
                .locate(rowsOfKept == null ? row : rowsOfKept.line(row) - 1, column));
  }

  /** The layout of all rows that were sent. */
  TableLayout layoutOfSeen(@Nullable List<String> names) {
    return lines == null ? TableLayout.ofArray() : TableLayout.ofText(lines, names);
  }
}
