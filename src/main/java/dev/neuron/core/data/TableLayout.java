package dev.neuron.core.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a table as its sender sees it: cells have a line and a named column in a text, a
 * row and a column index in an array. The target still counts as a column after it has been
 * removed.
 *
 * @param firstLine line of row 0; null if rows are counted instead
 * @param columnNames null if columns are counted instead
 * @param target index of the removed column; {@link #NONE} if there is none
 */
public record TableLayout(
    @Nullable Integer firstLine, @Nullable List<String> columnNames, int target) {

  /** The {@code target} of a table with all its columns. */
  public static final int NONE = Integer.MAX_VALUE;

  /** Matches x/i/j, i/j and y/i, within a dataset or on their own. */
  private static final Pattern CELL =
      Pattern.compile("(?:dataset/)?(?:(?:x/)?(\\d+)(?:/(\\d+))?|y/(\\d+))");

  /** This layout after the column with the target was removed. */
  public TableLayout withoutTarget(int column) {
    return new TableLayout(firstLine, columnNames, column);
  }

  /**
   * Puts faults into the terms of the sender. Locations without a pointer stay as they are;
   * pointers to something larger than a row become {@link ErrorLocation#NOWHERE}.
   */
  public InvalidInputException placed(InvalidInputException e) {
    return e.moved(
        place -> {
          if (place.pointer() == null) {
            return place;
          }
          Matcher cell = CELL.matcher(place.pointer());
          return cell.matches() ? place(cell) : ErrorLocation.NOWHERE;
        });
  }

  private ErrorLocation place(Matcher cell) {
    if (cell.group(1) == null) {
      return place(Integer.parseInt(cell.group(3)), target);
    }
    int row = Integer.parseInt(cell.group(1));
    if (cell.group(2) == null) {
      return place(row, null);
    }
    int feature = Integer.parseInt(cell.group(2));
    return place(row, feature < target ? feature : feature + 1);
  }

  private ErrorLocation place(int row, @Nullable Integer column) {
    if (firstLine == null) {
      return ErrorLocation.ofRow(row, column == null ? null : name(column));
    }
    int line = firstLine + row;
    return column != null && columnNames == null
        ? ErrorLocation.ofLine(line, column)
        : ErrorLocation.ofLine(line, column == null ? null : name(column));
  }

  private String name(int column) {
    return columnNames == null ? String.valueOf(column) : columnNames.get(column);
  }
}
