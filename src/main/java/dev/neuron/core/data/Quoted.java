package dev.neuron.core.data;

import java.util.regex.Pattern;

/** Text of a caller within a message: short, and without characters that would disturb it. */
public final class Quoted {

  /** The maximum number of characters of a caller's text in a message. */
  public static final int MAX_LENGTH = 40;

  /** Control and format characters, such as line ends and marks that turn the writing direction. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Quoted() {}

  /** Returns the text in quotes, {@link #shortened}. */
  public static String of(String text) {
    return '"' + shortened(text) + '"';
  }

  /**
   * Returns the text, truncated after {@value #MAX_LENGTH} characters, but not within one;
   * invisible characters are written as in Java, such as {@code \}{@code u202e}.
   */
  static String shortened(String text) {
    if (text.length() <= MAX_LENGTH) {
      return escaped(text);
    }
    boolean isPair = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
    return escaped(text.substring(0, isPair ? MAX_LENGTH - 1 : MAX_LENGTH)) + "…";
  }

  private static String escaped(String text) {
    return INVISIBLE
        .matcher(text)
        .replaceAll(
            match ->
                match.group().chars().mapToObj("\\\\u%04x"::formatted).reduce("", String::concat));
  }
}
