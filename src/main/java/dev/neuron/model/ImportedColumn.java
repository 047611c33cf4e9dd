package dev.neuron.model;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Quoted;
import dev.neuron.model.ColumnResponse.LevelResponse;
import dev.neuron.table.CategoryColumn;
import dev.neuron.table.CategoryColumn.Level;
import dev.neuron.table.Column;
import dev.neuron.table.MissingWords;
import dev.neuron.table.NumberColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads one column of an import. Any of its fields may be absent, since it came from a client. */
final class ImportedColumn {

  private final ColumnResponse given;
  private final int index;

  ImportedColumn(ColumnResponse given, int index) {
    this.given = given;
    this.index = index;
  }

  /**
   * Returns the column, with levels in code-point order.
   *
   * @param isByPosition true if columns have no names; then x1, x2, … need not be given
   * @param firstFeature index of its first feature
   * @throws InvalidInputException with a pointer into the import
   */
  Column checked(boolean isByPosition, int firstFeature) {
    String name = name(isByPosition);
    @Nullable String kind = given.kind();
    if (kind == null) {
      throw InvalidInputException.missing(at("kind"));
    }
    Column column =
        switch (kind) {
          case "number" -> number(name);
          case "category" -> category(name);
          default -> throw invalid("kind", "The kind of a column is number or category.");
        };
    requireFeatures(column, firstFeature);
    return column;
  }

  private String name(boolean isByPosition) {
    @Nullable String name = given.name();
    String ofPosition = "x" + (index + 1);
    if (name == null) {
      if (isByPosition) {
        return ofPosition;
      }
      throw InvalidInputException.missing(at("name"));
    }
    if (isByPosition && !name.equals(ofPosition)) {
      throw invalid("name", "A column without a name is called %s.".formatted(ofPosition));
    }
    return name;
  }

  private NumberColumn number(String name) {
    requireAbsent("levels", given.levels());
    requireAbsent("reference", given.reference());
    requireAbsent("missingCount", given.missingCount());
    Double min = finite("min", given.min());
    Double max = finite("max", given.max());
    if (min != null && max != null && min > max) {
      throw invalid("min", "The smallest number must not exceed the largest.");
    }
    Object missing = given.missing();
    if (missing != null && !(missing instanceof Number)) {
      throw invalid("missing", "In a column of numbers, a number stands for a missing cell.");
    }
    Double fill = missing instanceof Number number ? (Double) number.doubleValue() : null;
    return new NumberColumn(name, min, max, finite("missing", fill));
  }

  private CategoryColumn category(String name) {
    requireAbsent("min", given.min());
    requireAbsent("max", given.max());
    List<Level> levels = levels();
    String reference = given.reference();
    if (reference == null) {
      throw InvalidInputException.missing(at("reference"));
    }
    if (levels.stream().noneMatch(level -> level.value().equals(reference))) {
      throw invalid("reference", "The reference must be one of the levels.");
    }
    return CategoryColumn.of(name, levels, reference, missingCount());
  }

  private int missingCount() {
    Object missing = given.missing();
    if (missing == null) {
      requireAbsent("missingCount", given.missingCount());
      return 0;
    }
    if (!missing.equals(CategoryColumn.MISSING)) {
      throw invalid(
          "missing",
          "In a category, %s stands for missing cells.".formatted(CategoryColumn.MISSING));
    }
    int count = Objects.requireNonNullElse(given.missingCount(), 1);
    if (count < 1) {
      throw invalid("missingCount", "A level of missing cells has at least one.");
    }
    return count;
  }

  private List<Level> levels() {
    List<LevelResponse> levels = given.levels();
    if (levels == null) {
      throw InvalidInputException.missing(at("levels"));
    }
    if (levels.isEmpty() || levels.size() > CategoryColumn.MAX_LEVELS) {
      throw invalid(
          "levels", "A category has 1 to %d levels.".formatted(CategoryColumn.MAX_LEVELS));
    }
    Set<String> seen = new HashSet<>();
    for (int k = 0; k < levels.size(); k++) {
      requireLevel(levels.get(k), "levels/" + k, seen);
    }
    return levels.stream().map(level -> new Level(level.value(), level.count())).toList();
  }

  private void requireLevel(LevelResponse level, String pointer, Set<String> seen) {
    @Nullable String value = level.value();
    if (value == null) {
      throw InvalidInputException.missing(at(pointer + "/value"));
    }
    if (value.length() > CategoryColumn.MAX_LEVEL_LENGTH
        || !value.equals(value.strip())
        || MissingWords.contain(value)) {
      throw invalid(
          pointer + "/value",
          "A level must be 1 to %d characters without spaces around them, and no word for a missing value."
              .formatted(CategoryColumn.MAX_LEVEL_LENGTH));
    }
    if (!seen.add(value)) {
      throw invalid(
          pointer + "/value", "The level %s stands there twice.".formatted(Quoted.of(value)));
    }
    if (level.count() < 0) {
      throw invalid(pointer + "/count", "A count must not be negative.");
    }
  }

  private void requireFeatures(Column column, int first) {
    @Nullable List<Integer> features = given.features();
    int end = first + column.featureNames().size();
    if (features != null && !features.equals(IntStream.range(first, end).boxed().toList())) {
      throw invalid(
          "features",
          first == end
              ? "The column has no feature, since it has one level alone."
              : "Its features are those from %d to %d; leave the field out, or give these."
                  .formatted(first, end - 1));
    }
  }

  private @Nullable Double finite(String field, @Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw invalid(field, "The number must be finite.");
    }
    return value;
  }

  private void requireAbsent(String field, @Nullable Object value) {
    if (value != null) {
      throw invalid(field, "A column of kind %s has no %s.".formatted(given.kind(), field));
    }
  }

  private InvalidInputException invalid(String field, String detail) {
    return ImportedEncoding.invalid(at(field), detail);
  }

  private String at(String field) {
    return "columns/" + index + "/" + field;
  }
}
