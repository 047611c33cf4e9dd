package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables of numbers with targets in [0, 1], which become datasets without a copy. */
final class PlainNumbers {

  private PlainNumbers() {}

  /**
   * Returns the dataset of a table; null if its cells are not all numbers, or an option asks for
   * more.
   */
  static @Nullable EncodedTable encode(RawDataset raw, DatasetEncoder.Capacity capacity) {
    Table y = raw.y();
    if (!raw.x().isNumbersAlone()
        || (y != null && !y.isNumbersAlone())
        || !raw.options().areDefaultsButTarget()
        || hasIndexPerhaps(raw)) {
      return null;
    }
    return y == null ? ofTable(raw, capacity) : ofArrays(raw, y, capacity);
  }

  private static boolean hasIndexPerhaps(RawDataset raw) {
    List<String> names = raw.names();
    return names != null
        && ((raw.y() == null && IndexColumn.isUnnamed(names))
            || names.stream().anyMatch(IndexColumn::isNamed));
  }

  private static @Nullable EncodedTable ofArrays(
      RawDataset raw, Table y, DatasetEncoder.Capacity capacity) {
    if (!areInRange(y, 0)) {
      return null;
    }
    capacity.require(raw.x().columns(), 0);
    double[] targets = y.numbers().values();
    if (targets.length != y.rows()) {
      targets = Arrays.copyOf(targets, y.rows());
    }
    Dataset dataset;
    try {
      dataset = Dataset.of(raw.x().numbers(), targets, raw.sampleWeights(), raw.names());
    } catch (InvalidInputException e) {
      throw e.within("dataset");
    }
    return encoded(dataset, List.of());
  }

  private static @Nullable EncodedTable ofTable(RawDataset raw, DatasetEncoder.Capacity capacity) {
    Table table = raw.x();
    int target =
        ColumnRoles.target(
            table.columns(), table.columnNames(), raw.options().target(), raw.placeOf("target"));
    if (!areInRange(table, target)) {
      return null;
    }
    capacity.require(table.columns() - 1, 0);
    List<String> names = table.columnNames();
    Dataset dataset = Dataset.ofTable(table.numbers(), target);
    return encoded(dataset, names == null ? List.of() : List.of(names.get(target)));
  }

  private static boolean areInRange(Table table, int column) {
    for (int i = 0; i < table.rows(); i++) {
      double target = table.cell(i, column);
      if (!(target >= 0 && target <= 1)) {
        return false;
      }
    }
    return true;
  }

  private static EncodedTable encoded(Dataset dataset, List<String> passedOver) {
    TableEncoding numbers = TableEncoding.ofNumbers(dataset.featureNames(), dataset.features());
    boolean isBinary = true;
    for (int i = 0; i < dataset.rows() && isBinary; i++) {
      isBinary = dataset.target(i) == 0 || dataset.target(i) == 1;
    }
    return new EncodedTable(
        dataset,
        new TableEncoding(
            numbers.columns(),
            numbers.isNamed(),
            passedOver,
            isBinary ? Classes.ZERO_AND_ONE : null),
        new ArrayList<>());
  }
}
