package dev.neuron.core.chunk;

import dev.neuron.core.math.LaneSums;
import java.util.List;

/**
 * Rows that lie in chunks, here or elsewhere: {@value LaneSums#CHUNK_ROWS} consecutive ones in each
 * but the last. For one thread at a time.
 */
public interface RowChunks {

  /** How many rows a chunk has. */
  int ROWS = LaneSums.CHUNK_ROWS;

  /** How many chunks there are. */
  int count();

  /** The chunk itself. */
  RowChunk get(int index);

  /** From now on losses and gradients are of rows on this scale. */
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
