package dev.neuron.training.run;

import dev.neuron.admission.TrainingPool;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.TrainingListener;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The side of a run that its epochs see: logs how far the training is, and tells it when to pause
 * or end.
 *
 * <p>The thread that trains reads one field after each epoch. Another thread that wants something
 * first sets what it wants, and then that field.
 */
final class EpochListener implements TrainingListener {

  private final int epochs;
  private final long timeLimitNanos;
  private final @Nullable ProgressLog log;
  private volatile boolean attention = true;
  private volatile Signal ending = Signal.GO_ON;
  private volatile boolean turnOver;
  private volatile long startNanos;
  private volatile long turnNanos;
  private int nextPoint;

  /**
   * @param epochs how many epochs the training may have
   * @param timeLimit after which the training ends with {@link Signal#OVERDUE}
   * @param log null for a training that is not watched
   */
  EpochListener(int epochs, Duration timeLimit, @Nullable ProgressLog log) {
    this.epochs = epochs;
    timeLimitNanos = timeLimit.toNanos();
    this.log = log;
    nextPoint = log == null ? 0 : log.nextPoint();
  }

  /**
   * Begins a turn.
   *
   * @param isFirst whether the training begins with it
   */
  void beginTurn(boolean isFirst) {
    turnNanos = System.nanoTime();
    turnOver = false;
    if (isFirst) {
      startNanos = turnNanos;
    }
  }

  /** Lets the next epoch see what the clock says; only for a training that has begun. */
  void tick(boolean othersWait) {
    if (System.nanoTime() - startNanos > timeLimitNanos) {
      end(Signal.OVERDUE);
    }
    if (TrainingPool.isOver(turnNanos, othersWait)) {
      turnOver = true;
    }
    if (log != null || turnOver) {
      attention = true;
    }
  }

  /** Ends the training with its next epoch. The first signal decides. */
  synchronized void end(Signal signal) {
    if (ending == Signal.GO_ON) {
      ending = signal;
    }
    attention = true;
  }

  @Override
  public Signal epochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    return attention || epoch + 1 == nextPoint ? attend(epoch, loss, parameters) : Signal.GO_ON;
  }

  /** Logs nothing: the run logs the result, with its own loss, as the last progress. */
  @Override
  public void lastEpochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    // no signal can change anything any more
  }

  private Signal attend(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    attention = ending != Signal.GO_ON || turnOver; // until the training has followed it
    Signal signal = ending;
    if (signal != Signal.GO_ON) {
      return signal; // this was its last epoch, which the result reports
    }
    if (log != null) {
      log.add(Progress.of(epoch + 1, epochs, loss, parameters.get()));
      nextPoint = log.nextPoint();
    }
    return turnOver ? Signal.PAUSE : Signal.GO_ON;
  }
}
