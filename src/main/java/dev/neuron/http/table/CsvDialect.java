package dev.neuron.http.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CsvDelimiter;
import dev.neuron.table.CsvNotation;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.DecimalMark;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The characters that a CSV table uses, as its request says, its first line says, or its first
 * characters show.
 *
 * @param delimiter between cells
 * @param decimal before the fraction of a number
 * @param firstLength length of a first line {@code sep=;} and its line break, which hold no cells
 */
record CsvDialect(char delimiter, char decimal, int firstLength) {

  /** The first line by which Excel is told the delimiter. */
  private static final Pattern SEPARATOR_LINE =
      Pattern.compile("\"?sep=([,;\\t|])\"?(?:\\r\\n|\\r|\\n|$)", Pattern.CASE_INSENSITIVE);

  private static final Pattern WITH_COMMA = Pattern.compile("[+-]?\\d*,\\d+(?:[eE][+-]?\\d+)?");
  private static final Pattern WITH_POINT = Pattern.compile("[+-]?\\d*\\.\\d+(?:[eE][+-]?\\d+)?");

  /** The longest text of a number that shows a decimal mark. */
  private static final int MAX_NUMBER_LENGTH = 40;

  /**
   * Finds the dialect.
   *
   * @param head the first characters of the table
   * @param isWhole true if they are all there are
   * @throws UnreadableException if both decimal marks occur and the options name none
   */
  static CsvDialect of(String head, boolean isWhole, CsvOptions options) {
    Matcher first = SEPARATOR_LINE.matcher(head);
    boolean saysSeparator = first.lookingAt();
    int firstLength = saysSeparator ? first.end() : 0;
    CsvSample sample = new CsvSample(head.substring(firstLength), isWhole);
    char delimiter;
    if (options.delimiter() != null) {
      delimiter = options.delimiter().character();
    } else if (saysSeparator) {
      delimiter = first.group(1).charAt(0);
    } else {
      delimiter = delimiter(sample).character();
    }
    char decimal =
        options.decimal() == null
            ? decimal(sample, delimiter).character()
            : options.decimal().character();
    return new CsvDialect(delimiter, decimal, firstLength);
  }

  /** The dialect for a preview of the table. */
  CsvNotation notation(Charset charset) {
    CsvDelimiter found =
        Arrays.stream(CsvDelimiter.values())
            .filter(candidate -> candidate.character() == delimiter)
            .findFirst()
            .orElseThrow();
    return new CsvNotation(
        charset.name(),
        found,
        decimal == DecimalMark.COMMA.character() ? DecimalMark.COMMA : DecimalMark.POINT);
  }

  /**
   * Finds the delimiter: one that stands in each line equally often. Of several the comma is the
   * last choice, since it also stands within numbers and texts.
   */
  private static CsvDelimiter delimiter(CsvSample sample) {
    for (CsvDelimiter candidate :
        List.of(CsvDelimiter.TAB, CsvDelimiter.SEMICOLON, CsvDelimiter.PIPE)) {
      if (sample.isInEachLineEquallyOften(candidate.character())) {
        return candidate;
      }
    }
    if (sample.isInEachLineEquallyOften(',')) {
      return CsvDelimiter.COMMA;
    }
    CsvDelimiter most = CsvDelimiter.COMMA;
    for (CsvDelimiter candidate : CsvDelimiter.values()) {
      if (sample.countInFirstLine(candidate.character())
          > sample.countInFirstLine(most.character())) {
        most = candidate;
      }
    }
    return most;
  }

  private static DecimalMark decimal(CsvSample sample, char delimiter) {
    if (delimiter == ',') {
      return DecimalMark.POINT;
    }
    String comma = null;
    String point = null;
    for (String cell : sample.cells(delimiter)) {
      String text = cell.strip();
      if (text.length() <= MAX_NUMBER_LENGTH) {
        comma = comma == null && WITH_COMMA.matcher(text).matches() ? text : comma;
        point = point == null && WITH_POINT.matcher(text).matches() ? text : point;
      }
    }
    requireOne(comma, point);
    return comma == null ? DecimalMark.POINT : DecimalMark.COMMA;
  }

  private static void requireOne(@Nullable String comma, @Nullable String point) {
    if (comma != null && point != null) {
      throw new UnreadableException(
          ProblemType.MALFORMED_CSV,
          ErrorLocation.ofParameter("decimal"),
          "Both %s and %s look like numbers with a fraction. Say which decimal mark the table has: decimal=comma or decimal=point."
              .formatted(comma, point));
    }
  }
}
