package dev.neuron.export;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.table.Classes;
import dev.neuron.table.Column;
import dev.neuron.table.TableEncoding;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A neuron to be exported.
 *
 * @param model the model of the neuron
 */
record ExportedNeuron(ModelSnapshot model) {

  /** Returns the title, as {@link ModelSnapshot#title} does. */
  String title() {
    return model.title();
  }

  NeuronParameters parameters() {
    return model.parameters();
  }

  /** Returns d names; null if the features have none. */
  @Nullable List<String> featureNames() {
    return model.featureNames();
  }

  int features() {
    return parameters().features();
  }

  /** Returns the columns of a record; null if each feature is a column of numbers. */
  @Nullable List<Column> recordColumns() {
    TableEncoding encoding = model.encoding();
    return encoding.isOfNumbersAlone() ? null : encoding.columns();
  }

  /** Returns the classes; null if they are 0 and 1, or not known. */
  @Nullable Classes namedClasses() {
    Classes classes = model.encoding().classes();
    return classes == null || classes.areZeroAndOne() ? null : classes;
  }

  /** Returns d names: those of the features, or x1 … xd. */
  List<String> columns() {
    List<String> names = featureNames();
    return names == null
        ? IntStream.rangeClosed(1, features()).mapToObj(j -> "x" + j).toList()
        : names;
  }

  /**
   * Returns W as literals of nearly every language, with the fewest digits that give the same
   * double.
   */
  List<String> weights() {
    return IntStream.range(0, features()).mapToObj(j -> literal(parameters().weight(j))).toList();
  }

  /** Returns b as a literal like those of W. */
  String bias() {
    return literal(parameters().bias());
  }

  static String literal(double value) {
    return Double.toString(value);
  }

  /** Returns the refusal of a format in which a neuron cannot be written. */
  static InvalidInputException refusal(String detail) {
    return new InvalidInputException(
        Reason.NOT_EXPORTABLE, ErrorLocation.ofParameter("format"), detail);
  }
}
