package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.RowBlock;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A dataset packed for {@link PanelStages}: batches of rows, each beginning a panel of its own, so
 * that the lanes of a row count from its batch's first one. Batches of consecutive rows are packed
 * once; of shuffled rows there is room for one batch, to be packed again each time, which is still
 * faster than working on scattered rows.
 *
 * <p>All of it lies in one array: working space for each thread, then the panels, the targets and,
 * if there are any, the sample weights. What is left of a batch's last panel holds finite numbers
 * and the weight 0.
 */
final class Panels {

  private final @Nullable Dataset dataset;
  private final int features;
  private final boolean weighted;
  private final int batchSize;
  private final boolean shuffled;
  private final double[] memory;
  private final int x;
  private final int y;
  private final int weights;

  /**
   * @param batchSize rows of a batch but the last
   * @param shuffled whether each batch will be {@link #pack packed} before it is used
   * @param workingSpace elements that are left free at the beginning, a multiple of 8
   * @param borrow takes memory for a number of elements
   */
  Panels(
      Dataset dataset,
      int batchSize,
      boolean shuffled,
      int workingSpace,
      IntFunction<double[]> borrow) {
    this.dataset = shuffled ? dataset : null; // else nothing is packed again
    features = dataset.features();
    weighted = dataset.sampleWeights() != null;
    this.batchSize = batchSize;
    this.shuffled = shuffled;
    int places = (int) places(dataset, batchSize, shuffled);
    memory = borrow.apply((int) elements(dataset, batchSize, shuffled, workingSpace));
    x = AlignedBufferPool.FIRST + workingSpace;
    y = x + places * dataset.features();
    weights = y + places;
    if (!shuffled) {
      int rows = dataset.rows();
      RowBlock block = new RowBlock();
      for (int from = 0, to; from < rows; from = to) {
        to = from + Math.min(batchSize, rows - from);
        pack(dataset, block, null, from, to, panelOf(from));
      }
    }
  }

  /** The number of array elements that such panels take. */
  static long elements(Dataset dataset, int batchSize, boolean shuffled, int workingSpace) {
    int columns = dataset.features() + (dataset.sampleWeights() == null ? 1 : 2);
    return workingSpace + places(dataset, batchSize, shuffled) * columns;
  }

  private static long places(Dataset dataset, int batchSize, boolean shuffled) {
    long batches = shuffled ? 1 : Math.ceilDiv(dataset.rows(), batchSize);
    return batches * panels(batchSize) * PanelStages.ROWS;
  }

  private static int panels(int rows) {
    return Math.ceilDiv(rows, PanelStages.ROWS);
  }

  /**
   * Packs rows, eight at a time: a cache line of a panel then fills at once.
   *
   * @param block working space
   * @param order maps positions to rows; null is the natural order
   * @param from the first position
   * @param to the position to stop before
   * @param panel the panel that they begin
   */
  void pack(RowBlock block, int @Nullable [] order, int from, int to, int panel) {
    Dataset rows = Objects.requireNonNull(dataset, "these rows are not shuffled");
    pack(rows, block, order, from, to, panel);
  }

  private void pack(
      Dataset dataset, RowBlock block, int @Nullable [] order, int from, int to, int panel) {
    for (int at = from; at < to; at += LaneSums.LANES) {
      int count = block.take(order, at, to);
      int place = at - from;
      block.transpose(
          dataset.x(),
          memory,
          x(panel + place / PanelStages.ROWS) + place % PanelStages.ROWS,
          PanelStages.ROWS);
      for (int k = 0; k < LaneSums.LANES; k++) {
        int i = block.rows[k];
        memory[y(panel) + place + k] = dataset.y()[i];
        if (hasWeights()) {
          memory[weights(panel) + place + k] = k < count ? dataset.weight(i) : 0;
          if (!dataset.counts(i)) {
            clear(panel, place + k);
          }
        }
      }
    }
    if (hasWeights()) {
      int end = Math.ceilDiv(to - from, LaneSums.LANES) * LaneSums.LANES;
      int filled = panels(to - from) * PanelStages.ROWS;
      Arrays.fill(memory, weights(panel) + end, weights(panel) + filled, 0);
    }
  }

  /** Leaves zeros of a row of weight 0: what would overflow in it would reach the sums as 0 · ∞. */
  private void clear(int panel, int place) {
    int row = x(panel + place / PanelStages.ROWS) + place % PanelStages.ROWS;
    for (int j = 0; j < features; j++) {
      memory[row + j * PanelStages.ROWS] = 0;
    }
  }

  /** The array that holds everything. */
  double[] memory() {
    return memory;
  }

  int features() {
    return features;
  }

  /** The panel that a batch begins, by the batch's first position. */
  int panelOf(int first) {
    return shuffled ? 0 : first / batchSize * panels(batchSize);
  }

  /** The index at which a panel's features begin. */
  int x(int panel) {
    return x + panel * PanelStages.ROWS * features;
  }

  /** The index at which a panel's targets begin. */
  int y(int panel) {
    return y + panel * PanelStages.ROWS;
  }

  /** The index at which a panel's sample weights begin. */
  int weights(int panel) {
    return weights + panel * PanelStages.ROWS;
  }

  boolean hasWeights() {
    return weighted;
  }

  /** Returns the memory; no other method may be called afterwards. */
  void close() {
    AlignedBufferPool.giveBack(memory);
  }
}
