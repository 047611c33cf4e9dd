package dev.neuron.core.chunk;

import dev.neuron.core.data.CodedColumn;
import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Datasets as rows of cells: the features, the target and, if rows are weighted, the weight. */
public final class ChunkExamples {

  private ChunkExamples() {}

  /** How the cells of such rows become the dataset again. */
  public static CodedRows coded(Dataset dataset) {
    int d = dataset.features();
    List<CodedColumn> features = IntStream.range(0, d).mapToObj(CodedColumn::ofNumbers).toList();
    CodedColumn weights = dataset.isWeighted() ? CodedColumn.ofNumbers(d + 1) : null;
    return new CodedRows(columns(dataset), features, CodedColumn.ofNumbers(d), weights, null);
  }

  /** How many cells a row has. */
  public static int columns(Dataset dataset) {
    return dataset.features() + (dataset.isWeighted() ? 2 : 1);
  }

  /** The chunks after encoding and decoding. */
  public static List<RowChunk> chunks(Dataset dataset) {
    List<RowChunk> chunks = new ArrayList<>();
    int columns = columns(dataset);
    for (int from = 0; from < dataset.rows(); from += RowChunks.ROWS) {
      int rows = Math.min(RowChunks.ROWS, dataset.rows() - from);
      double[] cells = new double[rows * columns];
      for (int i = 0; i < rows; i++) {
        fill(dataset, from + i, cells, i * columns);
      }
      chunks.add(RowChunk.decode(new RowChunk(cells, columns).encode(), columns));
    }
    return chunks;
  }

  private static void fill(Dataset dataset, int row, double[] cells, int at) {
    int d = dataset.features();
    for (int j = 0; j < d; j++) {
      cells[at + j] = dataset.value(row, j);
    }
    cells[at + d] = dataset.target(row);
    if (dataset.isWeighted()) {
      cells[at + d + 1] = dataset.weight(row);
    }
  }
}
