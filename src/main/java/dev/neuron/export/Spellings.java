package dev.neuron.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** The spellings of a word in upper and lower case. */
final class Spellings {

  private Spellings() {}

  /** Returns each way to write a word in upper and lower case letters, the lower case first. */
  static List<String> all(String word) {
    return of(word, _ -> true);
  }

  /** Returns a word in lower case, with letters beyond ASCII also in upper case. */
  static List<String> beyondAscii(String word) {
    return of(word, letter -> letter > '~');
  }

  private static List<String> of(String word, IntPredicate varies) {
    List<String> found = List.of("");
    for (int letter : word.toLowerCase(Locale.ROOT).codePoints().toArray()) {
      int upper = Character.toUpperCase(letter);
      boolean hasTwo =
          varies.test(letter) && upper != letter && Character.toLowerCase(upper) == letter;
      List<String> longer = new ArrayList<>();
      for (String start : found) {
        longer.add(start + Character.toString(letter));
        if (hasTwo) {
          longer.add(start + Character.toString(upper));
        }
      }
      found = longer;
    }
    return found;
  }
}
