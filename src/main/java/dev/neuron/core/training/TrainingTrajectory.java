package dev.neuron.core.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How the loss of a training went, in a few numbers that are kept at every epoch, and W and b at
 * epochs 0, 1, 2, 4, 8, …: what one needs to say afterwards why it did not learn. Not safe for
 * several threads.
 */
public final class TrainingTrajectory {

  /** Into how many parts of equal length the epochs are divided. */
  public static final int PARTS = 10;

  /** A rise by less than this share of the loss may come of rounding, and is not counted. */
  private static final double RISE = 1e-3;

  /** As many checkpoints as 1,000 epochs have. */
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
   * @param planned the most epochs that there will be
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

  /** Whether W and b are kept after the epoch that is to be added next. */
  boolean isCheckpointNext() {
    return epochs + 1 == nextCheckpoint;
  }

  /**
   * An epoch has ended.
   *
   * @param loss what its forward pass saw
   * @param p W and b after it; looked at only if {@link #isCheckpointNext()}, and copied
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

  /** Epochs that were run. */
  public int epochs() {
    return epochs;
  }

  /** Whether all epochs that were planned have been run. */
  public boolean isComplete() {
    return epochs == planned;
  }

  /** The loss that the first epoch saw; NaN if there was none. */
  public double first() {
    return first;
  }

  /** In how many epochs the loss was higher than in the one before. */
  public int rises() {
    return rises;
  }

  /** By how much these rises were, added up. */
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
