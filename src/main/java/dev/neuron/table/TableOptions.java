package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a table become features and targets.
 *
 * @param target the column of the target, by name or index; null for the last
 * @param positive the value of the target that is the positive class; null to choose it by rule
 * @param ignore the columns to leave out, by name or index
 * @param weights the column that weighs the rows; null for none
 * @param missing how missing cells are treated; null to refuse them
 * @param categories the columns that hold categories even if their cells are numbers
 * @param maxCategories the maximum number of levels of a category; null for the default
 */
public record TableOptions(
    @Nullable String target,
    @Nullable String positive,
    @Nullable ColumnNames ignore,
    @Nullable String weights,
    @Nullable MissingPolicy missing,
    @Nullable ColumnNames categories,
    @Nullable Integer maxCategories) {

  /** The default of {@link #maxCategories}. */
  public static final int DEFAULT_MAX_CATEGORIES = 50;

  /** All defaults. */
  public static final TableOptions DEFAULTS =
      new TableOptions(null, null, null, null, null, null, null);

  /** The columns to leave out. */
  List<String> ignored() {
    return ignore == null ? List.of() : ignore.names();
  }

  /** The columns that are declared to hold categories. */
  public List<String> declaredCategories() {
    return categories == null ? List.of() : categories.names();
  }

  MissingPolicy policy() {
    return Objects.requireNonNullElse(missing, MissingPolicy.REFUSE);
  }

  int categoryLimit() {
    return Objects.requireNonNullElse(maxCategories, DEFAULT_MAX_CATEGORIES);
  }

  /** True if no option changes how a table of numbers is read, whatever its target is. */
  boolean areDefaultsButTarget() {
    return positive == null
        && ignored().isEmpty()
        && weights == null
        && policy()
            != MissingPolicy.MEAN // which is kept for predictions, even if no cell is missing
        && declaredCategories().isEmpty();
  }

  /**
   * Refuses values out of range.
   *
   * @param place locates an option
   */
  void check(OptionPlace place) {
    int limit = categoryLimit();
    if (limit < 2 || limit > ColumnTexts.MAX_TEXTS) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          place.of("maxCategories"),
          "maxCategories must be from 2 to %d.".formatted(ColumnTexts.MAX_TEXTS));
    }
  }

  /** Locates an option in a request, by its name. */
  @FunctionalInterface
  public interface OptionPlace {
    ErrorLocation of(String option);
  }
}
