package dev.neuron.core.chunk;

import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset whose rows lie in chunks.
 *
 * @param chunks its rows, cell by cell
 * @param coded how the cells become features, targets and weights
 * @param rows how many rows there are
 * @param first a copy of some of the first rows, or of all, with the names of the features
 * @param totals of all rows
 */
public record ChunkedDataset(
    RowChunks chunks, CodedRows coded, int rows, Dataset first, Totals totals) {

  /** Memory of the parser: its buffer and a row. */
  private static final long BUFFER_BYTES = 1 << 16;

  private static final long BUFFER_BYTES_PER_VALUE = 1 << 9;

  /** The copies of a chunk as features: decoded, on its scale, and packed for the kernel. */
  private static final int DECODED_COPIES = 3;

  /**
   * Totals of all rows.
   *
   * @param weight Σ s
   * @param maxWeight the largest s
   * @param isBinary true if the target of every row with a weight above 0 is 0 or 1
   */
  public record Totals(double weight, double maxWeight, boolean isBinary) {}

  /**
   * A dataset of rows that all lie in their chunks.
   *
   * @param rows how many they are; at least 1
   * @param featureNames d names; null if the features have none
   * @param hasTwoClasses true if every target is 0 or 1
   */
  public static ChunkedDataset of(
      RowChunks chunks,
      CodedRows coded,
      int rows,
      @Nullable List<String> featureNames,
      boolean hasTwoClasses) {
    chunks.decodeBy(coded);
    Dataset first = FirstRows.of(chunks, coded, rows, featureNames);
    if (!coded.isWeighted()) {
      return new ChunkedDataset(chunks, coded, rows, first, new Totals(rows, 1, hasTwoClasses));
    }
    return new ChunkedDataset(
        chunks, coded, rows, first, totals(chunks.run(new ChunkStep.Totals())));
  }

  private static Totals totals(List<double[]> ofChunks) {
    double weight = 0;
    double max = 0;
    double fractional = 0;
    for (double[] chunk : ofChunks) {
      weight += chunk[0];
      max = Math.max(max, chunk[1]);
      fractional += chunk[2];
    }
    return new Totals(weight, max, fractional == 0);
  }

  /** Statistics of the columns of all rows. */
  FeatureStatistics summary() {
    ChunkStep summary = new ChunkStep.Summary(totals.maxWeight());
    return FeatureStatistics.merged(chunks.run(summary), features());
  }

  /** The number d of features. */
  public int features() {
    return coded.featureCount();
  }

  /** The rows of a chunk. */
  Dataset rows(int chunk) {
    return chunks.get(chunk).dataset(coded);
  }

  /**
   * The most bytes that are held while rows arrive and after they have, the targets and weights of
   * all of them included, which are needed at the end.
   *
   * @param columns how many cells a row has
   * @param values how many numbers it becomes: features, target and weight
   * @param chunksOnTheirWay how many copies of a chunk are held at a time while it is being stored
   */
  public static long memory(int columns, int values, long rows, int chunksOnTheirWay) {
    long chunks = (1 + chunksOnTheirWay) * RowChunk.bytes(columns);
    return BUFFER_BYTES
        + BUFFER_BYTES_PER_VALUE * columns
        + chunks
        + Double.BYTES * (3 * FirstRows.maxNumbers(values, rows) + 2 * rows)
        + DECODED_COPIES * RowChunk.bytes(Math.max(0, values - columns));
  }
}
