package dev.neuron.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Texts as string literals in double quotes, whatever characters they hold: quotes, backslashes and
 * everything that is not seen are escaped, so that nothing in a text ends the literal or hides.
 */
final class Literals {

  private static final int LINE = 96;

  private Literals() {}

  /** A literal of JavaScript's, with letters of all scripts as they are. */
  static String javaScript(String text) {
    return quoted(text, point -> isVisible(point) ? Character.toString(point) : utf16(point));
  }

  /** A literal of Python's, with letters of all scripts as they are. */
  static String python(String text) {
    return quoted(
        text, point -> isVisible(point) ? Character.toString(point) : "\\U%08x".formatted(point));
  }

  /**
   * A literal of Java's, in ASCII, so that it compiles with any encoding. Java reads a {@code u}
   * escape as the character itself before it looks for literals, so that a line break must not be
   * written so.
   */
  static String java(String text) {
    return quoted(
        text,
        point -> {
          if (isAscii(point)) {
            return Character.toString(point);
          }
          return Character.isISOControl(point) ? "\\%03o".formatted(point) : utf16(point);
        });
  }

  /** A literal of C's: the bytes of UTF-8, in ASCII. */
  static String c(String text) {
    return quoted(
        text,
        point ->
            isAscii(point) && point != '?' // two of them may begin a trigraph
                ? Character.toString(point)
                : octal(point));
  }

  /** Whether a character is no more than a break, a command or half of one. */
  static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** Items with commas between them, in as many lines as they need. */
  static String list(List<String> items, String indent) {
    if (items.stream().mapToInt(item -> item.length() + 2).sum() <= LINE) {
      return String.join(", ", items);
    }
    StringBuilder text = new StringBuilder();
    int column = LINE;
    for (String item : items) {
      boolean fits = column + item.length() + 2 <= LINE;
      text.append(fits ? " " : "\n" + indent).append(item).append(',');
      column = fits ? column + item.length() + 2 : item.length() + 1;
    }
    return text.append('\n').toString();
  }

  private static String quoted(String text, IntFunction<String> written) {
    return text.codePoints()
        .mapToObj(
            point ->
                switch (point) {
                  case '"' -> "\\\"";
                  case '\\' -> "\\\\";
                  default -> written.apply(point);
                })
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static boolean isAscii(int point) {
    return point >= ' ' && point <= '~';
  }

  private static boolean isVisible(int point) {
    return isAscii(point) || (point > '~' && Character.isLetterOrDigit(point));
  }

  /** Of a character beyond U+FFFF two escapes, which Java and JavaScript take for one character. */
  private static String utf16(int point) {
    return Character.toString(point)
        .chars()
        .mapToObj("\\u%04x"::formatted)
        .collect(Collectors.joining());
  }

  private static String octal(int point) {
    StringBuilder text = new StringBuilder();
    for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
      text.append("\\%03o".formatted(Byte.toUnsignedInt(b)));
    }
    return text.toString();
  }
}
