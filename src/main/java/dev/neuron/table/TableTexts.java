package dev.neuron.table;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts in the cells of a table, column by column, while it is read. */
final class TableTexts {

  private final ColumnTexts.Budget budget = new ColumnTexts.Budget();
  private final Set<String> categories;
  private @Nullable ColumnTexts[] columns = new ColumnTexts[0];
  private boolean @Nullable [] isKept;
  private boolean numbersAlone = true;

  /**
   * @param categories the names of the columns that hold categories even if their cells are numbers
   */
  TableTexts(Set<String> categories) {
    this.categories = categories;
  }

  /** Returns the cell for a text; one that stands for a missing value counts as missing. */
  double text(int column, String text) {
    if (MissingWords.contain(text)) {
      return missing();
    }
    numbersAlone = false;
    return ofColumn(column).add(text);
  }

  /** Returns the cell for a truth value. */
  double truth(int column, boolean value) {
    numbersAlone = false;
    return ofColumn(column).add(value);
  }

  /** Returns the cell for a missing value. */
  double missing() {
    numbersAlone = false;
    return ColumnTexts.missing();
  }

  private ColumnTexts ofColumn(int column) {
    if (column >= columns.length) {
      columns = Arrays.copyOf(columns, Math.max(column + 1, 2 * columns.length));
    }
    ColumnTexts found = columns[column];
    if (found == null) {
      found = new ColumnTexts(budget);
      columns[column] = found;
    }
    return found;
  }

  /** Takes the names of the columns, by which categories were declared. */
  void name(List<String> names) {
    if (!categories.isEmpty()) {
      isKept = new boolean[names.size()];
      for (int j = 0; j < isKept.length; j++) {
        isKept[j] = categories.contains(names.get(j));
      }
    }
  }

  /** True if the texts of numbers in a column are to be kept. */
  boolean keeps(int column) {
    return isKept != null && column < isKept.length && isKept[column];
  }

  /** True if each cell so far is a number. */
  boolean areNumbersAlone() {
    return numbersAlone;
  }

  /** The texts in a column; null if it has none so far. */
  @Nullable ColumnTexts get(int column) {
    return column < columns.length ? columns[column] : null;
  }

  /** The texts in each of a number of columns; null for a column without. */
  @Nullable ColumnTexts[] all(int count) {
    return Arrays.copyOf(columns, count);
  }
}
