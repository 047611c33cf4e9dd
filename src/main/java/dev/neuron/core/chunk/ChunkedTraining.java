package dev.neuron.core.chunk;

import dev.neuron.core.data.ColumnSummary;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.training.ColumnSums;
import dev.neuron.core.training.Evaluation;
import dev.neuron.core.training.Fingerprint;
import dev.neuron.core.training.GradientDescent;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Lockstep;
import dev.neuron.core.training.Standardization;
import dev.neuron.core.training.Training;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A training in full batches on rows that lie in chunks, here or elsewhere. What is added up over
 * the rows is added up chunk by chunk where they lie, and here in the order of the chunks: the bits
 * are those of one {@link Dataset} with all rows.
 */
public final class ChunkedTraining extends Training {

  private final ChunkedDataset dataset;
  private final RowChunks chunks;
  private @Nullable Standardization scale;
  private @Nullable ColumnSummary summary;

  private ChunkedTraining(ChunkedDataset dataset, Hyperparameters hyperparameters) {
    super(hyperparameters);
    this.dataset = dataset;
    chunks = dataset.chunks();
  }

  /**
   * A training that has not run yet.
   *
   * @throws InvalidInputException if the two do not fit each other, or it would not be in full
   *     batches, with pointers {@code hyperparameters/…}
   */
  public static ChunkedTraining of(ChunkedDataset dataset, Hyperparameters asked) {
    try {
      requireFullBatches(asked);
      checkInitial(asked.initial(), dataset.first().features());
      return new ChunkedTraining(dataset, asked.forRows(dataset.rows(), dataset.rows()));
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
  }

  /**
   * The maximum number of bytes that a training takes where it runs, beside its chunks.
   *
   * @param asked may lack what {@link Hyperparameters#forRows} fills in
   */
  public static long memory(ChunkedDataset dataset, Hyperparameters asked) {
    Dataset first = dataset.first();
    long sums = 2L * dataset.chunks().count() * (first.features() + 2);
    long numbers = (long) first.rows() * (first.features() + 1) + sums + dataset.rows();
    return Double.BYTES * (numbers + ownNumbers(asked, first.features()));
  }

  /**
   * Refuses what takes other rows than all in their order.
   *
   * @throws InvalidInputException with the name of the hyperparameter as its pointer
   */
  public static void requireFullBatches(Hyperparameters asked) {
    String fault =
        asked.batchSize() != null
            ? "batchSize"
            : asked.shuffle() != null
                ? "shuffle"
                : asked.validationFraction() > 0 ? "validationFraction" : null;
    if (fault != null) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          fault,
          "What is uploaded is trained on in full batches of all rows: leave %s out."
              .formatted(fault));
    }
  }

  @Override
  public Dataset dataset() {
    return dataset.first();
  }

  @Override
  public Dataset trainingRows() {
    return dataset.first();
  }

  @Override
  public @Nullable ColumnSummary summary() {
    if (summary == null && rows() > dataset.first().rows()) {
      summary =
          ColumnSummary.merged(chunks.run(new ChunkStep.Summary()), dataset.first().features());
    }
    return summary;
  }

  @Override
  protected int rows() {
    return dataset.rows();
  }

  @Override
  protected Standardization scale() {
    Standardization found = scale;
    if (found == null) {
      found =
          hyperparameters().standardize()
              ? Standardization.of(dataset.first().features(), new Sums(chunks))
              : Standardization.identity(dataset.first().features());
      scale = found;
    }
    return found;
  }

  @Override
  protected GradientDescent begin(double[] start) {
    Standardization trained = scale();
    chunks.prepare(new ChunkScale(trained.mean(), trained.deviation(), hyperparameters().loss()));
    return new GradientDescent(
        rows(), dataset.first().features(), hyperparameters(), start, new ChunkedKernel(chunks));
  }

  @Override
  protected Evaluation score(double[] parameters, double penalty) {
    double[] sums = sum(chunks.run(new ChunkStep.Scores(parameters, hyperparameters().loss())));
    return Evaluation.of(sums, rows(), penalty, dataset.hasBinaryTargets());
  }

  @Override
  protected @Nullable Evaluation heldOutScore(double[] parameters, double penalty) {
    return null;
  }

  @Override
  protected byte[] sha256() {
    return Fingerprint.of(
        dataset.rows(),
        dataset.first().features(),
        IntStream.range(0, chunks.count()).mapToObj(i -> chunks.get(i).rows()));
  }

  @Override
  protected Lockstep.@Nullable Shape shape(int epochsLeft) {
    return null;
  }

  /** The sums over all chunks, added in their order. */
  static double[] sum(List<double[]> chunks) {
    double[] sums = new double[chunks.getFirst().length];
    for (double[] chunk : chunks) {
      for (int q = 0; q < sums.length; q++) {
        sums[q] += chunk[q];
      }
    }
    return sums;
  }

  /** The sums of columns, chunk by chunk. */
  private record Sums(RowChunks chunks) implements ColumnSums {

    @Override
    public double[] of(double[] factor, double[] mean, boolean squared) {
      return sum(chunks.run(new ChunkStep.ColumnSums(factor, mean, squared)));
    }

    @Override
    public double[] maxAbsolute() {
      int d = chunks.get(0).rows().features();
      ColumnSummary summary = ColumnSummary.merged(chunks.run(new ChunkStep.Summary()), d);
      double[] largest = new double[d];
      for (int j = 0; j < d; j++) {
        largest[j] = Math.max(Math.abs(summary.least()[j]), Math.abs(summary.most()[j]));
      }
      return largest;
    }
  }

  /** The full batch, chunk by chunk. */
  private record ChunkedKernel(RowChunks chunks) implements Kernel {

    @Override
    public double lossAndGradient(
        double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
      double[] sums = sum(chunks.run(new ChunkStep.LossAndGradient(parameters)));
      System.arraycopy(sums, 0, gradient, 0, gradient.length);
      return sums[gradient.length];
    }

    @Override
    public double loss(double[] parameters) {
      throw new UnsupportedOperationException("No rows are held out");
    }
  }
}
