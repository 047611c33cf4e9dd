package dev.neuron.export;

import dev.neuron.export.ColumnTerm.LevelWeight;
import dev.neuron.export.ColumnTerm.OfCategory;
import dev.neuron.export.ColumnTerm.OfNumber;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The neuron as an Excel formula for row 2, with the columns of the table from column A on. An
 * empty cell is a missing one, and an unknown level gives #N/A. A level is looked up in an array of
 * all levels: {@code LOOKUP(2, 1/EXACT(…))} finds the one without an error.
 */
final class ExcelFormula {

  private static final int MAX_LENGTH = 8192;
  private static final int LETTERS = 26;

  /** The maximum number of nested conditions, below Excel's bound of 64. */
  private static final int MAX_NESTED = 60;

  private ExcelFormula() {}

  static String of(ExportedNeuron neuron) {
    StringBuilder h = new StringBuilder(neuron.bias());
    List<ColumnTerm> terms = ColumnTerm.of(neuron);
    for (int j = 0; j < terms.size(); j++) {
      String cell = column(j) + "2";
      h.append('+')
          .append(
              switch (terms.get(j)) {
                case OfNumber number -> product(number, cell);
                case OfCategory category -> weight(category, cell);
              });
    }
    // EXP(710) is an error; beyond 700, the bound changes nothing that a cell can show.
    String formula = "=1/(1+EXP(-MAX(-700,MIN(700," + h + "))))";
    if (formula.length() > MAX_LENGTH) {
      throw ExportedNeuron.refusal(
          "The formula would have %d characters, in Excel it may have %d."
              .formatted(formula.length(), MAX_LENGTH));
    }
    return formula + "\n";
  }

  private static String product(OfNumber term, String cell) {
    String value =
        term.fill() == null
            ? cell
            : "IF(TRIM(%s)=\"\",%s,%1$s)".formatted(cell, ExportedNeuron.literal(term.fill()));
    return ExportedNeuron.literal(term.weight()) + "*" + value;
  }

  private static String weight(OfCategory term, String cell) {
    String text = term.isYesOrNo() ? "LOWER(" + cell + ")" : cell;
    List<LevelWeight> single = term.levels().stream().filter(ExcelFormula::isSingle).toList();
    if (single.size() > MAX_NESTED) {
      throw ExportedNeuron.refusal(
          "Excel nests at most 64 conditions, and a column has %d levels that need one."
              .formatted(single.size()));
    }
    String missing =
        term.missingWeight() == null ? "NA()" : ExportedNeuron.literal(term.missingWeight());
    StringBuilder formula = new StringBuilder("IF(TRIM(%s)=\"\",%s,".formatted(cell, missing));
    for (LevelWeight level : single) {
      formula.append(
          "IF(%s,%s,".formatted(isLevel(level, cell), ExportedNeuron.literal(level.weight())));
    }
    return formula.append(lookup(term, text)).append(")".repeat(1 + single.size())).toString();
  }

  /**
   * True if a level cannot stand in an array: a text with invisible characters, or a number whose
   * text depends on the language of Excel.
   */
  private static boolean isSingle(LevelWeight level) {
    boolean isFraction = level.number() != null && level.number() != Math.rint(level.number());
    return isFraction || level.level().codePoints().anyMatch(Literals::isHidden);
  }

  private static String isLevel(LevelWeight level, String cell) {
    if (level.level().indexOf('\0') >= 0) {
      return "FALSE"; // no cell holds it
    }
    String isText = "EXACT(%s,%s)".formatted(cell, concatenation(level.level()));
    return level.number() == null
        ? isText
        : "OR(%s,%s=%s)".formatted(isText, cell, ExportedNeuron.literal(level.number()));
  }

  private static String lookup(OfCategory term, String text) {
    List<LevelWeight> levels = term.levels().stream().filter(level -> !isSingle(level)).toList();
    return levels.isEmpty()
        ? "NA()"
        : "LOOKUP(2,1/EXACT(%s,%s),%s)"
            .formatted(
                text,
                array(levels, level -> quoted(key(term, level.level()))),
                array(levels, level -> ExportedNeuron.literal(level.weight())));
  }

  private static String key(OfCategory term, String level) {
    return term.isYesOrNo() ? level.toLowerCase(Locale.ROOT) : level;
  }

  private static String array(List<LevelWeight> levels, Function<LevelWeight, String> item) {
    return levels.stream().map(item).collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** A text whose invisible characters are named by their numbers. */
  private static String concatenation(String text) {
    return text.codePoints()
        .mapToObj(
            point ->
                Literals.isHidden(point)
                    ? "\"&UNICHAR(" + point + ")&\""
                    : Character.toString(point).replace("\"", "\"\""))
        .collect(Collectors.joining("", "\"", "\""));
  }

  /** Returns the name of a column: A … Z, AA … */
  private static String column(int index) {
    String last = Character.toString('A' + index % LETTERS);
    return index < LETTERS ? last : column(index / LETTERS - 1) + last;
  }
}
