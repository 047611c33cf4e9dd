package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the features of one column, cell by cell, and notes the cells that have none. */
abstract sealed class ColumnEncoder {

  final CellFaults faults;

  private ColumnEncoder(CellFaults faults) {
    this.faults = faults;
  }

  /**
   * Creates the encoder of a column.
   *
   * @param texts those in the column; null if it has none
   * @param faults receives the cells that cannot be used
   */
  static ColumnEncoder of(
      Column column, @Nullable ColumnTexts texts, UnknownCategories unknown, CellFaults faults) {
    return switch (column) {
      case NumberColumn number -> new OfNumbers(number, texts, faults);
      case CategoryColumn category -> new OfCategories(category, texts, unknown, faults);
    };
  }

  /**
   * Writes the features of a cell.
   *
   * @param features modified from an index on; zeros before
   * @param place locates the cell
   */
  abstract void encode(double cell, double[] features, int at, Supplier<ErrorLocation> place);

  private static final class OfNumbers extends ColumnEncoder {
    private final NumberColumn column;
    private final @Nullable ColumnTexts texts;

    OfNumbers(NumberColumn column, @Nullable ColumnTexts texts, CellFaults faults) {
      super(faults);
      this.column = column;
      this.texts = texts;
    }

    @Override
    void encode(double cell, double[] features, int at, Supplier<ErrorLocation> place) {
      features[at] = Double.isFinite(cell) ? cell : other(cell, place);
    }

    private double other(double cell, Supplier<ErrorLocation> place) {
      if (Double.isInfinite(cell)) {
        faults.add(Reason.UNUSABLE_CELL, place, () -> "A feature must be a finite number.");
        return 0;
      }
      if (ColumnTexts.isMissing(cell)) {
        if (column.fill() == null) {
          faults.addMissing(column.name(), place);
          return 0;
        }
        return column.fill();
      }
      ColumnTexts known = Objects.requireNonNull(texts);
      if (!ColumnTexts.isDropped(cell) && known.text(cell).isNumber()) {
        return known.text(cell).number();
      }
      faults.add(Reason.UNUSABLE_CELL, place, () -> UnusableText.describe(cell, known));
      return 0;
    }
  }

  private static final class OfCategories extends ColumnEncoder {
    private static final int REFERENCE = -1;
    private static final int UNKNOWN = -2;
    private static final int MAX_LEVELS_LISTED = 10;

    private final CategoryColumn column;
    private final @Nullable ColumnTexts texts;
    private final UnknownCategories unknown;
    private final Map<String, Integer> features = new HashMap<>();
    private final int[] featureOfText;

    OfCategories(
        CategoryColumn column,
        @Nullable ColumnTexts texts,
        UnknownCategories unknown,
        CellFaults faults) {
      super(faults);
      this.column = column;
      this.texts = texts;
      this.unknown = unknown;
      for (int level = 0; level < column.levels().size(); level++) {
        features.put(key(column.levels().get(level).value()), column.feature(level));
      }
      List<CellText> all = texts == null ? List.of() : texts.texts();
      featureOfText = all.stream().mapToInt(this::feature).toArray();
    }

    private String key(String level) {
      return column.isYesOrNo() ? level.toLowerCase(Locale.ROOT) : level;
    }

    private int feature(CellText text) {
      int exact = feature(text.text());
      boolean isOtherwiseWritten = exact == UNKNOWN && text.isNumber() && !text.isBoolean();
      return isOtherwiseWritten ? feature(Numerals.text(text.number())) : exact;
    }

    private int feature(String level) {
      return features.getOrDefault(key(level), UNKNOWN);
    }

    @Override
    void encode(double cell, double[] out, int at, Supplier<ErrorLocation> place) {
      int feature = feature(cell, place);
      if (feature >= 0) {
        out[at + feature] = 1;
      } else if (feature == UNKNOWN && unknown == UnknownCategories.REFUSE) {
        faults.add(Reason.UNKNOWN_CATEGORY, place, () -> unknown(cell));
      }
    }

    private int feature(double cell, Supplier<ErrorLocation> place) {
      if (!Double.isNaN(cell)) {
        return feature(Numerals.text(cell));
      }
      if (!ColumnTexts.isMissing(cell)) {
        return ColumnTexts.isDropped(cell) ? UNKNOWN : featureOfText[ColumnTexts.index(cell)];
      }
      if (column.hasMissingLevel()) {
        return column.missingFeature();
      }
      faults.addMissing(column.name(), place);
      return REFERENCE;
    }

    private String unknown(double cell) {
      String known =
          column.levels().stream()
              .limit(MAX_LEVELS_LISTED)
              .map(level -> Quoted.of(level.value()))
              .collect(
                  Collectors.joining(
                      ", ", "", column.levels().size() > MAX_LEVELS_LISTED ? ", …" : ""));
      return "the level %s is not known to the model, which knows %s. With unknownCategories set to reference it counts as the reference, %s."
          .formatted(
              Quoted.of(UnusableText.text(cell, texts)),
              known,
              Quoted.of(column.levels().get(column.reference()).value()));
    }
  }
}
