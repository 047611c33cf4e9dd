package dev.neuron.core.training;

import java.util.ArrayList;
import java.util.List;

/**
 * The course of a loss, in a few numbers that are updated after every epoch, and W and b after 0,
 * 1, 2, 4, 8, … epochs: enough to explain afterwards why a neuron did not learn. Not safe for
 * several threads.
 */
public final class TrainingTrajectory {

  /** The number of parts of equal length that the epochs are divided into. */
  public static final int PARTS = 10;

  /** The share of the loss below which a rise may come from rounding, and is not counted. */
  private static final double RISE = 1e-3;

  /** The number of checkpoints of 1,000 epochs. */
  private static final int USUAL_CHECKPOINTS = 11;

  /** W and b on the scale of the training, b last, after a number of epochs. */
  record Checkpoint(int epoch, double[] parameters) {}

  private final int planned;
  private final double[] parts = new double[PARTS];
  private final List<Checkpoint> checkpoints = new ArrayList<>(USUAL_CHECKPOINTS);
  private double first = Double.NaN;
  private double previous = Double.POSITIVE_INFINITY;
  private double sum;
  private int epochs;
  private int part;
  private int partBegin;
  private int partEnd;
  private int nextCheckpoint = 1;
  private int rises;
  private double risen;

  /**
   * @param planned the maximum number of epochs
   * @param start W and b before the first, b last; copied
   */
  TrainingTrajectory(int planned, double[] start) {
    this.planned = planned;
    partEnd = endOf(0);
    checkpoints.add(new Checkpoint(0, start.clone()));
  }

  /** The maximum number of checkpoints for this number of epochs. */
  static int checkpoints(int epochs) {
    return 2 + (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(epochs));
  }

  /** True if W and b are kept after the next epoch. */
  boolean isCheckpointNext() {
    return epochs + 1 == nextCheckpoint;
  }

  /**
   * Adds an epoch.
   *
   * @param loss what its forward pass saw
   * @param p W and b after it; read only if {@link #isCheckpointNext()}, and copied
   */
  void add(double loss, double[] p) {
    if (loss - previous > RISE * previous) {
      rises++;
      risen += loss - previous;
    }
    previous = loss;
    sum += loss;
    if (++epochs == nextCheckpoint) {
      keep(p);
    }
    if (epochs == partEnd) {
      endPart();
    }
  }

  private void keep(double[] p) {
    if (epochs == 1) {
      first = previous;
    }
    checkpoints.add(new Checkpoint(epochs, p.clone()));
    nextCheckpoint *= 2; // past 2³⁰ it is negative, and no epoch comes to it
  }

  private void endPart() {
    while (part < PARTS && partEnd == epochs) {
      parts[part++] = sum / Math.max(1, epochs - partBegin);
      partEnd = endOf(part);
    }
    partBegin = epochs;
    sum = 0;
  }

  private int endOf(int part) {
    return (int) ((part + 1L) * planned / PARTS);
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  /** The number of epochs that were run. */
  public int epochs() {
    return epochs;
  }

  /** True if all planned epochs have been run. */
  public boolean isComplete() {
    return epochs == planned;
  }

  /** The loss that the first epoch saw; NaN if there was none. */
  public double first() {
    return first;
  }

  /** The number of epochs whose loss was higher than that of the epoch before. */
  public int rises() {
    return rises;
  }

  /** The sum of these rises. */
  public double risen() {
    return risen;
  }

  /**
   * The mean loss over the epochs of a part.
   *
   * @param part 0 … {@value #PARTS} − 1, one that has ended and is not empty: every part if {@link
   *     #isComplete()} and there were at least {@value #PARTS} epochs
   */
  public double mean(int part) {
    return parts[part];
  }
}
