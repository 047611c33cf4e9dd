package dev.neuron.http.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CellSink;
import dev.neuron.table.CsvOptions;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reads a CSV table, with a header or without, and without a copy of any number. */
final class CsvTable {

  /** The maximum length of a cell; a name of 200 characters fits, and so does any number. */
  private static final int MAX_CELL_LENGTH = 1 << 16;

  private CsvTable() {}

  /**
   * Reads a body to its end into a sink, row by row.
   *
   * @return how it is written
   * @throws UnreadableException if it is not CSV, or a number is too large
   * @throws InvalidInputException if lines differ in length, there are none, or the header cannot
   *     be used
   */
  static CsvDialect read(Reader body, CsvOptions options, CellSink table) throws IOException {
    PeekedReader text = new PeekedReader(body);
    CsvDialect dialect = CsvDialect.of(text.peek(), text.isWhole(), options);
    text.skipHead(dialect.firstLength());
    CsvRows rows = new CsvRows(options.effectiveHeader(), dialect, table);
    CsvReader<Boolean> reader =
        CsvReader.builder()
            .fieldSeparator(dialect.delimiter())
            .allowUnclosedQuote(false)
            .maxBufferSize(MAX_CELL_LENGTH)
            .build(rows, text);
    try {
      // Lines become no records: the rows have already received all cells.
      reader.forEach(_ -> {});
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    } catch (CsvParseException e) {
      rows.requireFiniteNumbers();
      throw parsingFault(e, rows.line());
    }
    rows.end();
    return dialect;
  }

  /** Unwraps the refusal of a row; any other exception is the parser's own. */
  private static RuntimeException parsingFault(CsvParseException e, int line) {
    if (e.getCause() instanceof RuntimeException ours) {
      return ours;
    }
    ErrorLocation place = ErrorLocation.ofLine(line, null);
    return new UnreadableException(
        ProblemType.MALFORMED_CSV,
        place,
        place.describe(
            "a quote is not closed, is followed by more than a delimiter or a line break, or a cell is"
                + " longer than %d characters.".formatted(MAX_CELL_LENGTH)));
  }
}
