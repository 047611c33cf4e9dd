package dev.neuron.table;

import java.util.Locale;
import java.util.Set;

/** The words that stand for a missing value. */
public final class MissingWords {

  private static final Set<String> WORDS = Set.of("na", "n/a", "nan", "null", "none", "?");
  private static final int MAX_LENGTH = 4;

  private MissingWords() {}

  /** True if a text, without the spaces around it, is empty or such a word in any case. */
  public static boolean contain(String text) {
    String word = text.strip();
    return word.isEmpty()
        || (word.length() <= MAX_LENGTH && WORDS.contains(word.toLowerCase(Locale.ROOT)));
  }
}
