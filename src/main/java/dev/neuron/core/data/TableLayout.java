package dev.neuron.core.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a table as its sender sees it: cells have a line and a named column in a text, a
 * row and a column index in an array, a pointer in JSON. Columns that are no features, such as the
 * target, still count.
 */
public final class TableLayout {

  /** Stands for a column that does not exist. */
  public static final int NONE = Integer.MAX_VALUE;

  /** Matches x/i/j, i/j, y/i and sampleWeights/i, within a dataset or on their own. */
  private static final Pattern CELL =
      Pattern.compile("(?:dataset/)?(?:(?:x/)?(\\d+)(?:/(\\d+))?|y/(\\d+)|sampleWeights/(\\d+))");

  /** Locates cells for the sender of the table. */
  @FunctionalInterface
  public interface Locator {

    /**
     * Returns the location of a cell.
     *
     * @param column its index among all columns; null for the row as a whole
     */
    ErrorLocation locate(int row, @Nullable Integer column);
  }

  private final Locator cells;
  private final int target;
  private final int weights;
  private final int @Nullable [] columnsOfFeatures;
  private final int @Nullable [] keptRows;

  private TableLayout(
      Locator cells,
      int target,
      int weights,
      int @Nullable [] columnsOfFeatures,
      int @Nullable [] keptRows) {
    this.cells = cells;
    this.target = target;
    this.weights = weights;
    this.columnsOfFeatures = columnsOfFeatures;
    this.keptRows = keptRows;
  }

  /**
   * The layout of a text.
   *
   * @param columnNames null if columns are counted instead
   */
  public static TableLayout ofText(RowLines lines, @Nullable List<String> columnNames) {
    return of(
        (row, column) -> {
          int line = lines.line(row);
          if (column == null) {
            return ErrorLocation.ofLine(line, null);
          }
          return columnNames == null
              ? ErrorLocation.ofLine(line, column)
              : ErrorLocation.ofLine(line, columnNames.get(column));
        });
  }

  /** The layout of an array, whose columns are counted. */
  public static TableLayout ofArray() {
    return of(
        (row, column) -> ErrorLocation.ofRow(row, column == null ? null : String.valueOf(column)));
  }

  /** The layout of rows that are counted, with named columns. */
  public static TableLayout ofNamedColumns(List<String> names) {
    return of(
        (row, column) ->
            column == null
                ? ErrorLocation.ofRow(row, null)
                : ErrorLocation.ofNamedCell(row, names.get(column)));
  }

  /** The layout of a table in which each column is a feature. */
  public static TableLayout of(Locator cells) {
    return new TableLayout(cells, NONE, NONE, null, null);
  }

  /** This layout after the column with the target was removed. */
  public TableLayout withoutTarget(int column) {
    return new TableLayout(cells, column, weights, columnsOfFeatures, keptRows);
  }

  /**
   * The layout of a dataset that was made from some columns and rows of a table.
   *
   * @param target index of the column with the targets
   * @param weights index of the column with the weights; {@link #NONE} if there is none
   * @param columnsOfFeatures the column of each feature; not to be modified afterwards
   * @param keptRows the rows that were kept; null if all were; not to be modified afterwards
   */
  public static TableLayout ofDataset(
      Locator cells, int target, int weights, int[] columnsOfFeatures, int @Nullable [] keptRows) {
    return new TableLayout(cells, target, weights, columnsOfFeatures, keptRows);
  }

  /** The location of a cell, or of a row if the column is null. */
  public ErrorLocation locate(int row, @Nullable Integer column) {
    return cells.locate(row, column);
  }

  /** Locates the cells of faults for the sender, and leaves all other faults as they are. */
  public InvalidInputException located(InvalidInputException e) {
    return e.moved(place -> located(place, place));
  }

  /**
   * Puts faults into the terms of the sender. Locations without a pointer stay as they are;
   * pointers to something larger than a row become {@link ErrorLocation#NOWHERE}.
   */
  public InvalidInputException placed(InvalidInputException e) {
    return e.moved(place -> located(place, ErrorLocation.NOWHERE));
  }

  /**
   * Returns the location of a cell for the sender.
   *
   * @param place may have no pointer; then it stays as it is
   * @param otherwise the location of what is no cell
   */
  private ErrorLocation located(ErrorLocation place, ErrorLocation otherwise) {
    if (place.pointer() == null) {
      return place;
    }
    Matcher cell = CELL.matcher(place.pointer());
    return cell.matches() ? place(cell) : otherwise;
  }

  private ErrorLocation place(Matcher cell) {
    if (cell.group(3) != null) {
      return place(cell.group(3), target);
    }
    if (cell.group(4) != null) {
      return weights == NONE
          ? ErrorLocation.at("dataset/sampleWeights/" + cell.group(4))
          : place(cell.group(4), weights);
    }
    return place(
        cell.group(1), cell.group(2) == null ? null : column(Integer.parseInt(cell.group(2))));
  }

  private ErrorLocation place(String row, @Nullable Integer column) {
    int index = Integer.parseInt(row);
    return cells.locate(keptRows == null ? index : keptRows[index], column);
  }

  /** The index among all columns for the column that became a feature. */
  public int column(int feature) {
    if (columnsOfFeatures != null) {
      return columnsOfFeatures[feature];
    }
    return feature < target ? feature : feature + 1;
  }
}
