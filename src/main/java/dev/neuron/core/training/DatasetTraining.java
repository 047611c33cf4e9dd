package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** A training on a dataset that is held here as a whole. */
public final class DatasetTraining extends Training {

  private final Dataset dataset;
  private final ValidationSplit split;
  private final SearchScale scale;

  private DatasetTraining(
      Dataset dataset, ValidationSplit split, Hyperparameters hyperparameters, SearchScale scale) {
    super(hyperparameters);
    this.dataset = dataset;
    this.split = split;
    this.scale = scale;
  }

  /**
   * A training that has not run yet.
   *
   * @throws InvalidInputException if the two do not fit each other, with pointers {@code
   *     hyperparameters/…}
   */
  public static DatasetTraining of(Dataset dataset, Hyperparameters asked) {
    ValidationSplit split;
    Hyperparameters hyperparameters;
    try {
      checkInitial(asked.initial(), dataset.features());
      asked.solver().requireFeatures(dataset.features());
      split = ValidationSplit.of(dataset, asked.validationFraction(), asked.split(), asked.seed());
      hyperparameters = asked.forRows(dataset.rows(), split.training().rows());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    return new DatasetTraining(
        dataset,
        split,
        hyperparameters,
        SearchScale.of(
            dataset.features(), new DatasetColumnSums(split.training()), hyperparameters));
  }

  /** A training on all rows and on a given scale that has not run yet. */
  public static DatasetTraining on(Standardization scale, Dataset dataset, Hyperparameters asked) {
    return new DatasetTraining(
        dataset,
        new ValidationSplit(dataset, null),
        asked.forRows(dataset.rows(), dataset.rows()),
        SearchScale.of(scale, asked.l2()));
  }

  @Override
  public Dataset dataset() {
    return dataset;
  }

  @Override
  public Dataset trainingRows() {
    return split.training();
  }

  @Override
  public @Nullable FeatureStatistics summary() {
    return null;
  }

  @Override
  protected int rows() {
    return dataset.rows();
  }

  @Override
  protected SearchScale searchScale() {
    return scale;
  }

  @Override
  protected Descent begin(double[] start) {
    Dataset heldOut = split.heldOut();
    return descentOver(onScale(split.training()), heldOut == null ? null : onScale(heldOut), start);
  }

  private Dataset onScale(Dataset rows) {
    return scale.isRaw() ? rows : scale.rows().apply(rows);
  }

  @Override
  protected CaseCounts counts() {
    return CaseCounts.of(split.training());
  }

  @Override
  protected Evaluation score(double[] parameters, double penalty) {
    return score(split.training(), parameters, penalty);
  }

  @Override
  protected @Nullable Evaluation heldOutScore(double[] parameters, double penalty) {
    Dataset heldOut = split.heldOut();
    return heldOut == null ? null : score(heldOut, parameters, penalty);
  }

  private Evaluation score(Dataset rows, double[] parameters, double penalty) {
    return Evaluation.of(
        rows, parameters, hyperparameters().loss(), penalty, dataset.hasBinaryTargets());
  }

  @Override
  protected byte[] sha256() {
    return Fingerprint.of(dataset);
  }

  @Override
  protected Lockstep.@Nullable Shape shape(int epochsLeft) {
    return split.heldOut() == null
        ? Lockstep.Shape.of(split.training(), hyperparameters(), epochsLeft)
        : null;
  }
}
