package dev.neuron.core.chunk;

import dev.neuron.core.data.ColumnSummary;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.thread.ChunkCrew;
import dev.neuron.core.training.DatasetColumnSums;
import dev.neuron.core.training.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Computes steps of chunks that lie on this machine, on all its processors. Keeps each chunk
 * prepared for the next epoch: packed for the kernel, on the scale of its training. Safe for use by
 * any number of threads.
 */
public final class ChunkWorker implements AutoCloseable {

  /** The number of chunks from which on waking a second thread is worth it. */
  private static final int MIN_PARALLEL_CHUNKS = 4;

  private final IntFunction<RowChunk> chunks;
  private final Supplier<ChunkScale> scale;
  private final Map<Integer, ReadyChunk> ready = new ConcurrentHashMap<>();

  /**
   * A worker for the chunks of one dataset.
   *
   * @param chunks returns a chunk by its index; called by several threads
   * @param scale the scale to train on, once it is known
   */
  public ChunkWorker(IntFunction<RowChunk> chunks, Supplier<ChunkScale> scale) {
    this.chunks = chunks;
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
      case ChunkStep.ColumnSums(double[] factor, double[] mean, boolean squared) ->
          new DatasetColumnSums(chunks.apply(index).rows()).of(factor, mean, squared);
      case ChunkStep.LossAndGradient(double[] parameters) ->
          ready
              .computeIfAbsent(index, i -> new ReadyChunk(chunks.apply(i).rows(), scale.get()))
              .lossAndGradient(parameters);
      case ChunkStep.Scores(double[] parameters, LossFunction loss) ->
          Evaluation.sums(chunks.apply(index).rows(), parameters, loss);
      case ChunkStep.Summary() ->
          ColumnSummary.of(chunks.apply(index).rows(), index * LaneSums.CHUNK_ROWS).toArray();
    };
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

    @Override
    public synchronized void close() {
      kernel.close();
    }
  }
}
