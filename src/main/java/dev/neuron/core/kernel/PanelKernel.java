package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.RowBlock;
import dev.neuron.core.thread.ChunkCrew;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The kernel on a machine with vectors: rows are packed into {@link Panels}, once or, if they are
 * shuffled, batch by batch, and each pass goes over a batch's chunks, on all processors where there
 * are enough of them.
 */
public final class PanelKernel implements Kernel {

  /**
   * The batch size below which plain rows are faster, since they fill too little of a panel
   * (measured).
   */
  private static final int MIN_BATCH_ROWS = 12;

  /** The number of chunks from which on a pass is worth waking a second thread. */
  private static final int MIN_PARALLEL_CHUNKS = 4;

  /**
   * The number of chunks for each thread whose second derivatives are held at a time, since they
   * are many.
   */
  static final int HESSIAN_CHUNKS = 4;

  private final int rows;
  private final int quantities;
  private final Panels panels;
  private final PanelPass[] passes;
  private final RowBlock[] blocks;
  private final double[] partials;
  private final @Nullable ChunkCrew crew;

  // The round that the crew is at.
  private double[] parameters = {};
  private int @Nullable [] order;
  private int first;
  private int roundRows;
  private Round round = Round.FORWARD;
  private @Nullable HessianRound hessianRound;

  /** What a round computes. */
  private enum Round {
    FORWARD,
    FORWARD_AND_BACKWARD,
    HESSIAN
  }

  /**
   * Second derivatives of some chunks.
   *
   * @param lanes lane sums of each worker
   * @param partials the sums of each chunk
   * @param first the first of these chunks
   */
  private record HessianRound(
      Curvature curvature, double[][] lanes, double[][] partials, int first) {}

  /**
   * A kernel on as many threads as its batches are worth; the parameters are those of {@link
   * Kernel#of}.
   */
  public PanelKernel(Dataset dataset, LossFunction loss, int batchSize, boolean shuffled) {
    this(dataset, loss, batchSize, shuffled, workers(batchSize));
  }

  /**
   * @param workers how many threads may work on it, from 1 to {@link ChunkCrew#MAX_SIZE}
   */
  public PanelKernel(
      Dataset dataset, LossFunction loss, int batchSize, boolean shuffled, int workers) {
    this(dataset, loss, batchSize, shuffled, workers, AlignedBufferPool::borrow);
  }

  private PanelKernel(
      Dataset dataset,
      LossFunction loss,
      int batchSize,
      boolean shuffled,
      int workers,
      IntFunction<double[]> memory) {
    rows = dataset.rows();
    quantities = dataset.features() + 2;
    partials = new double[chunks(batchSize) * quantities];
    int space = PanelPass.space(dataset.features());
    panels = new Panels(dataset, batchSize, shuffled, workers * space, memory);
    passes = new PanelPass[workers];
    blocks = new RowBlock[workers];
    for (int i = 0; i < workers; i++) {
      passes[i] = new PanelPass(panels, loss, AlignedBufferPool.FIRST + i * space);
      blocks[i] = new RowBlock();
    }
    crew = workers == 1 ? null : new ChunkCrew(workers, this::run);
  }

  /** The kernel of one thread for a chunk of a dataset of which there are many. */
  static PanelKernel ofChunk(Dataset chunk, LossFunction loss) {
    return new PanelKernel(chunk, loss, chunk.rows(), false, 1, AlignedBufferPool::exactly);
  }

  /** True if this kernel supports batches of this size and is faster with them. */
  static boolean fits(Dataset dataset, int batchSize, boolean shuffled) {
    return batchSize >= MIN_BATCH_ROWS
        && AlignedBufferPool.holds(elements(dataset, batchSize, shuffled));
  }

  /** The most bytes that a kernel takes; each of several batches has panels of its own. */
  static long memory(Dataset dataset, int batchSize, boolean shuffled) {
    long partials = (long) chunks(batchSize) * (dataset.features() + 2);
    return Double.BYTES * (elements(dataset, batchSize, shuffled) + partials);
  }

