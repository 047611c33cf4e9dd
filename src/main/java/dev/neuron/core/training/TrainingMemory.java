package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.solver.Lbfgs;

/** Upper bounds on the memory of a training, known before it is prepared. */
public final class TrainingMemory {

  private static final int MATRICES = 4;
  private static final int VECTORS = 12;

  private TrainingMemory() {}

  /**
   * The most bytes that a training takes while it runs, its dataset included.
   *
   * @param asked may lack what {@link Hyperparameters#forRows} fills in
   */
  public static long bytes(Dataset dataset, Hyperparameters asked) {
    long rows = dataset.rows();
    boolean scaled = asked.standardize() || asked.solver().needsNoLearningRate();
    int copies = 1 + (scaled ? 1 : 0) + (asked.validationFraction() > 0 ? 1 : 0);
    long cells = copies * rows * (dataset.features() + 2);
    Integer batchSize = asked.batchSize();
    int batch = batchSize == null ? dataset.rows() : Math.min(batchSize, dataset.rows());
    boolean shuffled = batchSize != null && !Boolean.FALSE.equals(asked.shuffle());
    return Double.BYTES * (cells + rows + numbersBesideRows(asked, dataset.features()))
        + Kernel.memory(dataset, batch, shuffled)
        + hessianBytes(asked, dataset.features());
  }

  /** The most bytes that a training takes to work out second derivatives from rows. */
  public static long hessianBytes(Hyperparameters asked, int features) {
    return SolverDescent.usesHessian(asked, features) ? Kernel.hessianMemory(features) : 0;
  }

  /** The most doubles that a training holds beside its rows: loss histories and checkpoints. */
  public static long numbersBesideRows(Hyperparameters asked, int features) {
    long points = Math.min(asked.lossHistoryPoints(), asked.epochs());
    long histories = 2 * points * (asked.validationFraction() > 0 ? 2 : 1); // and their copies
    return histories
        + TrainingTrajectory.checkpoints(asked.epochs()) * (features + 1L)
        + numbersOfSolver(asked, features);
  }

  /** Second derivatives, their factor and that of the certificate; pairs; and some vectors. */
  private static long numbersOfSolver(Hyperparameters asked, int features) {
    if (!asked.solver().needsNoLearningRate()) {
      return 0;
    }
    long matrices =
        SolverDescent.usesHessian(asked, features)
            ? MATRICES * (long) SymmetricMatrix.elements(features + 1)
            : 0;
    return matrices + (2L * Lbfgs.PAIRS + VECTORS) * (features + 1L);
  }
}
