package dev.neuron.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Texts as string literals in double quotes. Quotes, backslashes and invisible characters are
 * escaped, so that nothing in a text ends the literal or is hidden in it.
 */
final class Literals {

  private static final int LINE = 96;

  private Literals() {}

  /** Returns a JavaScript literal, with letters of all scripts unescaped. */
  static String javaScript(String text) {
    return quoted(text, point -> isVisible(point) ? Character.toString(point) : utf16(point));
  }

  /** Returns a Python literal, with letters of all scripts unescaped. */
  static String python(String text) {
    return quoted(
        text, point -> isVisible(point) ? Character.toString(point) : "\\U%08x".formatted(point));
  }

  /**
   * Returns a Java literal, in ASCII, so that it compiles with any encoding. Java replaces a {@code
   * u} escape by its character before it looks for literals, so a line break must not be written as
   * one.
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

  /** Returns a C literal, in ASCII: the bytes of UTF-8. */
  static String c(String text) {
    return quoted(
        text,
        point ->
            isAscii(point) && point != '?' // two question marks may begin a trigraph
                ? Character.toString(point)
                : octal(point));
  }

  /** True if a character is only a line break, a control character or half of a surrogate pair. */
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

  /** Returns items with commas between them, wrapped into lines. */
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

  /**
   * Returns the escape of a character; beyond U+FFFF two, which Java and JavaScript read as one
   * character.
   */
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
