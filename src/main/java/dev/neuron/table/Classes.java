package dev.neuron.table;

/**
 * The two classes of a target.
 *
 * @param negative stands for the target 0
 * @param positive stands for the target 1
 */
public record Classes(ClassLabel negative, ClassLabel positive) {

  /** The classes 0 and 1. */
  public static final Classes ZERO_AND_ONE = new Classes(ClassLabel.ZERO, ClassLabel.ONE);

  /** True if the classes are called 0 and 1. */
  public boolean areZeroAndOne() {
    return equals(ZERO_AND_ONE);
  }

  /** The same classes, called by texts. */
  public Classes asTexts() {
    return new Classes(ClassLabel.of(negative.text()), ClassLabel.of(positive.text()));
  }

  /** The label of a class. */
  public ClassLabel label(boolean isPositive) {
    return isPositive ? positive : negative;
  }
}
