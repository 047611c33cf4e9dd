package dev.neuron.export;

import dev.neuron.export.ColumnTerm.LevelWeight;
import dev.neuron.export.ColumnTerm.OfCategory;
import dev.neuron.export.ColumnTerm.OfNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One expression over quoted column names, in standard SQL. Numbers are approximate numeric
 * literals, so that a database computes with floating-point numbers. Some databases fail on an
 * exponential outside their range, so none is computed for |h| > 700. NULL is a missing cell; the
 * prediction is NULL if nothing stands for it, or if a level is unknown.
 */
final class SqlExpression {

  /**
   * The maximum number of terms in a sum. More are nested, since databases limit the depth of
   * expressions.
   */
  private static final int TERMS = 100;

  private SqlExpression() {}

  static String of(ExportedNeuron neuron) {
    List<String> terms = new ArrayList<>();
    terms.add(literal(neuron.parameters().bias()));
    for (ColumnTerm term : ColumnTerm.of(neuron)) {
      terms.add(
          switch (term) {
            case OfNumber number -> literal(number.weight()) + " * " + value(number);
            case OfCategory category -> weight(category);
          });
    }
    String h = sum(terms);
    return """
        CASE
          WHEN %1$s < -700 THEN 0.0E0
          WHEN %1$s > 700 THEN 1.0E0
          ELSE 1.0E0 / (1.0E0 + EXP(-%1$s))
        END
        """
        .formatted(h);
  }

  private static String sum(List<String> terms) {
    List<String> sums = terms;
    while (sums.size() > TERMS) {
      List<String> parts = new ArrayList<>();
      for (int from = 0; from < sums.size(); from += TERMS) {
        parts.add(parentheses(sums.subList(from, Math.min(from + TERMS, sums.size()))));
      }
      sums = parts;
    }
    return parentheses(sums);
  }

  private static String parentheses(List<String> terms) {
    return terms.stream().collect(Collectors.joining(" + ", "(", ")"));
  }

  private static String value(OfNumber term) {
    String column = identifier(term.name());
    return term.fill() == null
        ? column
        : "COALESCE(%s, %s)".formatted(column, literal(term.fill()));
  }

  /** The weight of the level in a column; NULL if there is none. */
  private static String weight(OfCategory term) {
    String column = identifier(term.name());
    StringBuilder cases = new StringBuilder("CASE ");
    cases.append(term.isYesOrNo() ? "LOWER(" + column + ")" : column);
    for (LevelWeight level : term.levels()) {
      for (String text : texts(term, level.level())) {
        String then = " WHEN %s THEN %s".formatted(text, literal(level.weight()));
        cases.append(then);
      }
    }
    String known = cases.append(" END").toString();
    return term.missingWeight() == null
        ? known
        : "CASE WHEN %s IS NULL THEN %s ELSE %s END"
            .formatted(column, literal(term.missingWeight()), known);
  }

  /**
   * The texts that are a level. In some databases LOWER changes the letters of ASCII alone; most
   * cannot hold a null character.
   */
  private static List<String> texts(OfCategory term, String level) {
    if (level.indexOf('\0') >= 0) {
      return List.of("NULL");
    }
    List<String> spellings = term.isYesOrNo() ? Spellings.beyondAscii(level) : List.of(level);
    return spellings.stream().map(text -> "'" + text.replace("'", "''") + "'").toList();
  }

  private static String literal(double value) {
    String number = ExportedNeuron.literal(value);
    return number.contains("E") ? number : number + "E0";
  }

  /** Quotes a column name, without the null character, which ends a text in C. */
  private static String identifier(String name) {
    return '"' + name.replace("\0", "").replace("\"", "\"\"") + '"';
  }
}
