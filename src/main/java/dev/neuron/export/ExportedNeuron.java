package dev.neuron.export;

import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.Place;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Origin;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A neuron that is to be written.
 *
 * @param id of the model
 * @param name of the model, if it has one
 * @param parameters W and b
 * @param featureNames d names; null if the features have none
 * @param origin the training it came from; null if it was brought from elsewhere
 */
record ExportedNeuron(
    String id,
    @Nullable String name,
    NeuronParameters parameters,
    @Nullable List<String> featureNames,
    @Nullable Origin origin) {

  static ExportedNeuron of(ModelSnapshot model) {
    return new ExportedNeuron(
        model.id(),
        model.content().name(),
        model.parameters(),
        model.featureNames(),
        model.content().origin());
  }

  /** What it is called, its id if it has no name: letters, digits, {@code . _ -} alone. */
  String title() {
    return name == null ? id : name;
  }

  int features() {
    return parameters.features();
  }

  /** d names: those of the features, or x1 … xd. */
  List<String> columns() {
    return featureNames == null
        ? IntStream.rangeClosed(1, features()).mapToObj(j -> "x" + j).toList()
        : featureNames;
  }

  /**
   * W as literals that nearly every language reads: the fewest digits that give the same double.
   */
  List<String> weights() {
    return IntStream.range(0, features()).mapToObj(j -> literal(parameters.weight(j))).toList();
  }

  /** b likewise. */
  String bias() {
    return literal(parameters.bias());
  }

  static String literal(double value) {
    return Double.toString(value);
  }

  /** Refuses a format that this neuron cannot be written in. */
  static InvalidInputException refusal(String detail) {
    return new InvalidInputException(Reason.NOT_EXPORTABLE, Place.ofParameter("format"), detail);
  }
}
