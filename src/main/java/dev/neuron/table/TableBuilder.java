package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a table cell by cell. */
public final class TableBuilder implements CellSink {

  private final Matrix.Builder cells = new Matrix.Builder();
  private final ColumnTexts.Budget budget = new ColumnTexts.Budget();
  private final Set<String> categories;
  private @Nullable ColumnTexts[] texts = new ColumnTexts[0];
  private boolean @Nullable [] keepsTexts;
  private boolean numbersAlone = true;
  private boolean byName;
  private boolean byColumn;

  /** Creates a builder for a table in which no column is declared to hold categories. */
  public TableBuilder() {
    this(Set.of());
  }

  /**
   * Creates a builder.
   *
   * @param categories the names of the columns that hold categories even if their cells are numbers
   */
  public TableBuilder(Set<String> categories) {
    this.categories = categories;
  }

  @Override
  public void add(double cell) {
    cells.add(cell);
  }

  @Override
  public double textCell(int column, String text) {
    if (MissingWords.contain(text)) {
      return missingCell();
    }
    numbersAlone = false;
    return textsOf(column).add(text);
  }

  @Override
  public double booleanCell(int column, boolean value) {
    numbersAlone = false;
    return textsOf(column).add(value);
  }

  @Override
  public double missingCell() {
    numbersAlone = false;
    return ColumnTexts.missing();
  }

  private ColumnTexts textsOf(int column) {
    if (column >= texts.length) {
      texts = Arrays.copyOf(texts, Math.max(column + 1, 2 * texts.length));
    }
    ColumnTexts found = texts[column];
    if (found == null) {
      found = new ColumnTexts(budget);
      texts[column] = found;
    }
    return found;
  }

  @Override
  public void widen(List<String> names) {
    numbersAlone = false;
    cells.widen(names.size(), ColumnTexts.missing());
    columnNames(names);
  }

  @Override
  public boolean keepsTexts(int column) {
    return keepsTexts != null && column < keepsTexts.length && keepsTexts[column];
  }

  @Override
  public void endRow() {
    cells.endRow();
  }

  @Override
  public int rows() {
    return cells.rows();
  }

  @Override
  public void line(int line) {
    cells.line(line);
  }

  @Override
  public void columnNames(List<String> names) {
    cells.columnNames(names);
    if (!categories.isEmpty()) {
      keepsTexts = new boolean[names.size()];
      for (int j = 0; j < keepsTexts.length; j++) {
        keepsTexts[j] = categories.contains(names.get(j));
      }
    }
  }

  /** Declares that the input is a single 1-D row; affects only locations. */
  public void oneBareRow() {
    cells.oneBareRow();
  }

  /** Declares that cells are found by the names of their columns; affects only locations. */
  public void byName() {
    byName = true;
  }

  /** Declares that cells are found by the name of their column and then their row. */
  void byColumn() {
    byColumn = true;
  }

  /**
   * The table; the builder must not be used again.
   *
   * @throws InvalidInputException if there is no row
   */
  public Table build() {
    Matrix built = cells.build();
    return new Table(
        built,
        Arrays.copyOf(texts, built.columns()),
        numbersAlone,
        byColumn ? Table.layoutByColumn(built) : Table.layoutOf(built, byName));
  }
}
