package dev.neuron.http.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import dev.neuron.core.data.Count;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import dev.neuron.http.filter.RequestLimits;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CellSink;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.IndexColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives cells from the parser's own buffer: the first line, then rows of cells. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {

  /** Longer texts are no numbers that people write. */
  private static final int MAX_NUMBER_LENGTH = 400;

  private static final String FEATURE_NAMES = "featureNames/";

  private static final String NO_FIRST_LINE =
      "the first line must name the columns or be the first row.";

  private final FirstLine first;
  private final CellSink rows;
  private final CsvDialect dialect;
  private final char[] number = new char[MAX_NUMBER_LENGTH];
  private @Nullable List<String> names;
  private int columns;
  private int blankLine;

  /** Rows without any text that have not been passed on: those at the end are left out. */
  private int emptyRows;

  private int firstEmptyLine;

  /** The empty cells at the beginning of the current row that have not been passed on. */
  private int emptyCells;

  private final Faults.Collector tooLarge = new Faults.Collector();

  /**
   * @param header says if the first line names the columns
   * @param rows receives them
   */
  CsvRows(CsvHeader header, CsvDialect dialect, CellSink rows) {
    first = new FirstLine(header);
    this.dialect = dialect;
    this.rows = rows;
  }

  /** The line that is being read. */
  int line() {
    return Math.toIntExact(getStartingLineNumber()) + (dialect.firstLength() > 0 ? 1 : 0);
  }

  /** Called when the parser has reached the end. */
  void end() {
    if (columns == 0) {
      throw malformed(1, NO_FIRST_LINE);
    }
    requireFiniteNumbers();
    if (rows.rows() == 0) {
      throw new InvalidInputException(
          Reason.NO_ROWS, ErrorLocation.NOWHERE, "There is no row below the header.");
    }
  }

  /**
   * Refuses the table if a number so far was too large for a double.
   *
   * @throws UnreadableException with the first of them and the number of all
   */
  void requireFiniteNumbers() {
    if (!tooLarge.isEmpty()) {
      throw new UnreadableException(ProblemType.UNUSABLE_CELL, tooLarge.faults());
    }
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (columns == 0) {
      addToFirst(buffer, offset, length, quoted);
      return;
    }
    if (index == columns) {
      throw ragged("more than " + index);
    }
    if (emptyCells == index && isBlank(buffer, offset, length)) {
      emptyCells++;
      return;
    }
    if (emptyCells == index) {
      beginRow();
    }
    addCell(index, buffer, offset, length);
  }

  private void addCell(int index, char[] buffer, int offset, int length) {
    double value = number(buffer, offset, length);
    boolean isText = Double.isNaN(value) || rows.keepsTexts(index);
    rows.add(
        !isText && Double.isFinite(value)
            ? value
            : other(index, new String(buffer, offset, length), value));
  }

  /** Returns the cell for a text, or for a number that is too large. */
  private double other(int index, String text, double value) {
    return Double.isInfinite(value) ? noted(index, text) : rows.textCell(index, text);
  }

  /** Ends a line, without creating a record of it. */
  @Override
  protected @Nullable Boolean buildRecord() {
    if (getRecordType() == RecordType.EMPTY) {
      if (columns == 0) {
        throw malformed(line(), NO_FIRST_LINE);
      }
      blankLine = blankLine == 0 ? line() : blankLine;
    } else if (columns > 0) {
      if (getFieldCount() < columns) {
        throw ragged("" + getFieldCount());
      }
      endRow();
    } else {
      endFirst();
    }
    return null;
  }

  private void addToFirst(char[] buffer, int offset, int length, boolean quoted) {
    int maxColumns = Math.min(RequestLimits.MAX_NAMES, rows.maxColumns());
    if (first.size() == maxColumns) {
      throw new InvalidInputException(
          Reason.TOO_MANY_FEATURES,
          ErrorLocation.ofLine(line(), null),
          "The table may have at most %d columns.".formatted(maxColumns));
    }
    if (length > RequestLimits.MAX_NAME_LENGTH) {
      throw new InvalidInputException(
          Reason.INVALID_FEATURE_NAMES,
          ErrorLocation.ofLine(line(), null),
          "Cell %d of the first line is longer than %d characters."
              .formatted(first.size(), RequestLimits.MAX_NAME_LENGTH));
    }
    String text = new String(buffer, offset, length);
    first.add(quoted ? text : text.strip(), number(buffer, offset, length));
  }

  /** Begins a row with a text in it, and passes on the empty rows and cells before it. */
  private void beginRow() {
    if (blankLine > 0) {
      throw malformed(blankLine, "the line is blank, and others follow it.");
    }
    int begun = emptyCells;
    for (; emptyRows > 0; emptyRows--) {
      rows.line(firstEmptyLine);
      firstEmptyLine++;
      addEmpty(columns);
      rows.endRow();
    }
    rows.line(line());
    addEmpty(begun);
    emptyCells = -1;
  }

  private void addEmpty(int count) {
    for (int j = 0; j < count; j++) {
      rows.add(rows.missingCell());
    }
  }

  private void endRow() {
    if (emptyCells == columns) {
      firstEmptyLine = emptyRows == 0 ? line() : firstEmptyLine;
      emptyRows++;
    } else {
      rows.endRow();
    }
    emptyCells = 0;
  }

  private static boolean isBlank(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!isSpace(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  private void endFirst() {
    columns = first.size();
    if (first.isRow()) {
      endFirstRow(first.numbers());
    } else {
      endHeader(first.texts());
    }
  }

  private void endFirstRow(double[] values) {
    rows.line(line());
    for (int j = 0; j < values.length; j++) {
      rows.add(Double.isFinite(values[j]) ? values[j] : other(j, first.texts().get(j), values[j]));
    }
    rows.endRow();
  }

  private void endHeader(List<String> texts) {
    List<String> checked;
    try {
      checked = IndexColumn.checkedNames(texts);
      rows.columnNames(checked);
    } catch (InvalidInputException e) {
      throw e.moved(this::inHeader);
    }
    names = checked;
  }

  /** Locates the name to which a pointer {@code featureNames/j} refers. */
  private ErrorLocation inHeader(ErrorLocation place) {
    String pointer = String.valueOf(place.pointer());
    if (!pointer.startsWith(FEATURE_NAMES)) {
      return place;
    }
    int index = Integer.parseInt(pointer.substring(FEATURE_NAMES.length()));
    String text = first.texts().get(index);
    return ErrorLocation.ofLine(line(), text.isBlank() ? String.valueOf(index + 1) : text);
  }

  /** Returns the cell's number; infinite if a double cannot hold it, NaN if it is none. */
  private double number(char[] buffer, int offset, int length) {
    int from = offset;
    int to = offset + length;
    while (from < to && isSpace(buffer[from])) {
      from++;
    }
    while (from < to && isSpace(buffer[to - 1])) {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (!isOfDecimal(buffer[i])) {
        return Double.NaN;
      }
    }
    try {
      return dialect.decimal() == '.'
          ? JavaDoubleParser.parseDouble(buffer, from, to - from)
          : withPoint(buffer, from, to - from);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Parses a number whose decimal mark is another than the point. */
  private double withPoint(char[] buffer, int from, int length) {
    if (length > number.length) {
      return Double.NaN;
    }
    for (int i = 0; i < length; i++) {
      char c = buffer[from + i];
      number[i] = c == dialect.decimal() ? '.' : c;
    }
    return JavaDoubleParser.parseDouble(number, 0, length);
  }

  private static boolean isSpace(char character) {
    return character == ' ' || character == '\t';
  }

  /**
   * True for characters of decimal numbers; excludes hexadecimals, suffixes, NaN and Infinity,
   * which only Java's notation has, and the point where the comma is the decimal mark.
   */
  private boolean isOfDecimal(char c) {
    return (c >= '0' && c <= '9')
        || c == dialect.decimal()
        || c == '-'
        || c == '+'
        || c == 'e'
        || c == 'E';
  }

  /** Notes a number that is too large, and returns 0 in its place: the table is refused later. */
  private double noted(int index, String text) {
    int line = line();
    tooLarge.add(() -> tooLarge(line, index, text));
    return 0;
  }

  private Fault tooLarge(int line, int index, String text) {
    boolean isGuessed = first.isRowByItsNumbers() && rows.rows() == 0;
    ErrorLocation place =
        names == null
            ? ErrorLocation.ofLine(line, index)
            : ErrorLocation.ofLine(line, names.get(index));
    String fault =
        "the number %s is too large for a double; its magnitude must be at most 1.797e308."
            .formatted(Quoted.of(text));
    return new Fault(
        place, place.describe(isGuessed ? fault + " " + CsvHeader.TAKEN_AS_DATA : fault));
  }

  private InvalidInputException ragged(String cells) {
    ErrorLocation place = ErrorLocation.ofLine(line(), null);
    return new InvalidInputException(
        Reason.RAGGED_ROWS,
        place,
        place.describe(
            names == null
                ? "the first line has %s, this line has %s."
                    .formatted(Count.of(columns, "cell"), cells)
                : "the header names %s, this line has %s."
                    .formatted(Count.of(columns, "column"), cells)));
  }

  private static UnreadableException malformed(int line, String detail) {
    ErrorLocation place = ErrorLocation.ofLine(line, null);
    return new UnreadableException(ProblemType.MALFORMED_CSV, place, place.describe(detail));
  }
}
