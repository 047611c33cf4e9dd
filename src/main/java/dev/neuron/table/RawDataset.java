package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table to train on as it was sent, before it is known what its columns hold.
 *
 * @param x the table
 * @param y the targets, a row each; null if they are a column of the table
 * @param sampleWeights a weight for each row; null for none
 * @param featureNames names of the columns; null if they have none, or the table has its own
 * @param options how columns become features and targets
 * @param field the field of the dataset that holds the table; null if it is not JSON
 */
public record RawDataset(
    Table x,
    @Nullable Table y,
    double @Nullable [] sampleWeights,
    @Nullable List<String> featureNames,
    TableOptions options,
    @Nullable String field) {

  private static final String DATASET = "dataset/";

  /** A table in a format of its own, with options in the query. */
  public static RawDataset ofTable(Table table, TableOptions options) {
    return new RawDataset(table, null, null, null, options, null);
  }

  /** About how many bytes the table takes. */
  public long bytes() {
    return Double.BYTES * ((long) x.rows() * (x.columns() + (y == null ? 0 : 1)));
  }

  /** The names of the columns; null if they have none. */
  @Nullable List<String> names() {
    return featureNames == null ? x.columnNames() : featureNames;
  }

  /** The name of a column; x1, x2, … if columns have no names, and y for separate targets. */
  String name(int column) {
    if (column == x.columns()) {
      return "y";
    }
    return featureNames == null ? x.name(column) : featureNames.get(column);
  }

  /** The table that holds a column; separate targets are the column behind those of the table. */
  Table table(int column) {
    return column < x.columns() ? x : Objects.requireNonNull(y);
  }

  /** The index of a column in the table that holds it. */
  int indexInTable(int column) {
    return column < x.columns() ? column : 0;
  }

  double cell(int row, int column) {
    return column < x.columns() ? x.cell(row, column) : Objects.requireNonNull(y).cell(row, 0);
  }

  /**
   * Copies the cells of a row, separate targets behind those of the table.
   *
   * @param cells modified from its beginning on
   */
  void copyRow(int row, double[] cells) {
    x.copyRow(row, cells);
    if (y != null) {
      cells[x.columns()] = y.cell(row, 0);
    }
  }

  @Nullable ColumnTexts texts(int column) {
    return table(column).texts(indexInTable(column));
  }

  /** The location of a cell, or of a row if the column is null, from the root of the request. */
  ErrorLocation locate(int row, @Nullable Integer column) {
    if (column != null && column == x.columns()) {
      return within("y", Objects.requireNonNull(y).locate(row, null));
    }
    ErrorLocation place = x.locate(row, column);
    return field == null ? place : within(field, place);
  }

  private static ErrorLocation within(String field, ErrorLocation place) {
    return place.pointer() == null
        ? place
        : ErrorLocation.at(
            DATASET + field + (place.pointer().isEmpty() ? "" : "/" + place.pointer()));
  }

  /** The location of an option, from the root of the request. */
  ErrorLocation placeOf(String option) {
    return field == null ? ErrorLocation.ofParameter(option) : ErrorLocation.at(DATASET + option);
  }

  /** The location of a hyperparameter, from the root of the request. */
  ErrorLocation placeOfHyperparameter(String name) {
    return field == null
        ? ErrorLocation.ofParameter(name)
        : ErrorLocation.at("hyperparameters/" + name);
  }

  /** How an option is written in this request, for a message. */
  String written(String option, String value) {
    return field == null ? option + "=" + value : "\"" + option + "\": " + json(value);
  }

  private static String json(String value) {
    return '"' + value + '"';
  }
}
