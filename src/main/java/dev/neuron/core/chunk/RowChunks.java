package dev.neuron.core.chunk;

import dev.neuron.core.data.CodedRows;
import dev.neuron.core.math.LaneSums;
import java.util.List;
import java.util.Objects;

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

  /**
   * The results of a step for consecutive chunks, in their order.
   *
   * @param from the first chunk
   * @param to the chunk to stop before
   */
  List<double[]> run(ChunkStep step, int from, int to);

  /** The results of a step for each chunk, in the order of the chunks. */
  default List<double[]> run(ChunkStep step) {
    return run(step, 0, count());
  }

  /** The sums of a step over all chunks, added in the order of the chunks. */
  default double[] sum(ChunkStep step) {
    return sum(step, count());
  }

  /**
   * The sums of a step over all chunks, with the results of no more than some chunks in memory.
   *
   * @param atOnce the number of chunks whose results are held at a time, at least 1
   */
  default double[] sum(ChunkStep step, int atOnce) {
    double[] sums = null;
    for (int from = 0; from < count(); from += atOnce) {
      List<double[]> results = run(step, from, Math.min(count(), from + atOnce));
      double[] total = sums == null ? new double[results.getFirst().length] : sums;
      for (double[] result : results) {
        for (int q = 0; q < total.length; q++) {
          total[q] += result[q];
        }
      }
      sums = total;
    }
    return Objects.requireNonNull(sums, "there are no chunks");
  }
}
