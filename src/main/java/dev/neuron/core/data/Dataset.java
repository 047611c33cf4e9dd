package dev.neuron.core.data;

import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data that a neuron is trained on: n rows of d finite features, a target in [0, 1] for each
 * row, and optionally a weight for each row and a name for each feature. An invalid dataset cannot
 * exist.
 */
public final class Dataset {

  private final Matrix x;
  private final double[] y;
  private final double @Nullable [] sampleWeights;
  private final @Nullable List<String> featureNames;

  private Dataset(
      Matrix x,
      double[] y,
      double @Nullable [] sampleWeights,
      @Nullable List<String> featureNames) {
    this.x = x;
    this.y = y;
    this.sampleWeights = sampleWeights;
    this.featureNames = featureNames;
  }

  /**
   * A dataset over these arrays, which are not copied and must not be modified afterwards.
   *
   * @param x n × d, finite
   * @param y n targets in [0, 1]
   * @param sampleWeights n weights, each 0 or from 1e-100 to 1e100, not all 0; null weighs every
   *     row 1
   * @param featureNames d different names of 1 … 200 characters; null leaves them unnamed
   * @throws InvalidInputException with pointers {@code x/…}, {@code y/…}, {@code sampleWeights/…}
   *     and {@code featureNames/…}
   */
  public static Dataset of(
      Matrix x,
      double[] y,
      double @Nullable [] sampleWeights,
      @Nullable List<String> featureNames) {
    DatasetChecks.finite(x);
    DatasetChecks.targets(y, x.rows());
    if (sampleWeights != null) {
      DatasetChecks.sampleWeights(sampleWeights, x.rows());
    }
    return new Dataset(
        x,
        y,
        sampleWeights,
        featureNames == null ? null : checkedFeatureNames(featureNames, x.columns()));
  }

  /**
   * A dataset like {@link #of}, whose feature names were made from columns and levels and may
   * therefore be longer.
   *
   * @param featureNames d different names; null leaves them unnamed
   */
  public static Dataset ofEncoded(
      Matrix x,
      double[] y,
      double @Nullable [] sampleWeights,
      @Nullable List<String> featureNames) {
    Dataset checked = of(x, y, sampleWeights, null);
    return new Dataset(x, checked.y, checked.sampleWeights, featureNames);
  }

  /**
   * A dataset like {@link #ofEncoded}, whose values and names have been checked before.
   *
   * @param sampleWeights n weights; null weighs every row 1
   * @param featureNames d different names; null leaves them unnamed
   */
  public static Dataset ofChecked(
      Matrix x,
      double[] y,
      double @Nullable [] sampleWeights,
      @Nullable List<String> featureNames) {
    return new Dataset(x, y, sampleWeights, featureNames);
  }

  /** A dataset without weights and names. */
  public static Dataset of(Matrix x, double[] y) {
    return of(x, y, null, null);
  }

