package dev.neuron.core.chunk;

import dev.neuron.core.data.CodedRows;
import dev.neuron.core.math.LaneSums;
import java.util.List;

/**
 * Rows that lie in chunks, on this machine or others: {@value LaneSums#CHUNK_ROWS} consecutive rows
 * in each but the last. For one thread at a time.
 */
public interface RowChunks {

  /** The rows of each chunk but the last. */
  int ROWS = LaneSums.CHUNK_ROWS;

  /** The number of chunks. */
  int count();

  /** The chunk with an index. */
  RowChunk get(int index);

  /** Sets how rows become a dataset for all steps from now on. */
  void decodeBy(CodedRows coded);

  /** Sets the scale of the rows for losses and gradients from now on. */
  void prepare(ChunkScale scale);

  /** The results of a step for each chunk, in the order of the chunks. */
  List<double[]> run(ChunkStep step);

  /** The sums of a step over all chunks, added in the order of the chunks. */
  default double[] sum(ChunkStep step) {
    List<double[]> results = run(step);
    double[] sums = new double[results.getFirst().length];
    for (double[] result : results) {
      for (int q = 0; q < sums.length; q++) {
        sums[q] += result[q];
      }
    }
    return sums;
  }
}
