package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that are trained on.
 *
 * @param indexes those that were kept; null if all were
 * @param count how many there are
 */
record RowSelection(int @Nullable [] indexes, int count) {

  /** The rows of a table, without those that miss a cell if these are to be left out. */
  static RowSelection of(RawDataset raw, ColumnRoles roles) {
    int rows = raw.x().rows();
    if (raw.options().policy() != MissingPolicy.DROP_ROWS) {
      return new RowSelection(null, rows);
    }
    int[] kept = first(raw, roles, rows).toArray();
    return kept.length == rows ? new RowSelection(null, rows) : new RowSelection(kept, kept.length);
  }

  /** Refuses a table of which no row is kept. */
  void requireAny(RawDataset raw) {
    if (count == 0) {
      throw noneLeft(raw);
    }
  }

  /** The fault of a table whose rows all have a missing cell. */
  static InvalidInputException noneLeft(RawDataset raw) {
    return new InvalidInputException(
        Reason.NO_ROWS,
        raw.placeOf("missing"),
        "Each row has a missing cell, so that none is left to train on.");
  }

  /**
   * The indexes of the rows that are trained on among the first of a table.
   *
   * @param count how many are looked at
   */
  static IntStream first(RawDataset raw, ColumnRoles roles, int count) {
    IntStream first = IntStream.range(0, count);
    if (raw.options().policy() != MissingPolicy.DROP_ROWS) {
      return first;
    }
    int[] used = roles.used();
    return first.filter(i -> IntStream.of(used).noneMatch(j -> isMissing(raw.cell(i, j))));
  }

  static boolean isMissing(double cell) {
    return Double.isNaN(cell) && ColumnTexts.isMissing(cell);
  }

  /** The index in the table of a row that was kept. */
  int row(int kept) {
    return indexes == null ? kept : indexes[kept];
  }
}
