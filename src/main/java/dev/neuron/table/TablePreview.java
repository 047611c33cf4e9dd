package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was read, before it is trained on: its columns and its first rows.
 *
 * @param rows how many rows the table has
 * @param columnCount how many columns the table has
 * @param hasNames true if the table names its columns
 * @param notation how a CSV table was written; null for other formats
 * @param columns the first {@value #MAX_COLUMNS}
 * @param cells of the first rows, in these columns: a number, a text, a truth value, or null for a
 *     missing cell
 * @param kept indexes of the rows in {@code cells} that are trained on
 */
public record TablePreview(
    int rows,
    int columnCount,
    boolean hasNames,
    @Nullable CsvNotation notation,
    List<PreviewColumn> columns,
    List<List<@Nullable Object>> cells,
    List<Integer> kept) {

  /** The maximum number of rows that a preview may have. */
  public static final int MAX_ROWS = 5000;

  /** The maximum number of columns that a preview has. */
  public static final int MAX_COLUMNS = 1000;

  /** The maximum number of cells that a preview has, and of features in its encoded rows. */
  public static final int MAX_CELLS = 1 << 18;

  /** The maximum number of characters in the texts of a preview's cells. */
  public static final int MAX_CHARACTERS = 1 << 22;

  /** About how many bytes a cell and its encoded features take until they are written. */
  private static final int BYTES_OF_CELL = 48;

  /** The text of a cell whose own text was not kept, being too long or one of too many. */
  public static final String NOT_KEPT = "…";

  /**
   * The first rows as features and targets.
   *
   * @param total how many rows of the table are trained on
   * @param x n × d
   * @param y n targets in [0, 1]
   * @param weights of the rows; null if all weigh the same
   */
  public record EncodedRows(
      List<String> featureNames,
      int total,
      double[][] x,
      double[] y,
      double @Nullable [] weights) {}

  /** About how many bytes a preview of a table takes at most. */
  public static long estimatedBytes(RawDataset raw, int rows) {
    long columns = Math.min(raw.x().columns() + 1, MAX_COLUMNS);
    return BYTES_OF_CELL * Math.min(MAX_CELLS, Math.min(rows, raw.x().rows()) * columns);
  }

  /**
   * The rows of {@link #kept} as they are trained on, as many as the bound on cells allows.
   *
   * @param dataset of the whole table
   * @param featureNames of the dataset
   */
  public EncodedRows encoded(Dataset dataset, List<String> featureNames) {
    int d = dataset.features();
    int n = Math.min(kept.size(), Math.max(1, MAX_CELLS / d));
    double[][] x = new double[n][d];
    double[] y = new double[n];
    double[] weights = dataset.isWeighted() ? new double[n] : null;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x[i][j] = dataset.value(i, j);
      }
      y[i] = dataset.target(i);
      if (weights != null) {
        weights[i] = dataset.weight(i);
      }
    }
    return new EncodedRows(new ArrayList<>(featureNames), dataset.rows(), x, y, weights);
  }
}
