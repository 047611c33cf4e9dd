package dev.neuron.core.data;

/**
 * The codes of cells that are not numbers. Such a cell is a NaN that carries a code, so that a
 * table of cells takes no more memory than one of numbers.
 */
public final class CellCode {

  /** The code of a missing value, which is the canonical NaN. */
  public static final int MISSING = 0;

  private static final long NAN = 0x7ff8_0000_0000_0000L;

  private CellCode() {}

  /** Returns the cell with a code from 0 on. */
  public static double cell(int code) {
    return Double.longBitsToDouble(NAN | code);
  }

  /** Returns the code of a cell that is a NaN. */
  public static int of(double cell) {
    return (int) Double.doubleToRawLongBits(cell);
  }
}
