package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;

/** Upper bounds on the memory of a training, known before it is prepared. */
public final class TrainingMemory {

  private TrainingMemory() {}

  /**
   * The most bytes that a training takes while it runs, its dataset included.
   *
   * @param asked may lack what {@link Hyperparameters#forRows} fills in
   */
  public static long bytes(Dataset dataset, Hyperparameters asked) {
    long rows = dataset.rows();
    int copies = 1 + (asked.standardize() ? 1 : 0) + (asked.validationFraction() > 0 ? 1 : 0);
    long cells = copies * rows * (dataset.features() + 2);
    Integer batchSize = asked.batchSize();
    int batch = batchSize == null ? dataset.rows() : Math.min(batchSize, dataset.rows());
    boolean shuffled = batchSize != null && !Boolean.FALSE.equals(asked.shuffle());
    return Double.BYTES * (cells + rows + numbersBesideRows(asked, dataset.features()))
        + Kernel.memory(dataset, batch, shuffled);
  }

  /** The most doubles that a training holds beside its rows: loss histories and checkpoints. */
  public static long numbersBesideRows(Hyperparameters asked, int features) {
    long points = Math.min(asked.lossHistoryPoints(), asked.epochs());
    long histories = 2 * points * (asked.validationFraction() > 0 ? 2 : 1); // and their copies
    return histories + TrainingTrajectory.checkpoints(asked.epochs()) * (features + 1L);
  }
}
