package dev.neuron.http.table;

import java.util.ArrayList;
import java.util.List;

/** The first characters of a CSV table, to find out how it is written. */
final class CsvSample {

  private static final char QUOTE = '"';

  private final List<String> lines;

  /**
   * Splits the characters into lines; a line break within quotes ends none.
   *
   * @param isWhole false if the last line may go on
   */
  CsvSample(String head, boolean isWhole) {
    List<String> found = new ArrayList<>();
    boolean isQuoted = false;
    int start = 0;
    for (int i = 0; i < head.length(); i++) {
      char c = head.charAt(i);
      isQuoted ^= c == QUOTE;
      if (!isQuoted && (c == '\n' || c == '\r')) {
        addUnlessBlank(found, head.substring(start, i));
        start = i + 1;
      }
    }
    if (isWhole || found.isEmpty()) {
      addUnlessBlank(found, head.substring(start));
    }
    lines = found;
  }

  private static void addUnlessBlank(List<String> lines, String line) {
    if (!line.isBlank()) {
      lines.add(line);
    }
  }

  /** True if a character stands outside of quotes in each line, equally often. */
  boolean isInEachLineEquallyOften(char delimiter) {
    int first = countInFirstLine(delimiter);
    return first > 0 && lines.stream().allMatch(line -> count(line, delimiter) == first);
  }

  /** How often a character stands outside of quotes in the first line. */
  int countInFirstLine(char delimiter) {
    return lines.isEmpty() ? 0 : count(lines.getFirst(), delimiter);
  }

  private static int count(String line, char delimiter) {
    boolean isQuoted = false;
    int count = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      isQuoted ^= c == QUOTE;
      count += !isQuoted && c == delimiter ? 1 : 0;
    }
    return count;
  }

  /** The cells of all lines, without their quotes. */
  List<String> cells(char delimiter) {
    List<String> cells = new ArrayList<>();
    for (String line : lines) {
      boolean isQuoted = false;
      StringBuilder cell = new StringBuilder();
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == QUOTE) {
          isQuoted = !isQuoted;
        } else if (c == delimiter && !isQuoted) {
          cells.add(cell.toString());
          cell.setLength(0);
        } else {
          cell.append(c);
        }
      }
      cells.add(cell.toString());
    }
    return cells;
  }
}