  /**
   * A dataset from a table with its target in one column and a feature in each of the others, named
   * as they are. Takes the table over: it must not be used any more.
   *
   * @param target index of the target's column
   * @throws InvalidInputException with places in the table, as its sender sees them
   */
  public static Dataset ofTable(Matrix table, int target) {
    requireRows(table);
    if (table.columns() < 2) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          ErrorLocation.NOWHERE,
          "A table to train on needs at least two columns, a feature and the target.");
    }
    List<String> names = table.columnNames() == null ? null : new ArrayList<>(table.columnNames());
    if (names != null) {
      names.remove(target);
    }
    double[] y = new double[table.rows()];
    Matrix x = table.withoutColumn(target, y);
    try {
      return of(x, y, null, names);
    } catch (InvalidInputException e) {
      throw x.placed(e);
    }
  }

  /**
   * Refuses targets that are not one for each row.
   *
   * @throws InvalidInputException with the pointer {@code y}
   */
  public static void requireTargets(int targets, int rows) {
    DatasetChecks.targetCount(targets, rows);
  }

  /**
   * Refuses weights that are not one for each row, or out of range.
   *
   * @throws InvalidInputException with pointers {@code sampleWeights/…}
   */
  public static void requireSampleWeights(double[] weights, int rows) {
    DatasetChecks.sampleWeights(weights, rows);
  }

  /**
   * Refuses targets that are not in [0, 1], and weights that are out of range.
   *
   * @param weights one for each target; null for none
   * @throws InvalidInputException with pointers {@code y/…} and {@code sampleWeights/…}
   */
  public static void requireTargetsAndWeights(double[] y, double @Nullable [] weights) {
    DatasetChecks.targets(y, y.length);
    if (weights != null) {
      DatasetChecks.sampleWeights(weights, y.length);
    }
  }

  /** True if a number can weigh a row: 0, or from 1e-100 to 1e100. */
  public static boolean isWeight(double weight) {
    return DatasetChecks.isWeight(weight);
  }

  /**
   * Refuses a table that has one dimension.
   *
   * @throws InvalidInputException without a location
   */
  public static void requireRows(Matrix table) {
    if (table.isOneBareRow()) {
      throw new InvalidInputException(
          Reason.NO_ROWS,
          ErrorLocation.NOWHERE,
          "A table to train on has rows and columns, this has one dimension.");
    }
  }

  /**
   * Puts faults into the terms of the sender of the table that this dataset was made from.
   *
   * @param e with pointers {@code dataset/x/…} and {@code dataset/y/…}
   */
  public InvalidInputException placed(InvalidInputException e) {
    return x.placed(e);
  }

  /**
   * Locates the cells of faults like {@link #placed}, and leaves faults of anything else as they
   * are.
   *
   * @param e with pointers from the root of the request
   */
  public InvalidInputException locatedCells(InvalidInputException e) {
    TableLayout layout = x.layout();
    return layout == null ? e : layout.located(e);
  }

  /**
   * Checks feature names, and returns them as an immutable list.
   *
   * @throws InvalidInputException with pointers {@code featureNames/…} unless they are one
   *     different name of 1 … 200 characters for each feature
   */
  public static List<String> checkedFeatureNames(List<String> names, int features) {
    DatasetChecks.featureNames(names, features);
    return List.copyOf(names);
  }

  /** n × d. */
  public Matrix x() {
    return x;
  }

  /** n targets; the array itself, not to be modified. */
  public double[] y() {
    return y;
  }

  /** n weights or null; the array itself, not to be modified. */
  public double @Nullable [] sampleWeights() {
    return sampleWeights;
  }

  /** Value j of row i. */
  public double value(int i, int j) {
    return x.values()[i * x.columns() + j];
  }

  /** The target of a row. */
  public double target(int i) {
    return y[i];
  }

  /** The weight of a row. */
  public double weight(int i) {
    return sampleWeights == null ? 1 : sampleWeights[i];
  }

  /** True if rows have weights of their own. */
  public boolean isWeighted() {
    return sampleWeights != null;
  }

  /** The number n of rows. */
  public int rows() {
    return x.rows();
  }

  /** The number d of features. */
  public int features() {
    return x.columns();
  }

  /** d names, immutable; null if the features have none. */
  public @Nullable List<String> featureNames() {
    return featureNames;
  }

  /**
   * True if the target of every row with a weight above 0 is 0 or 1, so that an accuracy is
   * defined.
   */
  public boolean hasBinaryTargets() {
    for (int i = 0; i < rows(); i++) {
      if (y[i] != 0 && y[i] != 1 && counts(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number of rows with a weight above 0. */
  public int countedRows() {
    return sampleWeights == null
        ? rows()
        : Math.toIntExact(Arrays.stream(sampleWeights).filter(weight -> weight > 0).count());
  }

  /** True if a row has a weight above 0; other rows are as good as absent. */
  public boolean counts(int i) {
    return sampleWeights == null || sampleWeights[i] > 0;
  }

  /** A copy with other feature values of the same shape. */
  public Dataset withFeatures(double[] values) {
    return new Dataset(new Matrix(values, rows(), features()), y, sampleWeights, featureNames);
  }

  /** A dataset in which the features of rows of weight 0 are 0, so that they cannot overflow. */
  public Dataset withoutWeightlessFeatures() {
    if (sampleWeights == null || Arrays.stream(sampleWeights).allMatch(weight -> weight > 0)) {
      return this;
    }
    int d = features();
    double[] values = Arrays.copyOf(x.values(), rows() * d);
    for (int i = 0; i < rows(); i++) {
      if (weight(i) == 0) {
        Arrays.fill(values, i * d, (i + 1) * d, 0);
      }
    }
    return withFeatures(values);
  }

  /** A copy of some rows, in the order of their indexes. */
  public Dataset select(int[] rows) {
    int d = features();
    double[] values = new double[rows.length * d];
    double[] targets = new double[rows.length];
    double[] weights = sampleWeights == null ? null : new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(x.values(), rows[i] * d, values, i * d, d);
      targets[i] = y[rows[i]];
      if (weights != null && sampleWeights != null) {
        weights[i] = sampleWeights[rows[i]];
      }
    }
    return new Dataset(new Matrix(values, rows.length, d), targets, weights, featureNames);
  }
}
