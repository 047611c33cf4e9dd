package dev.neuron.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of one column of a table become features: each stands for a number, which is the
 * feature itself or, in a column of categories, the index of the feature that is 1. The arrays must
 * not be modified.
 *
 * @param column index of the column in the table
 * @param categorical true for a column of categories
 * @param width how many features the column becomes
 * @param ofCodes the number for each {@link CellCode}
 * @param numbers the cells that stand for another number than their own, ascending, 0 for −0; null
 *     if each stands for itself
 * @param ofNumbers the numbers that they stand for; empty if {@code numbers} is null
 * @param otherwise the number that cells in none of these arrays stand for
 */
public record CodedColumn(
    int column,
    boolean categorical,
    int width,
    double[] ofCodes,
    double @Nullable [] numbers,
    double[] ofNumbers,
    double otherwise) {

  /** A column of numbers that has no other cells. */
  public static CodedColumn ofNumbers(int column) {
    return new CodedColumn(column, false, 1, new double[0], null, new double[0], 0);
  }

  /** True if each cell is a number that is the feature itself. */
  boolean isOfNumbersAlone() {
    return !categorical && numbers == null && ofCodes.length == 0;
  }

  /**
   * Writes the features of a cell.
   *
   * @param features modified from an index on; zeros before
   */
  void decode(double cell, double[] features, int at) {
    double number = number(cell);
    if (!categorical) {
      features[at] = number;
    } else if (number >= 0) {
      features[at + (int) number] = 1;
    }
  }

  /** The number that a cell stands for. */
  double number(double cell) {
    if (Double.isNaN(cell)) {
      int code = CellCode.of(cell);
      return code >= 0 && code < ofCodes.length ? ofCodes[code] : otherwise;
    }
    if (numbers == null) {
      return cell;
    }
    int found = Arrays.binarySearch(numbers, cell + 0.0); // −0 becomes 0
    return found >= 0 ? ofNumbers[found] : otherwise;
  }
}
