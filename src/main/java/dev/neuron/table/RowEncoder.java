package dev.neuron.table;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import java.util.ArrayList;
import java.util.List;

/** Turns rows to predict for into features, as the training did. */
public final class RowEncoder {

  /** What a caller can do about missing cells. */
  private static final String REMEDY =
      "Fill them in, or train with missing=mean, which keeps what stands for a missing cell.";

  private final TableEncoding encoding;
  private final UnknownCategories unknown;
  private final boolean passesOverUnknown;

  /**
   * @param unknown how levels that the training has not seen are treated
   * @param passesOverUnknown true if columns that the model does not know are passed over
   */
  public RowEncoder(TableEncoding encoding, UnknownCategories unknown, boolean passesOverUnknown) {
    this.encoding = encoding;
    this.unknown = unknown;
    this.passesOverUnknown = passesOverUnknown;
  }

  /**
   * Returns the features of each row.
   *
   * @param rows columns by name if they have names and the model's have, else by position
   * @return n × d
   * @throws InvalidInputException with locations relative to the rows, as their sender sees them
   */
  public Matrix features(Table rows) {
    int[] source = ColumnMatch.of(encoding, rows.columnNames(), rows.columns(), passesOverUnknown);
    rows.requireRead(source);
    int[] first = encoding.firstFeatures();
    int d = first[source.length];
    if (rows.isNumbersAlone() && hasNumberColumnsAlone()) {
      return ordered(rows, source);
    }
    CellFaults faults = new CellFaults();
    List<ColumnEncoder> encoders = new ArrayList<>();
    for (int j = 0; j < source.length; j++) {
      encoders.add(
          ColumnEncoder.of(encoding.columns().get(j), rows.texts(source[j]), unknown, faults));
    }
    double[] features = new double[size(rows.rows(), d)];
    for (int i = 0; i < rows.rows(); i++) {
      int row = i;
      for (int j = 0; j < source.length; j++) {
        int column = source[j];
        encoders
            .get(j)
            .encode(
                rows.cell(i, column), features, i * d + first[j], () -> rows.locate(row, column));
      }
    }
    faults.throwIfAny(REMEDY);
    return rows.numbers().withValues(features, d);
  }

  private boolean hasNumberColumnsAlone() {
    return encoding.columns().stream().allMatch(NumberColumn.class::isInstance);
  }

  /** The columns in the order of the encoding's, each of which is one feature. */
  private static Matrix ordered(Table rows, int[] source) {
    double[] features = new double[size(rows.rows(), source.length)];
    int at = 0;
    for (int i = 0; i < rows.rows(); i++) {
      for (int column : source) {
        features[at++] = rows.cell(i, column);
      }
    }
    return rows.numbers().withValues(features, source.length);
  }

  private static int size(int rows, int features) {
    long size = (long) rows * features;
    if (size > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          "",
          "The rows have %d features in all, more than one request may have.".formatted(size));
    }
    return (int) size;
  }
}
