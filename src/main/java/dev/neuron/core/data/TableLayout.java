package dev.neuron.core.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the sender of a table sees its cells: by line and name of the column in a text, by row and
 * index of the column in an array. The target, once it has been taken out, is still counted.
 *
 * @param firstLine line of row 0; null if rows are counted instead
 * @param columnNames null if columns are counted instead
 * @param target index of the column that has been taken out; {@link #NONE} if none has
 */
public record TableLayout(
    @Nullable Integer firstLine, @Nullable List<String> columnNames, int target) {

  public static final int NONE = Integer.MAX_VALUE;

  /** x/i/j, i/j and y/i, be it in a dataset or on its own. */
  private static final Pattern CELL =
      Pattern.compile("(?:dataset/)?(?:(?:x/)?(\\d+)(?:/(\\d+))?|y/(\\d+))");

  public TableLayout withoutTarget(int column) {
    return new TableLayout(firstLine, columnNames, column);
  }

  /**
   * The same faults where the sender sees them. Places that are not in a table stay as they are,
   * pointers to something larger than a row point nowhere.
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
