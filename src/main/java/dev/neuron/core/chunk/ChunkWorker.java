package dev.neuron.core.chunk;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.thread.ChunkCrew;
import dev.neuron.core.training.CaseCounts;
import dev.neuron.core.training.DatasetColumnSums;
import dev.neuron.core.training.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes steps of chunks that lie on this machine, on all its processors. Keeps each chunk
 * prepared for the next epoch: packed for the kernel, on the scale of its training. Safe for use by
 * any number of threads.
 */
public final class ChunkWorker implements AutoCloseable {

  /** The number of chunks from which on waking a second thread is worth it. */
  private static final int MIN_PARALLEL_CHUNKS = 4;

  private final IntFunction<RowChunk> chunks;
  private final Supplier<CodedRows> coded;
  private final Supplier<ChunkScale> scale;
  private volatile @Nullable CodedRows knownCoded;
  private final Map<Integer, ReadyChunk> ready = new ConcurrentHashMap<>();

  /**
   * A worker for the chunks of one dataset.
   *
   * @param chunks returns a chunk by its index; called by several threads
   * @param coded how rows become a dataset, once it is known
   * @param scale the scale to train on, once it is known
   */
  public ChunkWorker(
      IntFunction<RowChunk> chunks, Supplier<CodedRows> coded, Supplier<ChunkScale> scale) {
    this.chunks = chunks;
    this.coded = coded;
    this.scale = scale;
  }

  /** The results of a step for some chunks, in their order. */
  public List<double[]> run(ChunkStep step, int[] indexes) {
    double[][] results = new double[indexes.length][];
    ChunkCrew.Task task = (_, i) -> results[i] = run(step, indexes[i]);
    int workers = Math.min(ChunkCrew.MAX_SIZE, indexes.length / 2);
    if (indexes.length < MIN_PARALLEL_CHUNKS || workers < 2) {
      for (int i = 0; i < indexes.length; i++) {
        task.run(0, i);
      }
    } else {
      try (ChunkCrew crew = new ChunkCrew(workers, task)) {
        crew.run(indexes.length);
      }
    }
    return List.of(results);
  }

  /** Releases all prepared chunks but these: the others are now computed elsewhere. */
  public void retain(int[] indexes) {
    Set<Integer> kept = Set.copyOf(Arrays.stream(indexes).boxed().toList());
    for (Integer index : ready.keySet()) {
      if (!kept.contains(index)) {
        forget(index);
      }
    }
  }

  /** The number of prepared chunks. */
  int ready() {
    return ready.size();
  }

  private void forget(Integer index) {
    ReadyChunk chunk = ready.remove(index);
    if (chunk != null) {
      chunk.close();
    }
  }

  private double[] run(ChunkStep step, int index) {
    return switch (step) {
      case ChunkStep.Totals() -> totals(rows(index));
      case ChunkStep.ColumnSums(double[] factor, double[] mean, boolean squared) ->
          new DatasetColumnSums(rows(index)).of(factor, mean, squared);
      case ChunkStep.LossAndGradient(double[] parameters) ->
          ready(index).lossAndGradient(parameters);
      case ChunkStep.Hessian(double[] parameters, Curvature curvature) ->
          ready(index).hessian(parameters, curvature);
      case ChunkStep.Cases() -> CaseCounts.sums(rows(index));
      case ChunkStep.Scores(double[] parameters, LossFunction loss) ->
          Evaluation.sums(rows(index), parameters, loss);
      case ChunkStep.Summary(double unit) ->
          FeatureStatistics.of(rows(index), index * LaneSums.CHUNK_ROWS, unit).toArray();
    };
  }

  private ReadyChunk ready(int index) {
    return ready.computeIfAbsent(index, i -> new ReadyChunk(rows(i), scale.get()));
  }

  private Dataset rows(int index) {
    CodedRows known = knownCoded;
    if (known == null) {
      known = coded.get();
      knownCoded = known;
    }
    return chunks.apply(index).dataset(known);
  }

  private static double[] totals(Dataset rows) {
    double max = 0;
    double fractional = 0;
    for (int i = 0; i < rows.rows(); i++) {
      max = Math.max(max, rows.weight(i));
      fractional += rows.counts(i) && rows.target(i) != 0 && rows.target(i) != 1 ? 1 : 0;
    }
    return new double[] {BatchWeight.total(rows), max, fractional};
  }

  /** Releases all memory. */
  @Override
  public void close() {
    ready.keySet().forEach(this::forget);
  }

  /** A chunk packed for its kernel. */
  private static final class ReadyChunk implements AutoCloseable {
    private final Kernel kernel;
    private final int rows;
    private final int features;

    ReadyChunk(Dataset raw, ChunkScale scale) {
      rows = raw.rows();
      features = raw.features();
      kernel = Kernel.ofChunk(scale.apply(raw), scale.loss());
    }

    synchronized double[] lossAndGradient(double[] parameters) {
      double[] sums = new double[features + 2];
      double loss = kernel.lossAndGradient(parameters, null, 0, rows, sums);
      sums[features + 1] = loss;
      return sums;
    }

    synchronized double[] hessian(double[] parameters, Curvature curvature) {
      SymmetricMatrix hessian = new SymmetricMatrix(features + 1);
      kernel.hessian(parameters, curvature, hessian);
      return hessian.values();
    }

    @Override
    public synchronized void close() {
      kernel.close();
    }
  }
}
