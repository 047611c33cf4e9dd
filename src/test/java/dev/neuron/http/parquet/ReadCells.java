package dev.neuron.http.parquet;

import dev.neuron.table.CellSink;
import dev.neuron.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of a table as objects: numbers, texts, truth values, and null for a missing one. */
final class ReadCells implements CellSink {

  private @Nullable Object last;
  private boolean isOther;

  private ReadCells() {}

  /** Returns the cells of each column, by its name. */
  static Map<String, List<@Nullable Object>> of(Table table) {
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    for (int j = 0; j < table.columns(); j++) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int i = 0; i < table.rows(); i++) {
        cells.add(new ReadCells().cell(table, i, j));
      }
      columns.put(table.name(j), cells);
    }
    return columns;
  }

  private @Nullable Object cell(Table table, int row, int column) {
    double cell = table.cellIn(this, column, row * table.columns() + column);
    return isOther ? last : cell;
  }

  private double other(@Nullable Object cell) {
    last = cell;
    isOther = true;
    return Double.NaN;
  }

  @Override
  public double textCell(int column, String text) {
    return other(text);
  }

  @Override
  public double booleanCell(int column, boolean value) {
    return other(value);
  }

  @Override
  public double missingCell() {
    return other(null);
  }

  @Override
  public boolean keepsTexts(int column) {
    return false;
  }

  @Override
  public void widen(List<String> names) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void add(double cell) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void endRow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int rows() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void line(int line) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void columnNames(List<String> names) {
    throw new UnsupportedOperationException();
  }
}
