package dev.neuron.table;

import dev.neuron.core.data.CellCode;
import dev.neuron.core.data.CodedColumn;
import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes down as numbers how each cell is encoded: asks the encoder of a column for each value that
 * occurs in it.
 */
final class ChunkCoding {

  private static final int REFERENCE = -1;

  private final RawDataset raw;
  private final ColumnRoles roles;
  private final TableScan scan;
  private final EncodingPlan plan;
  private final CellFaults faults = new CellFaults();
  private boolean isDoubtful;

  ChunkCoding(RawDataset raw, ColumnRoles roles, TableScan scan, EncodingPlan plan) {
    this.raw = raw;
    this.roles = roles;
    this.scan = scan;
    this.plan = plan;
  }

  /**
   * Returns the encoding.
   *
   * @param notes what the sender should know of the rows
   */
  ChunkEncoding encoding(List<TableNote> notes) {
    int[] first = plan.firstFeatures();
    ColumnEncoder[] encoders = plan.encoders(raw::texts, faults);
    List<CodedColumn> features = new ArrayList<>();
    for (int j = 0; j < encoders.length; j++) {
      features.add(feature(j, encoders[j], first[j + 1] - first[j]));
    }
    CodedRows coded =
        new CodedRows(
            raw.x().columns(), List.copyOf(features), target(), weights(), plan.classWeights());
    isDoubtful |= !faults.areNone() || scan.isDoubtful(plan.targets(), plan.classWeights());
    List<TableNote> all = new ArrayList<>(plan.notes());
    all.addAll(notes);
    return new ChunkEncoding(
        coded,
        plan.encoding(),
        plan.featureNames(),
        List.copyOf(all),
        plan.targets().classes() != null,
        isDoubtful);
  }

  private CodedColumn feature(int j, ColumnEncoder encoder, int width) {
    int column = plan.source()[j];
    boolean isCategory = plan.encoding().columns().get(j) instanceof CategoryColumn;
    double[] scratch = new double[Math.max(1, width)];
    DoubleUnaryOperator number =
        cell -> {
          Arrays.fill(scratch, 0);
          encoder.encode(cell, scratch, 0, () -> ErrorLocation.NOWHERE);
          return isCategory ? indexOfOne(scratch) : scratch[0];
        };
    LevelCounts levels = scan.levels(column);
    isDoubtful |= levels == null ? isCategory : levels.result(raw.texts(column)).hasMore();
    double[] distinct = isCategory ? new double[0] : null;
    if (isCategory && levels != null) {
      distinct = levels.distinctNumbers();
    }
    return new CodedColumn(
        column,
        isCategory,
        width,
        ofCodes(raw.texts(column), scan.missing(column) > 0, number),
        distinct,
        distinct == null ? new double[0] : Arrays.stream(distinct).map(number).toArray(),
        isCategory ? REFERENCE : 0);
  }

  private static double indexOfOne(double[] features) {
    for (int j = 0; j < features.length; j++) {
      if (features[j] == 1) {
        return j;
      }
    }
    return REFERENCE;
  }

  /** The number for the code of each text, and of a missing cell. */
  private static double[] ofCodes(
      @Nullable ColumnTexts texts, boolean isAnyMissing, DoubleUnaryOperator number) {
    if (texts == null && !isAnyMissing) {
      return new double[0];
    }
    double[] ofCodes = new double[1 + (texts == null ? 0 : texts.texts().size())];
    for (int code = isAnyMissing ? CellCode.MISSING : 1; code < ofCodes.length; code++) {
      ofCodes[code] = number.applyAsDouble(CellCode.cell(code));
    }
    return ofCodes;
  }

  private CodedColumn target() {
    int column = roles.target();
    ColumnTexts texts = raw.texts(column);
    DoubleUnaryOperator number = cell -> plan.targets().number(cell, texts);
    double[] distinct = plan.targets().isPlain() ? null : scan.target().distinctNumbers();
    return new CodedColumn(
        column,
        false,
        1,
        ofCodes(texts, false, number),
        distinct,
        distinct == null ? new double[0] : Arrays.stream(distinct).map(number).toArray(),
        0);
  }

  private @Nullable CodedColumn weights() {
    int column = roles.weights();
    if (column == TableLayout.NONE) {
      return null;
    }
    ColumnTexts texts = raw.texts(column);
    double[] ofCodes = ofCodes(texts, false, cell -> texts == null ? cell : texts.number(cell));
    return new CodedColumn(column, false, 1, ofCodes, null, new double[0], 0);
  }
}
