package dev.neuron.core;

/**
 * A dataset packed for {@link PanelStages}: batches of consecutive rows, each beginning a panel of
 * its own, so that the lanes of a row count from its batch's first one. What is missing from the
 * last panel of a batch is filled with zeros.
 *
 * <p>All of it lies in one array: working space for each thread, then the panels, the targets and,
 * if there are any, the sample weights.
 */
final class Panels {

  private final Dataset dataset;
  private final int batchSize;
  private final int panelsPerBatch;
  private final double[] memory;
  private final int x;
  private final int y;
  private final int weights;

  /**
   * @param batchSize rows of a batch but the last
   * @param workingSpace elements that are left free in front, a multiple of 8
   */
  Panels(Dataset dataset, int batchSize, int workingSpace) {
    this.dataset = dataset;
    this.batchSize = batchSize;
    panelsPerBatch = panels(batchSize);
    int rows = paddedRows(dataset.rows(), batchSize);
    memory = PanelMemory.borrow((int) elements(dataset, batchSize, workingSpace));
    x = PanelMemory.FIRST + workingSpace;
    y = x + rows * dataset.features();
    weights = y + rows;
    for (int from = 0; from < dataset.rows(); from += batchSize) {
      for (int i = from; i < Math.min(from + batchSize, dataset.rows()); i++) {
        pack(i, panelOf(from) * PanelStages.ROWS + (i - from));
      }
      if (from > dataset.rows() - batchSize) {
        break; // from + batchSize may be more than an int
      }
    }
  }

  /** How many array elements such panels take. */
  static long elements(Dataset dataset, int batchSize, int workingSpace) {
    long batches = Math.ceilDiv(dataset.rows(), batchSize);
    long rows = batches * panels(batchSize) * PanelStages.ROWS;
    int columns = dataset.features() + (dataset.sampleWeights() == null ? 1 : 2);
    return workingSpace + rows * columns;
  }

  private static int panels(int rows) {
    return Math.ceilDiv(rows, PanelStages.ROWS);
  }

  private static int paddedRows(int rows, int batchSize) {
    return Math.ceilDiv(rows, batchSize) * panels(batchSize) * PanelStages.ROWS;
  }

  private void pack(int row, int place) {
    int d = dataset.features();
    double[] values = dataset.x().values();
    int panel = x + place / PanelStages.ROWS * PanelStages.ROWS * d + place % PanelStages.ROWS;
    for (int j = 0; j < d; j++) {
      memory[panel + j * PanelStages.ROWS] = values[row * d + j];
    }
    memory[y + place] = dataset.y()[row];
    if (dataset.sampleWeights() != null) {
      memory[weights + place] = dataset.weight(row);
    }
  }

  /** The array that holds everything. */
  double[] memory() {
    return memory;
  }

  int features() {
    return dataset.features();
  }

  /** The panel that a batch begins, by the batch's first row. */
  int panelOf(int firstRow) {
    return firstRow / batchSize * panelsPerBatch;
  }

  /** Where a panel's features begin. */
  int x(int panel) {
    return x + panel * PanelStages.ROWS * dataset.features();
  }

  /** Where a panel's targets begin. */
  int y(int panel) {
    return y + panel * PanelStages.ROWS;
  }

  /** Where a panel's sample weights begin. */
  int weights(int panel) {
    return weights + panel * PanelStages.ROWS;
  }

  boolean hasWeights() {
    return dataset.sampleWeights() != null;
  }

  /** Gives the memory back; nothing else may be called any more. */
  void close() {
    PanelMemory.giveBack(memory);
  }
}
