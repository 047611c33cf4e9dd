package dev.neuron.diagnosis;

import dev.neuron.core.data.Count;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.TrainingTrajectory;
import dev.neuron.diagnosis.Finding.Code;
import java.util.function.Consumer;

/** Findings on how a training went. */
final class CourseRules {

  /**
   * A tenth of what a neuron that ignores its features leaves unexplained: below it, what more
   * epochs would bring is of no interest.
   */
  static final double LEARNED = 0.1;

  /** In fewer epochs there is no trend to be seen. */
  static final int TREND_EPOCHS = 20;

  /** The last tenth of the epochs below the one before by this share: a fifth in as many again. */
  static final double FALLING = 0.02;

  /** Fallen by less than this share of the first loss, it has hardly begun. */
  static final double BEGUN = 0.1;

  /** A curve whose last tenth brings this share of an even fall is still a straight line. */
  static final double STRAIGHT = 0.5;

  /** A fall by less than this share of the first loss may be of rounding. */
  static final double SEEN = 1e-6;

  private static final double FASTER = 10;
  private static final int LONGER = 4;

  private final Training training;
  private final TrainingResult result;
  private final BaselineLoss baseline;
  private final LowerRate lowerRate;
  private final TrainingTrajectory course;
  private final Hyperparameters hyperparameters;
  private final String loss;

  /**
   * @param baseline of the training rows
   * @param lowerRate what to do about a rate that is too high
   */
  CourseRules(
      Training training, TrainingResult result, BaselineLoss baseline, LowerRate lowerRate) {
    this.training = training;
    this.result = result;
    this.baseline = baseline;
    this.lowerRate = lowerRate;
    course = training.course();
    hyperparameters = training.hyperparameters();
    loss = result.validationLoss() == null ? "loss" : "loss of the training rows";
  }

  void check(Consumer<Finding> findings) {
    if (hyperparameters.solver().needsNoLearningRate()) {
      return; // there is no rate to be wrong
    }
    Unrest unrest = Unrest.of(training, result, baseline);
    LowerRate.Change change = unrest.isFound() ? lowerRate.change() : null;
    if (change != null) {
      rateTooHigh(unrest, change, findings);
    } else if (!unrest.isFound() && course.isComplete() && course.epochs() >= TREND_EPOCHS) {
      trend(baseline.unexplained(result.loss()), findings);
    }
  }

  private void rateTooHigh(Unrest unrest, LowerRate.Change change, Consumer<Finding> findings) {
    String shown =
        unrest.rises()
            ? " began at " + Figure.of(course.first()) + " and ended at " + Figure.of(result.loss())
            : " rose in " + course.rises() + " of " + Count.of(course.epochs(), "epoch");
    findings.accept(
        Finding.of(
            Code.RATE_TOO_HIGH,
            unrest.rises()
                ? Math.min(result.loss() / course.first(), Double.MAX_VALUE)
                : (double) course.rises() / course.epochs(),
            "The "
                + loss
                + shown
                + ": the steps are so long that they jump over the valley to where it is higher.",
            change.suggestion(),
            change.cure()));
  }

  private void trend(double unexplained, Consumer<Finding> findings) {
    double last = course.mean(TrainingTrajectory.PARTS - 1);
    double before = course.mean(TrainingTrajectory.PARTS - 2);
    double fallen = course.first() - result.loss();
    double lately = before - last;
    boolean hardlyBegun =
        fallen < BEGUN * course.first()
            && fallen > SEEN * course.first()
            && lately > STRAIGHT * fallen / TrainingTrajectory.PARTS;
    if (unexplained > BaselineLoss.UNLEARNED && hardlyBegun) {
      rateTooLow(fallen / course.first(), findings);
    } else if (unexplained > LEARNED && lately > FALLING * before) {
      stillFalling(lately / before, findings);
    }
  }

  private void rateTooLow(double share, Consumer<Finding> findings) {
    double higher = LowerRate.rounded(hyperparameters.learningRate() * FASTER);
    findings.accept(
        Finding.of(
            Code.RATE_TOO_LOW,
            share,
            "In "
                + course.epochs()
                + " epochs the "
                + loss
                + " has fallen by "
                + Figure.percent(share)
                + " and falls on in a straight line: the steps are so short that it has hardly left"
                + " its start.",
            "Raise learningRate, for example to " + Figure.of(higher) + ".",
            SuggestedChange.of("learningRate", higher)));
  }

  private void stillFalling(double share, Consumer<Finding> findings) {
    long longer = Math.min((long) LONGER * hyperparameters.epochs(), Integer.MAX_VALUE);
    findings.accept(
        Finding.of(
            Code.STILL_FALLING,
            share,
            "In the last tenth of the epochs the "
                + loss
                + " was still "
                + Figure.percent(share)
                + " below the tenth before: the training ended before the learning did.",
            "Train for more epochs, for example " + longer + "; or with a higher learningRate.",
            SuggestedChange.of("epochs", longer)));
  }
}
