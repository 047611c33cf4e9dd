package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.TableLayout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a table cell by cell. */
public final class TableBuilder implements CellSink {

  private final Matrix.Builder cells = new Matrix.Builder();
  private final TableTexts texts;
  private boolean byName;
  private boolean byColumn;
  private @Nullable CsvNotation notation;

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
  public void notation(CsvNotation found) {
    notation = found;
  }

  /** How the table was written; null if it was not CSV, or has not been read to its end. */
  public @Nullable CsvNotation notation() {
    return notation;
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
   * A table of cells that this builder has made and the caller has put in place, instead of those
   * that were added; the builder must not be used again.
   *
   * @param made the cells row by row; not copied
   * @param names of the columns
   * @param faults of the columns that could not be read, by their indexes
   */
  public Table build(double[] made, List<String> names, Map<Integer, ColumnFault> faults) {
    int columns = names.size();
    TableLayout layout = TableLayout.ofNamedColumns(names);
    Matrix built =
        new Matrix(made, made.length / columns, columns).withNames(names).withLayout(layout);
    return new Table(
        built, texts.all(columns), texts.areNumbersAlone(), Map.copyOf(faults), layout);
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
        Map.of(),
        byColumn ? Table.layoutByColumn(built) : Table.layoutOf(built, byName));
  }
}
