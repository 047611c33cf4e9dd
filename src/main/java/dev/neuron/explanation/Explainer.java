package dev.neuron.explanation;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Count;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.ChainRule;
import dev.neuron.model.ModelStore;
import dev.neuron.model.NeuronReference;
import dev.neuron.model.NeuronReference.Found;
import dev.neuron.model.Owner;
import dev.neuron.table.Table;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the neuron that a request refers to and explains its gradient. */
@Component
class Explainer {

  /** The maximum number of rows, more than people read. */
  static final int MAX_ROWS = 1000;

  /**
   * The maximum of rows × features²: the differences take twice that, some tens of milliseconds.
   */
  static final long MAX_WORK = 20_000_000;

  private final NeuronService neurons;
  private final ModelStore store;

  Explainer(NeuronService neurons, ModelStore store) {
    this.neurons = neurons;
    this.store = store;
  }

  /**
   * Explains.
   *
   * @param owner whose models the request may refer to
   * @throws InvalidInputException with pointers from the root of the request
   */
  ExplanationResponse explain(Owner owner, ExplanationRequest request) {
    Table x = needed("x", request.x());
    double[] y = needed("y", request.y());
    Found neuron =
        new NeuronReference(request.modelId(), request.weights(), request.bias())
            .find(store, owner);
    checkSize(x.rows(), neuron.parameters().features());
    Dataset rows = Dataset.of(features(neuron, x), y, request.sampleWeights(), null);
    ChainRule chain = neurons.explain(neuron.parameters(), rows, RequestedStep.settings(request));
    Derivation derivation = Derivation.of(neuron.parameters(), rows, chain);
    Homework claims = Objects.requireNonNullElse(request.claims(), Homework.NONE);
    check(claims, derivation);
    List<Verdict> verdicts = Claims.verdicts(derivation, claims);
    return ExplanationResponse.of(neuron.modelId(), request, derivation, verdicts);
  }

  private static <T> T needed(String field, @Nullable T value) {
    if (value == null) {
      throw InvalidInputException.missing(field);
    }
    return value;
  }

  private static void checkSize(int rows, int features) {
    long work = (long) rows * features * features;
    if (rows > MAX_ROWS || work > MAX_WORK) {
      throw new InvalidInputException(
          Reason.EXPLANATION_TOO_LARGE,
          "x",
          "An explanation takes at most %d rows, and rows × features² of at most %d; these are %d × %d."
              .formatted(MAX_ROWS, MAX_WORK, rows, features));
    }
  }

  private static Matrix features(Found neuron, Table x) {
    try {
      return neuron.features(x);
    } catch (InvalidInputException e) {
      throw e.within("x");
    }
  }

  /** Refuses claims that cannot be judged. */
  private static void check(Homework claims, Derivation derivation) {
    int d = derivation.rows().features();
    checkLength("dh_dW", claims.logitByWeights(), d);
    checkLength("dLoss_dW", claims.lossByWeights(), d);
    checkLength("step/W", claims.stepOrNone().weights(), d);
    if (!derivation.isOfOneRow()) {
      checkAbsent("h", claims.h());
      checkAbsent("yHat", claims.yHat());
      checkAbsent("dLoss_dyHat", claims.lossByPrediction());
      checkAbsent("dyHat_dh", claims.predictionByLogit());
      checkAbsent("dLoss_dh", claims.lossByLogit());
      checkAbsent("dh_dW", claims.logitByWeights());
    }
  }

  private static void checkLength(
      String field, @Nullable List<@Nullable WrittenNumber> claimed, int features) {
    if (claimed != null && claimed.size() != features) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "claims/" + field,
          "Expected %s, one for each feature, found %d; null stands for one that is not claimed."
              .formatted(Count.of(features, "number"), claimed.size()));
    }
  }

  private static void checkAbsent(String field, @Nullable Object claimed) {
    if (claimed != null) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          "claims/" + field,
          "Of several rows each has its own; claim it with one row, or claim what is a mean: loss,"
              + " dLoss_dW, dLoss_db and step.");
    }
  }
}
