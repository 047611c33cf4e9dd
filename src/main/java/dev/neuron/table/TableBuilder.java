package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import java.util.List;
import java.util.Set;

/** Builds a table cell by cell. */
public final class TableBuilder implements CellSink {

  private final Matrix.Builder cells = new Matrix.Builder();
  private final TableTexts texts;
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
    texts = new TableTexts(categories);
  }

  @Override
  public void add(double cell) {
    cells.add(cell);
  }

  @Override
  public double textCell(int column, String text) {
    return texts.text(column, text);
  }

  @Override
  public double booleanCell(int column, boolean value) {
    return texts.truth(column, value);
  }

  @Override
  public double missingCell() {
    return texts.missing();
  }

  @Override
  public void widen(List<String> names) {
    cells.widen(names.size(), texts.missing());
    columnNames(names);
  }

  @Override
  public boolean keepsTexts(int column) {
    return texts.keeps(column);
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
    texts.name(names);
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
        texts.all(built.columns()),
        texts.areNumbersAlone(),
        byColumn ? Table.layoutByColumn(built) : Table.layoutOf(built, byName));
  }
}
