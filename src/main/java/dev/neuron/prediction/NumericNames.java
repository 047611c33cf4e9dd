package dev.neuron.prediction;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.Table;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Features with the names 0, 1, 2, which pandas gives to columns without names. A first line of
 * just these numbers may be a header or a row; a wrong guess would add or lose a prediction.
 */
final class NumericNames {

  private NumericNames() {}

  /**
   * Refuses a table whose first line may be either.
   *
   * @param names names of the model's features; null if they have none
   * @throws InvalidInputException with the first line as its location
   */
  static void requireNone(@Nullable List<String> names, Table table, CsvOptions options) {
    if (names != null
        && options.effectiveHeader() == CsvHeader.AUTO
        && table.columnNames() == null
        && names.size() == table.columns()
        && areSame(names, table)) {
      ErrorLocation place = ErrorLocation.ofLine(1, null);
      throw new InvalidInputException(
          Reason.FEATURE_NAME_MISMATCH,
          place,
          place.describe(
              "these numbers are a row or the names of the model's features; say which by"
                  + " header=false or header=true."));
    }
  }

  private static boolean areSame(List<String> names, Table table) {
    double[] numbers = new double[names.size()];
    double[] row = new double[names.size()];
    for (int j = 0; j < numbers.length; j++) {
      try {
        numbers[j] = Double.parseDouble(names.get(j));
      } catch (NumberFormatException e) {
        return false;
      }
      row[j] = table.numbers().value(0, j);
    }
    Arrays.sort(numbers);
    Arrays.sort(row);
    return Arrays.equals(numbers, row);
  }
}
