package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.training.Evaluation;
import dev.neuron.core.training.Fingerprint;
import dev.neuron.core.training.GradientDescent;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Lockstep;
import dev.neuron.core.training.Standardization;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingMemory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A training in full batches on rows that lie in chunks, here or elsewhere. Sums over the rows are
 * computed for each chunk where it lies, and added here in the order of the chunks: the bits are
 * those of one {@link Dataset} with all rows.
 */
public final class ChunkedTraining extends Training {

  private final ChunkedDataset dataset;
  private final RowChunks chunks;
  private @Nullable Standardization scale;
  private @Nullable FeatureStatistics summary;

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
   * The most bytes that a training takes where it runs, beside its chunks.
   *
   * @param asked may lack what {@link Hyperparameters#forRows} fills in
   */
  public static long memory(ChunkedDataset dataset, Hyperparameters asked) {
    Dataset first = dataset.first();
    long sums = 2L * dataset.chunks().count() * (first.features() + 2);
    long ofRows = (dataset.coded().isWeighted() ? 2L : 1L) * dataset.rows(); // for the fingerprint
    long numbers = (long) first.rows() * (first.features() + 2) + sums + ofRows;
    return Double.BYTES * (numbers + TrainingMemory.numbersBesideRows(asked, first.features()));
  }

  /**
   * Refuses hyperparameters that need other batches than all rows in their order.
   *
   * @throws InvalidInputException with the name of the hyperparameter as its pointer
   */
  public static void requireFullBatches(Hyperparameters asked) {
    requireAbsent(asked.batchSize() != null, "batchSize");
    requireAbsent(asked.shuffle() != null, "shuffle");
    requireAbsent(asked.validationFraction() > 0, "validationFraction");
  }

  private static void requireAbsent(boolean isPresent, String name) {
    if (isPresent) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          name,
          "What is uploaded is trained on in full batches of all rows: leave %s out."
              .formatted(name));
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
  public @Nullable FeatureStatistics summary() {
    if (summary == null && rows() > dataset.first().rows()) {
      summary = dataset.summary();
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
              ? Standardization.of(dataset.first().features(), new ChunkedColumnSums(dataset))
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
        rows(), dataset.totals().weight(), hyperparameters(), start, new ChunkedKernel(chunks));
  }

  @Override
  protected Evaluation score(double[] parameters, double penalty) {
    double[] sums = chunks.sum(new ChunkStep.Scores(parameters, hyperparameters().loss()));
    return Evaluation.of(sums, dataset.totals().weight(), penalty, dataset.totals().isBinary());
  }

  @Override
  protected @Nullable Evaluation heldOutScore(double[] parameters, double penalty) {
    return null;
  }

  @Override
  protected byte[] sha256() {
    return Fingerprint.of(
        dataset.rows(),
        dataset.features(),
        dataset.coded().isWeighted(),
        IntStream.range(0, chunks.count()).mapToObj(i -> dataset.rows(i)));
  }

  @Override
  protected Lockstep.@Nullable Shape shape(int epochsLeft) {
    return null;
  }
}
