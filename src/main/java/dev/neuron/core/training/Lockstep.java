package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.LockstepStages;
import dev.neuron.core.kernel.PanelStages;
import dev.neuron.core.kernel.SaturatedStages;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.TrainingListener.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of up to {@value #SIZE} trainings of a few rows, all of one shape, that run side by side,
 * epoch by epoch. Each has the bits that it would have alone.
 */
public final class Lockstep {

  /** The maximum number of trainings side by side. */
  static final int SIZE = LaneSums.LANES;

  private static final int LANES = LaneSums.LANES;
  private static final int HALF = LANES / 2;

  /** The number of features up to which eight trainings stay in the first-level cache. */
  private static final int MAX_FEATURES = 64;

  /**
   * The properties that trainings side by side have in common.
   *
   * @param places 4 or 8: room for that many rows
   * @param epochs how many are left
   */
  public record Shape(int places, int features, LossFunction loss, int epochs) {

    /** The shape of a training on all these rows; null if it must run alone. */
    static @Nullable Shape of(Dataset training, Hyperparameters hyperparameters, int epochs) {
      Integer batchSize = hyperparameters.batchSize();
      int rows = training.rows();
      return rows <= LANES
              && training.features() <= MAX_FEATURES
              && (batchSize == null || batchSize >= rows)
              && hyperparameters.tolerance() == null
          ? new Shape(
              rows <= HALF ? HALF : LANES, training.features(), hyperparameters.loss(), epochs)
          : null;
    }
  }

  private final Shape shape;
  private final List<GradientDescent> descents;
  private final double[] m;
  private final int count;
  private final int d;

  // Where in m something begins.
  private final int y;
  private final int weights;
  private final int h;
  private final int powers;
  private final int losses;
  private final int p;
  private final int v;
  private final int sums;
  private final int scale;
  private final int step;

  /**
   * @param descents at most {@value #SIZE} at the same epoch, of this shape, without rows held out
   */
  Lockstep(Shape shape, List<GradientDescent> descents) {
    this.shape = shape;
    this.descents = descents;
    d = shape.features();
    count = shape.places() * LANES;
    y = (d + 1) * count; // x is in front
    weights = y + count;
    h = weights + count;
    powers = h + count;
    losses = powers + count;
    p = losses + count;
    v = p + (d + 1) * LANES;
    sums = v + (d + 1) * LANES;
    scale = sums + LANES;
    step = scale + 2 * LANES;
    m = new double[step + 5 * LANES];
    for (int lane = 0; lane < LANES; lane++) {
      if (lane < descents.size()) {
        descents.get(lane).fill(this, lane);
      } else {
        m[scale + LANES + lane] = 1; // the weight that losses of empty lanes are divided by
      }
    }
  }

  /** Copies a training into a lane: its rows, its settings and its state. */
  void fill(
      int lane,
      Dataset rows,
      Hyperparameters settings,
      double weight,
      double[] at,
      double[] speed) {
    for (int i = 0; i < shape.places(); i++) {
      boolean exists = i < rows.rows() && rows.counts(i); // else its zeros cannot overflow
      for (int j = 0; j < d; j++) {
        m[j * count + i * LANES + lane] = exists ? rows.x().values()[i * d + j] : 0;
      }
      m[d * count + i * LANES + lane] = 1;
      m[y + i * LANES + lane] = exists ? rows.y()[i] : 0;
      m[weights + i * LANES + lane] = exists ? rows.weight(i) : 0;
    }
    for (int j = 0; j <= d; j++) {
      m[p + j * LANES + lane] = at[j];
      m[v + j * LANES + lane] = speed[j];
    }
    m[scale + lane] = settings.l2();
    m[scale + LANES + lane] = weight;
    m[step + lane] = -settings.learningRate();
    m[step + LANES + lane] = settings.momentum();
    m[step + 2 * LANES + lane] = 1 / weight;
    m[step + 3 * LANES + lane] = 2 * settings.l2();
  }

  /**
   * Runs epochs until one is left, a loss is not finite or a round asks for anything but to go on.
   * Each training has every eighth round.
   */
  void run(Round round) {
    for (int epoch = 0; epoch < shape.epochs() - 1 && forward(); epoch++) {
      LockstepStages.update(m, 0, h, shape.places(), p, v, d, step);
      for (int i = 0; i < descents.size(); i++) {
        if (descents.get(i).trajectory().isCheckpointNext()) {
          write(i);
        }
        descents.get(i).completed(m[sums + i]);
      }
      int lane = epoch % SIZE;
      if (lane < descents.size()) {
        write(lane);
        if (round.completed(lane, m[sums + lane]) != Signal.GO_ON) {
          break;
        }
      }
    }
    for (int lane = 0; lane < descents.size(); lane++) {
      write(lane);
    }
  }

  /** Decides after an epoch whether to go on. */
  @FunctionalInterface
  interface Round {
    Signal completed(int lane, double loss);
  }

  /** Computes the losses of all; returns true if they are finite. */
  private boolean forward() {
    LockstepStages.logits(m, 0, p, shape.places(), d, h);
    boolean saturated = PanelStages.powers(m, h, powers, count);
    if (shape.loss() == LossFunction.CROSS_ENTROPY) {
      PanelStages.logs(m, powers, losses, count);
    }
    if (saturated) {
      saturatedErrors();
    } else if (shape.loss() == LossFunction.MSE) {
      LockstepStages.squaredErrors(m, h, powers, y, weights, losses, count);
    } else {
      LockstepStages.crossEntropies(m, h, powers, y, weights, losses, count);
    }
    LockstepStages.losses(m, losses, shape.places(), p, d, scale, sums);
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) {
      sum += m[sums + lane];
    }
    return Double.isFinite(sum);
  }

  private void saturatedErrors() {
    if (shape.loss() == LossFunction.MSE) {
      SaturatedStages.squaredErrors(m, h, powers, y, weights, losses, count);
    } else {
      SaturatedStages.crossEntropies(m, h, powers, y, weights, losses, count);
    }
    SaturatedStages.weigh(m, weights, losses, count);
  }

  private void write(int lane) {
    descents.get(lane).take(m, p + lane, v + lane, LANES);
  }
}
