package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.training.CaseCounts;
import dev.neuron.core.training.Descent;
import dev.neuron.core.training.Evaluation;
import dev.neuron.core.training.Fingerprint;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Lockstep;
import dev.neuron.core.training.SearchScale;
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
  private @Nullable SearchScale scale;
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
      asked.solver().requireFeatures(dataset.features());
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
    return Double.BYTES * (numbers + TrainingMemory.numbersBesideRows(asked, first.features()))
        + TrainingMemory.hessianBytes(asked, first.features())
        + heldAtOnce(dataset, asked);
  }

  /** The most bytes of second derivatives of chunks that are held at a time. */
  private static long heldAtOnce(ChunkedDataset dataset, Hyperparameters asked) {
    long elements = SymmetricMatrix.elements(dataset.features() + 1);
    long all = elements * dataset.chunks().count();
    return TrainingMemory.hessianBytes(asked, dataset.features()) == 0
        ? 0
        : Double.BYTES * Math.min(2 * all, 2 * Math.max(elements, ChunkedKernel.MAX_ELEMENTS));
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
  protected SearchScale searchScale() {
    SearchScale found = scale;
    if (found == null) {
      found = SearchScale.of(dataset.features(), new ChunkedColumnSums(dataset), hyperparameters());
      scale = found;
    }
    return found;
  }

  @Override
  protected Descent begin(double[] start) {
    Standardization trained = searchScale().rows();
    chunks.prepare(new ChunkScale(trained.mean(), trained.deviation(), hyperparameters().loss()));
    return descentOver(new ChunkedKernel(chunks), dataset.totals().weight(), start);
  }

  @Override
  protected CaseCounts counts() {
    return CaseCounts.of(chunks.sum(new ChunkStep.Cases()));
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
