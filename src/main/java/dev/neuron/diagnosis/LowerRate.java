package dev.neuron.diagnosis;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a change that cures a learning rate that is too high. A small training is repeated with one
 * change after the other, until the loss neither swings nor ends higher; for a large training the
 * rate is calculated.
 */
final class LowerRate {

  /** Values, times epochs, of all trainings that are tried: some tens of milliseconds. */
  private static final long TRIED = 60_000_000;

  /** Values that are copied for it at the most: 8 MB. */
  private static final long COPIED = 1_000_000;

  /** The cost of an update, in values. */
  private static final long UPDATE = 20;

  /** Parts of the rate that are tried, the usual one first. */
  private static final double[] PARTS = {10, 3, 2, 30, 100, 1000};

  private static final MathContext TWO_DIGITS = new MathContext(2);

  /** A change of hyperparameters; a learning rate of null stays as it is. */
  record Change(boolean standardize, @Nullable Double learningRate) {

    SuggestedChange cure() {
      if (learningRate == null) {
        return SuggestedChange.of("standardize", true);
      }
      return standardize
          ? SuggestedChange.of(Map.of("standardize", true, "learningRate", learningRate))
          : SuggestedChange.of("learningRate", learningRate);
    }

    String suggestion() {
      if (learningRate == null) {
        return "Set standardize to true.";
      }
      return standardize
          ? "Set standardize to true and learningRate to " + Figure.exact(learningRate) + "."
          : "Lower learningRate, for example to " + Figure.exact(learningRate) + ".";
    }
  }

  private final Training training;
  private final TrainingResult result;
  private final DiagnosedDataset data;
  private final BaselineLoss baseline;
  private final boolean unscaled;
  private final Hyperparameters hyperparameters;

  /**
   * @param baseline of the training rows
   * @param unscaled whether features are
   */
  LowerRate(
      Training training,
      TrainingResult result,
      DiagnosedDataset data,
      BaselineLoss baseline,
      boolean unscaled) {
    this.training = training;
    this.result = result;
    this.data = data;
    this.baseline = baseline;
    this.unscaled = unscaled;
    hyperparameters = training.hyperparameters();
  }

  /**
   * The change; null if all that could help were tried, and none makes the training better: it has
   * then learned what it could, swings and all.
   */
  @Nullable Change change() {
    long tries = tries();
    if (tries == 0) {
      return calculated();
    }
    List<Change> candidates = candidates();
    for (Change change : candidates.subList(0, (int) Math.min(tries, candidates.size()))) {
      if (helps(change)) {
        return change;
      }
    }
    return tries < candidates.size() ? calculated() : null;
  }

  /** The change where nothing can be tried. */
  Change calculated() {
    double rate = hyperparameters.learningRate();
    double usual = unscaled ? rate : rate / PARTS[0];
    double calculated = Math.min(usual, safeRate(unscaled || hyperparameters.standardize()));
    return new Change(unscaled, unscaled && calculated == rate ? null : rounded(calculated));
  }

  /** The number of times that the training can be repeated. */
  private long tries() {
    long rows = training.trainingRows().rows();
    long values = rows * (data.rows().features() + 1L);
    if (!data.knowsAllRows() || values > COPIED || wasCutShort()) {
      return 0;
    }
    Integer batchSize = hyperparameters.batchSize();
    long updates = batchSize == null ? 1 : Math.ceilDiv(rows, batchSize);
    return TRIED / ((values + UPDATE * updates) * hyperparameters.epochs());
  }

  /** True if the training ran out of time, or was cancelled. */
  private boolean wasCutShort() {
    return result.stopReason() == StopReason.CANCELLED
        || result.stopReason() == StopReason.DEADLINE;
  }

  private List<Change> candidates() {
    List<Change> candidates = new ArrayList<>();
    if (unscaled) {
      candidates.add(new Change(true, null));
      addRates(true, candidates);
    }
    addRates(false, candidates);
    return candidates;
  }

  private void addRates(boolean standardize, List<Change> candidates) {
    for (double part : PARTS) {
      double rate = rounded(hyperparameters.learningRate() / part);
      if (rate > 0) {
        candidates.add(new Change(standardize, rate));
      }
    }
    double calculated = rounded(safeRate(standardize || hyperparameters.standardize()));
    if (calculated > 0 && calculated < hyperparameters.learningRate()) {
      candidates.add(new Change(standardize, calculated));
    }
  }

  private boolean helps(Change change) {
    Double rate = change.learningRate();
    Hyperparameters changed =
        hyperparameters.with(
            rate == null ? hyperparameters.learningRate() : rate,
            change.standardize() || hyperparameters.standardize());
    try {
      Training again = new NeuronService().begin(training.dataset(), changed);
      TrainingResult better = again.run(TrainingListener.NONE);
      return better != null
          && better.loss() <= result.loss()
          && !Unrest.of(again, better, baseline).isFound();
    } catch (InvalidInputException e) {
      return false; // it diverges, or cannot be standardised
    }
  }

  private double safeRate(boolean standardized) {
    return new SafeRate(training, data).of(standardized);
  }

  /** The rate with two digits. */
  static double rounded(double rate) {
    return new BigDecimal(Math.min(rate, Double.MAX_VALUE)).round(TWO_DIGITS).doubleValue();
  }
}
