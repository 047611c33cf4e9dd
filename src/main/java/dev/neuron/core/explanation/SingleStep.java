package dev.neuron.core.explanation;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.ScalarKernel;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.DatasetTraining;
import dev.neuron.core.training.GradientDescent;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Standardization;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step, on a scale: of gradient descent with a velocity, which is a training of one epoch, or
 * by a change of W and b.
 */
public final class SingleStep {

  private final StepSettings settings;
  private final Dataset rawRows;
  private final NeuronParameters rawStart;
  private final Hyperparameters oneEpoch;
  private final Standardization scale;
  private final Dataset rows;
  private final NeuronParameters start;

  /**
   * A step that has not been taken yet.
   *
   * @param rawStart W and b for raw rows
   * @throws InvalidInputException if a setting is out of range or does not fit the rows, or W or b
   *     overflows on the scale; with the setting's name as its pointer
   */
  public SingleStep(NeuronParameters rawStart, Dataset rawRows, StepSettings settings) {
    settings.requireFeatures(rawRows.features());
    this.settings = settings;
    this.rawRows = rawRows;
    this.rawStart = rawStart;
    oneEpoch = settings.oneEpoch(rawStart);
    scale = settings.scaleFor(rawRows);
    rows = settings.isScaled() ? scale.apply(rawRows) : rawRows;
    double[] flat = rawStart.toArray();
    scale.toScaled(flat);
    start = settings.isScaled() ? finite(flat) : rawStart;
  }

  /**
   * The result of a step.
   *
   * @param end W and b on the scale of the step
   * @param velocity v on the scale of the step, which was added to W and b
   * @param raw W and b for raw rows
   * @param loss L there
   */
  record Taken(
      NeuronParameters end, NeuronParameters velocity, NeuronParameters raw, double loss) {}

  /**
   * Takes the step of gradient descent.
   *
   * @throws InvalidInputException if the step diverges
   */
  Taken take() {
    DatasetTraining training = DatasetTraining.on(scale, rawRows, oneEpoch);
    GradientDescent descent = training.gradientDescent();
    NeuronParameters velocity = settings.velocity();
    if (velocity != null) {
      descent.setVelocity(velocity.toArray());
    }
    TrainingResult result = Objects.requireNonNull(training.run(TrainingListener.NONE));
    return new Taken(
        ofFlat(descent.parameters()),
        ofFlat(descent.velocity()),
        result.parameters(),
        result.loss());
  }

  /**
   * Adds a change to W and b.
   *
   * @param change d + 1 values on the scale of the step
   * @return null if W, b or the loss there is beyond doubles
   */
  @Nullable Taken moved(double[] change) {
    double[] end = start.toArray();
    for (int j = 0; j < end.length; j++) {
      end[j] += change[j];
    }
    double[] raw = end.clone();
    scale.toRaw(raw);
    double loss =
        new ScalarKernel(rows, settings.loss()).loss(end) / BatchWeight.total(rows)
            + settings.penalty(end);
    return Double.isFinite(loss) && areFinite(change) && areFinite(end) && areFinite(raw)
        ? new Taken(ofFlat(end), ofFlat(change), ofFlat(raw), loss)
        : null;
  }

  /** The step that changes nothing. */
  Taken stayed(double loss) {
    return new Taken(start, ofFlat(new double[rows.features() + 1]), rawStart, loss);
  }

  private static boolean areFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  Dataset rawRows() {
    return rawRows;
  }

  NeuronParameters rawStart() {
    return rawStart;
  }

  /** The rows on the scale of the step. */
  Dataset rows() {
    return rows;
  }

  /** W and b before the step, on its scale. */
  NeuronParameters start() {
    return start;
  }

  Standardization scale() {
    return scale;
  }

  private NeuronParameters finite(double[] flat) {
    try {
      return ofFlat(flat);
    } catch (InvalidInputException e) {
      InvalidInputException overflow =
          new InvalidInputException(
              Reason.NUMBER_OUT_OF_RANGE,
              settings.scale() == null ? "standardize" : "scale",
              "W or b overflows on this scale of the features.");
      overflow.initCause(e);
      throw overflow;
    }
  }

  private static NeuronParameters ofFlat(double[] flat) {
    int d = flat.length - 1;
    return new NeuronParameters(Arrays.copyOf(flat, d), flat[d]);
  }
}
