package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.TableLayout;
import dev.neuron.table.TargetReader.Targets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the rows to train on, which gathers what decides how their columns become features.
 * Rows may be dropped afterwards.
 */
final class TableScan {

  private final RawDataset raw;
  private final ColumnRoles roles;
  private final CellFaults faults;
  private final TargetReader target;
  private final @Nullable RowSelection whole;
  private final @Nullable LevelCounts[] levels;
  private final int[] countedFrom;
  private final ColumnMean @Nullable [] means;
  private final long[] missing;
  private double minWeight = Double.POSITIVE_INFINITY;
  private double maxWeight;
  private boolean hasInvalidWeight;
  private int rows;
  private boolean hasInfinity;

  /**
   * @param raw the table, of which at least names and options are known
   * @param whole the rows of the table if it holds them, so that values are counted only when they
   *     are asked for, column by column; null to count them as they come
   * @param faults receives targets and weights that cannot be used
   */
  TableScan(RawDataset raw, ColumnRoles roles, @Nullable RowSelection whole, CellFaults faults) {
    this.raw = raw;
    this.whole = whole;
    this.roles = roles;
    this.faults = faults;
    int columns = raw.x().columns();
    target = new TargetReader(raw, roles.target(), faults);
    levels = new LevelCounts[columns];
    countedFrom = new int[columns];
    missing = new long[columns];
    boolean fills = raw.options().policy() == MissingPolicy.MEAN;
    means = fills ? new ColumnMean[columns] : null;
    if (means != null) {
      Arrays.setAll(means, _ -> new ColumnMean());
    }
  }

  /** Finds the texts in a column; they may still become more. */
  @FunctionalInterface
  interface Texts {
    @Nullable ColumnTexts of(int column);
  }

  /**
   * Adds a row.
   *
   * @param row its index, by which faults are located
   * @param cells all cells of the row
   * @param weight of the row
   */
  void add(int row, double[] cells, double weight, Texts texts) {
    int column = roles.target();
    target.add(row, cells[column], texts.of(column), weight);
    for (int j : roles.features()) {
      addFeature(j, cells[j], weight, texts);
    }
    noteWeight(weight);
    rows++;
  }

  /**
   * True if rows of numbers need no scan beyond their targets: no means and no declared categories.
   */
  boolean needsTargetsAlone() {
    return means == null && roles.categories().isEmpty();
  }

  /** Adds a row like {@link #add}, if it holds numbers alone and {@link #needsTargetsAlone}. */
  void addNumbers(int row, double[] cells, double weight) {
    target.add(row, cells[roles.target()], null, weight);
    double zeros = 0; // NaN once a cell is infinite
    for (int j : roles.features()) {
      zeros += cells[j] * 0;
    }
    hasInfinity |= Double.isNaN(zeros);
    noteWeight(weight);
    rows++;
  }

  private void noteWeight(double weight) {
    hasInvalidWeight |= !Dataset.isWeight(weight);
    if (weight > 0) {
      minWeight = Math.min(minWeight, weight);
      maxWeight = Math.max(maxWeight, weight);
    }
  }

  /**
   * True if a feature is infinite, or a target or weight may be out of range.
   *
   * @param ofClasses the weights of the classes; null if both weigh 1
   */
  boolean isDoubtful(Targets targets, double @Nullable [] ofClasses) {
    double[] classes = ofClasses == null ? new double[] {1, 1} : ofClasses;
    double[] totals = targets.weights();
    return hasInfinity
        || hasInvalidWeight
        || maxWeight == 0
        || !Arrays.stream(classes)
            .allMatch(c -> Dataset.isWeight(minWeight * c) && Dataset.isWeight(maxWeight * c))
        || (ofClasses != null && totals[0] * classes[0] + totals[1] * classes[1] == 0)
        || (targets.isPlain() && target.isAnyOutOfRange());
  }

  private void addFeature(int j, double cell, double weight, Texts texts) {
    if (Double.isNaN(cell)) {
      missing[j] += ColumnTexts.isMissing(cell) ? 1 : 0;
    } else {
      hasInfinity |= Double.isInfinite(cell);
    }
    LevelCounts counts = levels[j];
    ColumnTexts ofColumn = texts.of(j);
    if (whole == null && counts == null && (ofColumn != null || roles.categories().get(j))) {
      counts = new LevelCounts();
      levels[j] = counts;
      countedFrom[j] = rows;
    }
    if (counts != null) {
      counts.add(cell);
    }
    if (means != null) {
      means[j].add(ofColumn == null ? cell : ofColumn.number(cell), weight);
    }
  }

  /**
   * The weight of a row by the column that weighs the rows; 0 if it cannot be used, which is noted.
   *
   * @param row its index
   * @param cells all cells of the row
   */
  double weight(int row, double[] cells, Texts texts) {
    int column = roles.weights();
    double cell = cells[column];
    if (Double.isFinite(cell)) {
      return cell;
    }
    double[] weight = new double[1];
    Column numbers = NumberColumn.named(raw.name(column));
    ColumnEncoder.of(numbers, texts.of(column), UnknownCategories.REFUSE, faults)
        .encode(cell, weight, 0, () -> raw.locate(row, column));
    return weight[0];
  }

  /** True if a column weighs the rows. */
  boolean hasWeights() {
    return roles.weights() != TableLayout.NONE;
  }

  /** How many cells of a column are missing. */
  long missing(int column) {
    return missing[column];
  }

  TargetReader target() {
    return target;
  }

  /** The values in a column; null if it holds numbers alone and was not declared. */
  @Nullable LevelCounts levels(int column) {
    if (whole == null || (raw.texts(column) == null && !roles.categories().get(column))) {
      return levels[column];
    }
    LevelCounts counts = new LevelCounts();
    for (int i = 0; i < whole.count(); i++) {
      counts.add(raw.cell(whole.row(i), column));
    }
    return counts;
  }

  /** The memory that counts of values take. */
  long bytes() {
    long bytes = 0;
    for (LevelCounts counts : levels) {
      bytes += counts == null ? 0 : counts.bytes();
    }
    return bytes;
  }

  /** The row from which on the values of a column were counted. */
  int countedFrom(int column) {
    return countedFrom[column];
  }

  /** The weighted mean of a column of numbers; null if nothing stands for a missing cell. */
  @Nullable Double mean(int column) {
    return means == null ? null : means[column].value();
  }

  /** The weighted mean of the numbers in a column, within their range. */
  private static final class ColumnMean {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private double total;

    void add(double value, double weight) {
      if (!Double.isNaN(value) && weight > 0) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        total += weight;
        mean += (value - mean) * (weight / total);
      }
    }

    @Nullable Double value() {
      return min > max ? null : Double.valueOf(Math.clamp(mean, min, max));
    }
  }
}
