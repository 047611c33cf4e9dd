package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the preview of a table, by the rules by which the table would become a dataset. */
public final class TablePreviewer {

  private final RawDataset raw;
  private final int columns;

  private TablePreviewer(RawDataset raw) {
    this.raw = raw;
    columns = raw.x().columns() + (raw.y() == null ? 0 : 1);
  }

  /**
   * Makes a preview. It must be made before the table is encoded.
   *
   * @param rows the maximum number of rows to show
   * @param notation how the table was written; null if it was not CSV
   * @return null if the table has no rows, or targets or names are not as many as it needs
   */
  public static @Nullable TablePreview of(
      RawDataset raw, int rows, @Nullable CsvNotation notation) {
    boolean isUsable =
        raw.x().rows() > 0
            && (raw.y() == null || raw.y().rows() == raw.x().rows())
            && (raw.featureNames() == null || raw.featureNames().size() == raw.x().columns());
    return isUsable ? new TablePreviewer(raw).preview(rows, notation) : null;
  }

  private TablePreview preview(int rows, @Nullable CsvNotation notation) {
    ColumnRoles roles = roles();
    int shown = Math.min(columns, TablePreview.MAX_COLUMNS);
    List<PreviewColumn> described = new ArrayList<>(shown);
    for (int j = 0; j < shown; j++) {
      described.add(ColumnProfile.of(raw, j, roles));
    }
    List<List<@Nullable Object>> cells = cells(rows, shown);
    return new TablePreview(
        raw.x().rows(),
        columns,
        raw.names() != null,
        notation,
        described,
        cells,
        kept(roles, cells.size()));
  }

  /** The roles that the options give; null if they name columns that do not exist. */
  private @Nullable ColumnRoles roles() {
    try {
      return ColumnRoles.of(raw);
    } catch (InvalidInputException e) {
      return null; // the encoding refuses the table for the same reason
    }
  }

  private List<List<@Nullable Object>> cells(int rows, int shown) {
    int count =
        Math.min(Math.min(rows, raw.x().rows()), Math.max(1, TablePreview.MAX_CELLS / shown));
    List<List<@Nullable Object>> cells = new ArrayList<>(count);
    int characters = 0;
    for (int i = 0; i < count && characters <= TablePreview.MAX_CHARACTERS; i++) {
      List<@Nullable Object> row = new ArrayList<>(shown);
      for (int j = 0; j < shown; j++) {
        Object value = value(raw.cell(i, j), raw.texts(j));
        characters += value instanceof String text ? text.length() : 0;
        row.add(value);
      }
      cells.add(row);
    }
    return cells;
  }

  private static @Nullable Object value(double cell, @Nullable ColumnTexts texts) {
    if (!Double.isNaN(cell)) {
      return cell;
    }
    if (texts == null || ColumnTexts.isMissing(cell)) {
      return null;
    }
    if (ColumnTexts.isDropped(cell)) {
      return TablePreview.NOT_KEPT;
    }
    CellText text = texts.text(cell);
    return text.isBoolean() ? (Object) (text.number() == 1) : text.text();
  }

  private List<Integer> kept(@Nullable ColumnRoles roles, int count) {
    IntStream kept =
        roles == null ? IntStream.range(0, count) : RowSelection.first(raw, roles, count);
    return kept.boxed().toList();
  }
}
