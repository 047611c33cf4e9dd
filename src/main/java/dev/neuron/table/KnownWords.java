package dev.neuron.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pairs of words for yes and no, of which yes is the positive class. */
final class KnownWords {

  private static final Map<String, String> NO_OF_YES =
      Map.ofEntries(
          Map.entry("yes", "no"),
          Map.entry("y", "n"),
          Map.entry("true", "false"),
          Map.entry("t", "f"),
          Map.entry("on", "off"),
          Map.entry("ja", "nein"),
          Map.entry("j", "n"),
          Map.entry("wahr", "falsch"),
          Map.entry("oui", "non"),
          Map.entry("vrai", "faux"),
          Map.entry("sí", "no"),
          Map.entry("si", "no"),
          Map.entry("sì", "no"),
          Map.entry("sim", "não"),
          Map.entry("да", "нет"),
          Map.entry("tak", "nie"),
          Map.entry("evet", "hayır"),
          Map.entry("예", "아니오"),
          Map.entry("네", "아니요"),
          Map.entry("はい", "いいえ"),
          Map.entry("是", "否"));

  private KnownWords() {}

  /** True if the two words are a yes and its no, in any case. */
  static boolean areYesAndNo(String yes, String no) {
    return no.strip().toLowerCase(Locale.ROOT).equals(NO_OF_YES.get(lower(yes)));
  }

  /** The index of the level that is a no, if the levels are a yes and a no; −1 otherwise. */
  static int no(List<CategoryColumn.Level> levels) {
    if (levels.size() != 2) {
      return -1;
    }
    String first = levels.get(0).value();
    String second = levels.get(1).value();
    if (areYesAndNo(second, first)) {
      return 0;
    }
    return areYesAndNo(first, second) ? 1 : -1;
  }

  private static String lower(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }
}
