package dev.neuron.export;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A neuron that is to be written.
 *
 * @param model where it comes from
 */
record ExportedNeuron(ModelSnapshot model) {

  /** As {@link ModelSnapshot#title}. */
  String title() {
    return model.title();
  }

  NeuronParameters parameters() {
    return model.parameters();
  }

  /** d names; null if the features have none. */
  @Nullable List<String> featureNames() {
    return model.featureNames();
  }

  int features() {
    return parameters().features();
  }

  /** d names: those of the features, or x1 … xd. */
  List<String> columns() {
    List<String> names = featureNames();
    return names == null
        ? IntStream.rangeClosed(1, features()).mapToObj(j -> "x" + j).toList()
        : names;
  }

  /**
   * W as literals that nearly every language reads: the fewest digits that give the same double.
   */
  List<String> weights() {
    return IntStream.range(0, features()).mapToObj(j -> literal(parameters().weight(j))).toList();
  }

  /** b likewise. */
  String bias() {
    return literal(parameters().bias());
  }

  static String literal(double value) {
    return Double.toString(value);
  }

  /** Refuses a format that this neuron cannot be written in. */
  static InvalidInputException refusal(String detail) {
    return new InvalidInputException(
        Reason.NOT_EXPORTABLE, ErrorLocation.ofParameter("format"), detail);
  }
}
