package dev.neuron.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table as it was read.
 *
 * @param name x1, x2, … if columns have no names
 * @param kind what it would be taken for as a feature
 * @param role its use; null if the options name columns that do not exist
 * @param missing how many cells are missing
 * @param numbers how many cells are numbers or can stand for one
 * @param texts how many cells are other texts
 * @param distinct how many different values there are, as far as they are counted
 * @param hasMoreDistinct true if there are more values than are counted
 * @param levels the most frequent values first; empty for numbers alone of many values
 * @param min the smallest number; null if there is none
 * @param max the largest number; null if there is none
 */
public record PreviewColumn(
    String name,
    Kind kind,
    @Nullable ColumnRole role,
    int missing,
    int numbers,
    int texts,
    int distinct,
    boolean hasMoreDistinct,
    List<CategoryColumn.Level> levels,
    @Nullable Double min,
    @Nullable Double max) {

  /** The kinds of column. */
  public enum Kind {
    NUMBER,
    CATEGORY,
    /** A category although some of its cells are numbers. */
    MIXED,
    /** Each cell is missing. */
    EMPTY
  }
}
