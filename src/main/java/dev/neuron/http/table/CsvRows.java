package dev.neuron.http.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import dev.neuron.core.Dataset;
import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.Place;
import dev.neuron.core.RowSink;
import dev.neuron.http.RequestLimits;
import dev.neuron.http.problem.ProblemType;
import dev.neuron.http.problem.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes cells from the parser's own buffer: the names of the first line, then numbers. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {

  private final RowSink rows;
  private final List<String> names = new ArrayList<>();
  private boolean hasHeader;
  private int blankLine;

  /**
   * @param rows takes them
   */
  CsvRows(RowSink rows) {
    this.rows = rows;
  }

  /** The line that is being read. */
  int line() {
    return Math.toIntExact(getStartingLineNumber());
  }

  /** The parser has come to the end. */
  void end() {
    if (!hasHeader) {
      throw malformed(1, "the first line must name the columns.");
    }
    if (rows.rows() == 0) {
      throw new InvalidInputException(
          Reason.NO_ROWS, Place.NOWHERE, "There is no row below the header.");
    }
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (!hasHeader) {
      name(new String(buffer, offset, length), quoted);
      return;
    }
    if (index == 0) {
      beginRow();
    }
    if (index == names.size()) {
      throw ragged("more than " + index);
    }
    double value = number(buffer, offset, length);
    if (!Double.isFinite(value)) {
      throw unusable(index, length == 0, Double.isNaN(value));
    }
    rows.add(value);
  }

  /** Ends a line. No record is made of it. */
  @Override
  protected @Nullable Boolean buildRecord() {
    if (getRecordType() == RecordType.EMPTY) {
      if (!hasHeader) {
        throw malformed(line(), "the first line must name the columns.");
      }
      blankLine = blankLine == 0 ? line() : blankLine;
    } else if (hasHeader) {
      if (getFieldCount() < names.size()) {
        throw ragged("" + getFieldCount());
      }
      rows.endRow();
    } else {
      endHeader();
    }
    return null;
  }

  private void name(String name, boolean quoted) {
    if (names.size() == RequestLimits.MAX_NAMES) {
      throw new InvalidInputException(
          Reason.TOO_MANY_FEATURES,
          Place.ofLine(line(), null),
          "A CSV table may have at most %d columns.".formatted(RequestLimits.MAX_NAMES));
    }
    names.add(quoted ? name : name.strip());
  }

  private void beginRow() {
    if (blankLine > 0) {
      throw malformed(blankLine, "the line is blank, and others follow it.");
    }
    if (rows.rows() == 0) {
      rows.lines(line());
    }
  }

  private void endHeader() {
    hasHeader = true;
    List<String> checked;
    try {
      checked = Dataset.checkedFeatureNames(names, names.size());
    } catch (InvalidInputException e) {
      throw e.moved(place -> Place.ofLine(line(), headerColumn(place)));
    }
    rows.columnNames(checked);
  }

  /** The name of the column that a pointer {@code featureNames/j} means, or its number. */
  private String headerColumn(Place place) {
    String pointer = String.valueOf(place.pointer());
    int index = Integer.parseInt(pointer.substring(pointer.lastIndexOf('/') + 1));
    return names.get(index).isBlank() ? String.valueOf(index + 1) : names.get(index);
  }

  /** The cell's number; infinite if a double cannot hold it, NaN if it is none. */
  private static double number(char[] buffer, int offset, int length) {
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
      return JavaDoubleParser.parseDouble(buffer, from, to - from);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isSpace(char character) {
    return character == ' ' || character == '\t';
  }

  /** Leaves out what only Java's own notation has: hexadecimals, suffixes, NaN, Infinity. */
  private static boolean isOfDecimal(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  private UnreadableException unusable(int index, boolean isEmpty, boolean isNone) {
    Place place = Place.ofLine(line(), names.get(index));
    String fault =
        isEmpty
            ? "the cell is empty; every cell needs a number."
            : isNone
                ? "the cell is not a decimal number."
                : "the number is too large for a double; its magnitude must be at most 1.797e308.";
    return new UnreadableException(ProblemType.UNUSABLE_CELL, place, place.told(fault));
  }

  private InvalidInputException ragged(String cells) {
    Place place = Place.ofLine(line(), null);
    return new InvalidInputException(
        Reason.RAGGED_ROWS,
        place,
        place.told(
            "the header names %d columns, this line has %s.".formatted(names.size(), cells)));
  }

  private static UnreadableException malformed(int line, String detail) {
    Place place = Place.ofLine(line, null);
    return new UnreadableException(ProblemType.MALFORMED_CSV, place, place.told(detail));
  }
}
