package dev.neuron.http.json;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.http.filter.RequestLimits;
import dev.neuron.table.CellSink;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Rows as objects. The first names the columns. A later row may leave columns out, whose cells are
 * then missing, and may name new ones.
 */
public final class NamedRows {

  /** The most cells that are stored for each that was sent, in tables that are not small. */
  private static final int MAX_CELLS_FOR_EACH_SENT = 8;

  private static final int SMALL = 1 << 17;

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final CellSink builder;
  private final JsonCells cells;
  private long sent;
  private long stored;
  private final boolean takesLists;
  private double[] row = new double[0];
  private int[] rowOfCell = new int[0];

  /**
   * Creates a reader of rows, one by one.
   *
   * @param builder takes their cells and, with the first, the names
   * @param cells reads the cells
   */
  public NamedRows(CellSink builder, JsonCells cells) {
    this(builder, cells, false);
  }

  private NamedRows(CellSink builder, JsonCells cells, boolean takesLists) {
    this.builder = builder;
    this.cells = cells;
    this.takesLists = takesLists;
  }

  /** Creates a reader of rows whose cells may each stand in a list: {@code {"a": [1]}}. */
  public static NamedRows withLists(CellSink builder, JsonCells cells) {
    return new NamedRows(builder, cells, true);
  }

  /**
   * Reads a row, from the beginning of its object to the end.
   *
   * @throws InvalidInputException if it does not name the columns as it must
   */
  void read(JsonParser parser) {
    parser.nextToken();
    readMembers(parser);
  }

  /**
   * Reads a row like {@link #read}, from a parser that is already at the name or value of the first
   * member.
   */
  public void readMembers(JsonParser parser) {
    if (builder.rows() == 0) {
      readFirst(parser);
    } else {
      readNext(parser);
    }
    builder.endRow();
  }

  /**
   * Reads the rest of the first row, from a parser that is at the name of its second member.
   *
   * @param name that of the first member
   * @param cell of the first member
   */
  public void readMembersAfter(JsonParser parser, String name, double cell) {
    addColumn(name);
    builder.add(cell);
    readFirst(parser);
    builder.endRow();
  }

  private void readFirst(JsonParser parser) {
    for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
      builder.add(cell(parser, addColumn(parser.currentName())));
    }
    builder.columnNames(List.copyOf(columns.keySet()));
  }

  private int addColumn(String name) {
    if (columns.size() == RequestLimits.MAX_NAMES) {
      throw JsonReading.tooManyNames("0");
    }
    int column = columns.size();
    columns.put(JsonReading.requireShortName(name), column);
    return column;
  }

  private void readNext(JsonParser parser) {
    int known = columns.size();
    makeRoom(known);
    int thisRow = builder.rows();
    int count = 0;
    for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
      Integer found = columns.get(parser.currentName());
      int column = found == null ? addLateColumn(parser.currentName()) : found;
      row[column] = cell(parser, column);
      rowOfCell[column] = thisRow;
      count++;
    }
    endNext(known, count, thisRow);
  }

  private int addLateColumn(String name) {
    int column = addColumn(name);
    makeRoom(column + 1);
    return column;
  }

  private void makeRoom(int count) {
    if (row.length < count) {
      row = Arrays.copyOf(row, Math.max(count, 2 * row.length));
      rowOfCell = Arrays.copyOf(rowOfCell, row.length);
    }
  }

  private void endNext(int known, int count, int thisRow) {
    if (columns.size() > known) {
      builder.widen(List.copyOf(columns.keySet()));
    }
    requireCells(count);
    for (int j = 0; j < columns.size(); j++) {
      builder.add(rowOfCell[j] == thisRow ? row[j] : builder.missingCell());
    }
  }

  /**
   * Refuses rows that leave most columns out: their missing cells would take far more memory than
   * the body.
   */
  private void requireCells(int count) {
    sent += count;
    stored += columns.size();
    if (stored > MAX_CELLS_FOR_EACH_SENT * sent + SMALL) {
      throw new InvalidInputException(
          Reason.RAGGED_ROWS,
          "" + builder.rows(),
          "The rows so far name %d columns, and most of their cells are missing; leave out columns that few rows have."
              .formatted(columns.size()));
    }
  }

  private double cell(JsonParser parser, int column) {
    JsonToken token = parser.currentToken();
    JsonToken value = token == JsonToken.PROPERTY_NAME ? parser.nextToken() : token;
    return takesLists && value == JsonToken.START_ARRAY
        ? onlyCell(parser, column)
        : cells.next(parser, value, column);
  }

  private double onlyCell(JsonParser parser, int column) {
    double cell = cells.next(parser, parser.nextToken(), column);
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw JsonReading.wrongType(parser, "a list with one cell, so its end");
    }
    return cell;
  }
}
