package dev.neuron.export;

import dev.neuron.export.SourceCode.Notation;
import dev.neuron.table.CategoryColumn;
import dev.neuron.table.CategoryColumn.Level;
import dev.neuron.table.Column;
import dev.neuron.table.NumberColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns of a record as variables of the templates of source code. */
final class SourceColumns {

  private SourceColumns() {}

  /** Returns the variables of each column. */
  static List<Map<String, @Nullable Object>> of(List<Column> columns, Notation notation) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>(columns.size());
    for (Column column : columns) {
      Map<String, @Nullable Object> values = new HashMap<>();
      values.put("index", all.size());
      values.put("name", notation.text().apply(column.name()));
      values.put("isNumber", column instanceof NumberColumn);
      switch (column) {
        case NumberColumn number -> values.put("fill", number(number.fill(), notation));
        case CategoryColumn category -> putCategory(values, category, notation);
      }
      all.add(values);
    }
    return all;
  }

  private static void putCategory(
      Map<String, @Nullable Object> values, CategoryColumn column, Notation notation) {
    List<Level> levels = column.levels();
    boolean hasNumbers = levels.stream().map(Level::number).anyMatch(Objects::nonNull);
    values.put("count", levels.size());
    values.put(
        "levels",
        list(levels.stream().map(level -> notation.level().apply(key(column, level))).toList()));
    values.put(
        "numbers",
        hasNumbers
            ? list(levels.stream().map(level -> number(level.number(), notation)).toList())
            : "");
    values.put("reference", column.reference());
    values.put("hasMissing", column.hasMissingLevel());
    values.put("anyCase", column.isYesOrNo());
  }

  /** The text that a cell is compared with. */
  private static String key(CategoryColumn column, Level level) {
    return column.isYesOrNo() ? level.value().toLowerCase(Locale.ROOT) : level.value();
  }

  private static String list(List<String> items) {
    return Literals.list(items, "            ");
  }

  private static String number(@Nullable Double number, Notation notation) {
    return number == null ? notation.noNumber() : ExportedNeuron.literal(number);
  }
}
