package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.TableLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a table into a dataset: finds out what its columns hold, and makes features of them. */
public final class DatasetEncoder {

  private final RawDataset raw;
  private final @Nullable ClassWeights classWeights;
  private final @Nullable TableEncoding start;
  private final Capacity capacity;
  private final CellFaults faults = new CellFaults();

  /** Checks that a dataset of some size may be made, before memory is taken for it; may throw. */
  @FunctionalInterface
  public interface Capacity {

    /**
     * Checks a size.
     *
     * @param features d
     * @param bytes what the features take beside the table
     */
    void require(int features, long bytes);
  }

  private DatasetEncoder(
      RawDataset raw,
      @Nullable ClassWeights classWeights,
      @Nullable TableEncoding start,
      Capacity capacity) {
    this.raw = raw;
    this.classWeights = classWeights;
    this.start = start;
    this.capacity = capacity;
  }

  /**
   * Encodes a table. It must not be used any more: a table of numbers is not copied.
   *
   * @param classWeights null for none
   * @param start the encoding of a model to start from, which is used instead of a new one; null
   *     for none
   * @throws InvalidInputException with locations from the root of the request, as its sender sees
   *     them
   */
  public static EncodedTable encode(
      RawDataset raw,
      @Nullable ClassWeights classWeights,
      @Nullable TableEncoding start,
      Capacity capacity) {
    raw.options().check(raw::placeOf);
    if (raw.y() == null) {
      Dataset.requireRows(raw.x().numbers());
    }
    boolean isPlain = classWeights == null && (start == null || start.isOfNumbersAlone());
    EncodedTable plain = isPlain ? PlainNumbers.encode(raw, capacity) : null;
    return plain == null ? new DatasetEncoder(raw, classWeights, start, capacity).encode() : plain;
  }

  private EncodedTable encode() {
    requireCounts();
    ColumnRoles roles = ColumnRoles.of(raw);
    raw.x().requireRead(roles.used());
    RowSelection rows = RowSelection.of(raw, roles);
    rows.requireAny(raw);
    TableScan scan = new TableScan(raw, roles, rows, faults);
    double[] weights = scan(scan, rows);
    EncodingPlan plan = EncodingPlan.of(raw, roles, scan, classWeights, start, faults);
    double[] y = new double[rows.count()];
    for (int i = 0; i < y.length; i++) {
      y[i] =
          plan.targets().number(raw.cell(rows.row(i), roles.target()), raw.texts(roles.target()));
    }
    if (plan.classWeights() != null) {
      weights = applied(plan.classWeights(), y, weights);
    }
    Dataset dataset = dataset(roles, rows, plan, y, weights);
    List<TableNote> notes = new ArrayList<>(plan.notes());
    notes.addAll(notes(roles, rows));
    return new EncodedTable(dataset, plan.encoding(), List.copyOf(notes));
  }

  /** Scans all rows that are kept, and returns their weights; null if all weigh 1. */
  private double @Nullable [] scan(TableScan scan, RowSelection rows) {
    double[] given = raw.sampleWeights();
    double[] weights = given == null && !scan.hasWeights() ? null : new double[rows.count()];
    double[] cells = new double[raw.x().columns() + 1];
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      raw.copyRow(row, cells);
      double weight = 1;
      if (weights != null) {
        weight = given == null ? scan.weight(row, cells, raw::texts) : given[row];
        weights[i] = weight;
      }
      scan.add(row, cells, weight, raw::texts);
    }
    return weights;
  }

  private static double[] applied(double[] ofClasses, double[] y, double @Nullable [] weights) {
    double[] applied = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      applied[i] = (weights == null ? 1 : weights[i]) * ofClasses[y[i] == 1 ? 1 : 0];
    }
    return applied;
  }

  /** Refuses targets, weights and names that are not as many as rows and columns. */
  private void requireCounts() {
    try {
      if (raw.y() != null) {
        Dataset.requireTargets(raw.y().rows(), raw.x().rows());
      }
      if (raw.sampleWeights() != null) {
        Dataset.requireSampleWeights(raw.sampleWeights(), raw.x().rows());
      }
      if (raw.featureNames() != null) {
        Dataset.checkedFeatureNames(raw.featureNames(), raw.x().columns());
      }
    } catch (InvalidInputException e) {
      throw e.within("dataset");
    }
  }

  private List<TableNote> notes(ColumnRoles roles, RowSelection rows) {
    return TableNote.ofRows(raw, roles, j -> raw.cell(0, j), raw.x().rows() - rows.count());
  }

  private Dataset dataset(
      ColumnRoles roles,
      RowSelection rows,
      EncodingPlan plan,
      double[] y,
      double @Nullable [] weights) {
    int d = plan.firstFeatures()[plan.source().length];
    long size = (long) rows.count() * d;
    capacity.require(d, Double.BYTES * size);
    if (size > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          ErrorLocation.NOWHERE,
          "The dataset would have %d numbers, more than an array can hold.".formatted(size));
    }
    double[] features = encoded(plan, rows, d);
    faults.throwIfAny(EncodingPlan.remedy(raw));
    TableLayout layout =
        TableLayout.ofDataset(
            raw::locate, roles.target(), roles.weights(), plan.columnsOfFeatures(), rows.indexes());
    Matrix x = new Matrix(features, rows.count(), d).withLayout(layout);
    try {
      return Dataset.ofEncoded(x, y, weights, plan.featureNames());
    } catch (InvalidInputException e) {
      throw layout.placed(e);
    }
  }

  private double[] encoded(EncodingPlan plan, RowSelection rows, int d) {
    double[] features = new double[rows.count() * d];
    int[] source = plan.source();
    int[] first = plan.firstFeatures();
    ColumnEncoder[] encoders = plan.encoders(raw::texts, faults);
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      for (int j = 0; j < source.length; j++) {
        int column = source[j];
        encoders[j].encode(
            raw.cell(row, column), features, i * d + first[j], () -> raw.locate(row, column));
      }
    }
    return features;
  }
}
