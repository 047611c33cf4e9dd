package dev.neuron.core.neuron;

import dev.neuron.core.data.Matrix;
import dev.neuron.core.math.LaneSums;
import org.jspecify.annotations.Nullable;

/**
 * Eight rows of a matrix, one a lane, and their logits. The logit of a single row is a chain of
 * fma, each of which waits for the previous one; eight chains side by side take hardly longer than
 * one. Not safe for several threads.
 */
public final class RowBlock {

  /** The rows; where fewer than eight are left, the first stands in for the rest. */
  public final int[] rows = new int[LaneSums.LANES];

  /** Their logits. */
  public final double[] h = new double[LaneSums.LANES];

  /**
   * Selects the rows at the positions from {@code at} on.
   *
   * @param order maps positions to rows; null is the natural order
   * @param to the position to stop before
   * @return how many rows were selected, at most 8
   */
  public int take(int @Nullable [] order, int at, int to) {
    int count = Math.min(LaneSums.LANES, to - at);
    for (int k = 0; k < LaneSums.LANES; k++) {
      int position = k < count ? at + k : at;
      rows[k] = order == null ? position : order[position];
    }
    return count;
  }

  /**
   * Computes the logits, each with the bits of {@link Logit#of}.
   *
   * @param parameters d + 1 values, W first and b last
   */
  public void logits(double[] parameters, Matrix matrix) {
    double[] x = matrix.values();
    int d = matrix.columns();
    int x0 = rows[0] * d;
    int x1 = rows[1] * d;
    int x2 = rows[2] * d;
    int x3 = rows[3] * d;
    int x4 = rows[4] * d;
    int x5 = rows[5] * d;
    int x6 = rows[6] * d;
    int x7 = rows[7] * d;
    double h0 = parameters[d];
    double h1 = h0;
    double h2 = h0;
    double h3 = h0;
    double h4 = h0;
    double h5 = h0;
    double h6 = h0;
    double h7 = h0;
    for (int j = 0; j < d; j++) {
      double w = parameters[j];
      h0 = Math.fma(x[x0 + j], w, h0);
      h1 = Math.fma(x[x1 + j], w, h1);
      h2 = Math.fma(x[x2 + j], w, h2);
      h3 = Math.fma(x[x3 + j], w, h3);
      h4 = Math.fma(x[x4 + j], w, h4);
      h5 = Math.fma(x[x5 + j], w, h5);
      h6 = Math.fma(x[x6 + j], w, h6);
      h7 = Math.fma(x[x7 + j], w, h7);
    }
    h[0] = h0;
    h[1] = h1;
    h[2] = h2;
    h[3] = h3;
    h[4] = h4;
    h[5] = h5;
    h[6] = h6;
    h[7] = h7;
  }

  /**
   * Copies the rows into columns.
   *
   * @param to modified: value j of row k goes to {@code at + j · step + k}
   */
  public void transpose(Matrix matrix, double[] to, int at, int step) {
    double[] x = matrix.values();
    int d = matrix.columns();
    int x0 = rows[0] * d;
    int x1 = rows[1] * d;
    int x2 = rows[2] * d;
    int x3 = rows[3] * d;
    int x4 = rows[4] * d;
    int x5 = rows[5] * d;
    int x6 = rows[6] * d;
    int x7 = rows[7] * d;
    for (int j = 0, place = at; j < d; j++, place += step) {
      to[place] = x[x0 + j];
      to[place + 1] = x[x1 + j];
      to[place + 2] = x[x2 + j];
      to[place + 3] = x[x3 + j];
      to[place + 4] = x[x4 + j];
      to[place + 5] = x[x5 + j];
      to[place + 6] = x[x6 + j];
      to[place + 7] = x[x7 + j];
    }
  }
}
