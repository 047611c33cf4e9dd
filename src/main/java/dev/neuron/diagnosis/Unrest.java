package dev.neuron.diagnosis;

import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.TrainingTrajectory;

/**
 * The signs in the loss that a learning rate is too high.
 *
 * @param swings whether it rises and falls by turns, which it does not in full batches at a rate
 *     that suits it
 * @param rises whether it ends above its beginning
 */
record Unrest(boolean swings, boolean rises) {

  /**
   * With full batch and a rate that suits it, the loss rises in no epoch; this share is no slip.
   */
  private static final double RISING_EPOCHS = 0.1;

  /** All rises together, as a share of the first loss: less is a ripple, not a swing. */
  private static final double RISEN = 0.1;

  /**
   * The end above the beginning by this share of it, and of what there is to explain: with
   * mini-batches, less is chance.
   */
  private static final double WORSE = 0.01;

  /**
   * The unrest of a training that has run.
   *
   * @param baseline of the training rows
   */
  static Unrest of(Training training, TrainingResult result, BaselineLoss baseline) {
    TrainingTrajectory course = training.course();
    boolean swings =
        isFullBatch(training)
            && course.rises() > RISING_EPOCHS * course.epochs()
            && course.risen() > RISEN * course.first();
    boolean rises =
        result.loss() > (1 + WORSE) * course.first()
            && baseline.unexplained(result.loss()) > baseline.unexplained(course.first()) + WORSE;
    return new Unrest(swings, rises);
  }

  static boolean isFullBatch(Training training) {
    Integer batchSize = training.hyperparameters().batchSize();
    return batchSize == null || batchSize >= training.trainingRows().rows();
  }

  boolean isFound() {
    return swings || rises;
  }
}