  private static long elements(Dataset dataset, int batchSize, boolean shuffled) {
    int space = ChunkCrew.MAX_SIZE * PanelPass.space(dataset.features());
    return Panels.elements(dataset, batchSize, shuffled, space);
  }

  @Override
  public double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
    round = Round.FORWARD_AND_BACKWARD;
    round(parameters, order, from, to);
    int d = quantities - 2;
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int at = 0; at < chunks(to - from) * quantities; at += quantities) {
      for (int j = 0; j <= d; j++) {
        gradient[j] += partials[at + j];
      }
      loss += partials[at + d + 1];
    }
    return loss;
  }

  @Override
  public double loss(double[] parameters) {
    round = Round.FORWARD;
    round(parameters, null, 0, rows);
    double loss = 0;
    for (int chunk = 0; chunk < chunks(rows); chunk++) {
      loss += partials[chunk * quantities];
    }
    return loss;
  }

  @Override
  public void close() {
    if (crew != null) {
      crew.close();
    }
    panels.close();
  }

  private void round(double[] parameters, int @Nullable [] order, int from, int to) {
    this.parameters = parameters;
    this.order = order;
    first = from;
    roundRows = to - from;
    runChunks(chunks(roundRows));
  }

  private void runChunks(int chunks) {
    if (crew != null && chunks >= MIN_PARALLEL_CHUNKS) {
      crew.run(chunks);
    } else {
      for (int chunk = 0; chunk < chunks; chunk++) {
        run(0, chunk);
      }
    }
  }

  @Override
  public void hessian(double[] parameters, Curvature curvature, SymmetricMatrix hessian) {
    this.parameters = parameters;
    round = Round.HESSIAN;
    double[] sums = hessian.values();
    Arrays.fill(sums, 0);
    int chunks = chunks(rows);
    int atOnce = Math.min(chunks, HESSIAN_CHUNKS * passes.length);
    double[][] lanes = new double[passes.length][];
    Arrays.setAll(lanes, i -> AlignedBufferPool.borrow(LaneSums.LANES * sums.length));
    double[][] partials = new double[atOnce][sums.length];
    for (int done = 0; done < chunks; done += atOnce) {
      int count = Math.min(atOnce, chunks - done);
      hessianRound = new HessianRound(curvature, lanes, partials, done);
      runChunks(count);
      for (int chunk = 0; chunk < count; chunk++) {
        for (int q = 0; q < sums.length; q++) {
          sums[q] += partials[chunk][q];
        }
      }
    }
    hessianRound = null;
    for (double[] lane : lanes) {
      AlignedBufferPool.giveBack(lane);
    }
  }

  private void hessian(HessianRound to, int worker, int chunk) {
    int done = (to.first() + chunk) * LaneSums.CHUNK_ROWS;
    passes[worker].hessian(
        parameters,
        to.curvature(),
        done / PanelStages.ROWS,
        Math.min(LaneSums.CHUNK_ROWS, rows - done),
        to.lanes()[worker],
        to.partials()[chunk]);
  }

  private void run(int worker, int chunk) {
    if (round == Round.HESSIAN) {
      hessian(Objects.requireNonNull(hessianRound), worker, chunk);
      return;
    }
    int done = chunk * LaneSums.CHUNK_ROWS;
    int count = Math.min(LaneSums.CHUNK_ROWS, roundRows - done);
    int panel = panels.panelOf(first) + done / PanelStages.ROWS;
    if (order != null) {
      panels.pack(blocks[worker], order, first + done, first + done + count, panel);
    }
    if (round == Round.FORWARD) {
      partials[chunk * quantities] = passes[worker].loss(parameters, panel, count);
    } else {
      passes[worker].lossAndGradient(parameters, panel, count, partials, chunk * quantities);
    }
  }

  private static int workers(int batchSize) {
    return chunks(batchSize) < MIN_PARALLEL_CHUNKS ? 1 : ChunkCrew.MAX_SIZE;
  }

  private static int chunks(int rows) {
    return Math.ceilDiv(rows, LaneSums.CHUNK_ROWS);
  }
}
