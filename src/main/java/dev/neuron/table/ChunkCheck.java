package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.TableLayout;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads all rows of a table in chunks again, to name the cells that cannot be used. */
final class ChunkCheck {

  private final RawDataset raw;
  private final ColumnRoles roles;
  private final EncodingPlan plan;
  private final CellFaults faults;
  private final ColumnEncoder[] encoders;
  private final TableScan scan;
  private final double[] features;
  private final double[] row;
  private final double[] y;
  private final double @Nullable [] weights;

  /**
   * @param rows how many there are
   * @param faults targets and weights that cannot be used
   */
  ChunkCheck(RawDataset raw, ColumnRoles roles, EncodingPlan plan, int rows, CellFaults faults) {
    this.raw = raw;
    this.roles = roles;
    this.plan = plan;
    this.faults = faults;
    encoders = plan.encoders(raw::texts, faults);
    scan = new TableScan(raw, roles, null, new CellFaults()); // those of weights are known
    features = new double[plan.encoding().features()];
    row = new double[raw.x().columns()];
    y = new double[rows];
    weights = scan.hasWeights() || plan.classWeights() != null ? new double[rows] : null;
  }

  /**
   * Refuses the table if a cell cannot be used.
   *
   * @param chunks returns the cells of a chunk by its index
   */
  void requireUsable(IntFunction<double[]> chunks) {
    int index = 0;
    for (int i = 0; index < y.length; i++) {
      double[] cells = chunks.apply(i);
      for (int at = 0; at < cells.length; at += row.length) {
        System.arraycopy(cells, at, row, 0, row.length);
        addFeatures(index);
        addTarget(index);
        index++;
      }
    }
    faults.throwIfAny(EncodingPlan.remedy(raw));
    TableLayout layout =
        TableLayout.ofDataset(
            raw::locate, roles.target(), roles.weights(), plan.columnsOfFeatures(), null);
    try {
      Dataset.requireTargetsAndWeights(y, weights);
    } catch (InvalidInputException e) {
      throw layout.placed(e);
    }
  }

  private void addFeatures(int index) {
    int[] source = plan.source();
    for (int j = 0; j < source.length; j++) {
      int column = source[j];
      encoders[j].encode(row[column], features, 0, () -> raw.locate(index, column));
    }
  }

  private void addTarget(int index) {
    int column = roles.target();
    y[index] = plan.targets().number(row[column], raw.texts(column));
    if (weights != null) {
      double weight = scan.hasWeights() ? scan.weight(index, row, raw::texts) : 1;
      double[] ofClasses = plan.classWeights();
      weights[index] = ofClasses == null ? weight : weight * ofClasses[y[index] == 1 ? 1 : 0];
    }
  }
}
