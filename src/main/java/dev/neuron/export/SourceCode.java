package dev.neuron.export;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Source code with a function {@code predict} for one row, from templates. */
final class SourceCode {

  /** The maximum number of constants in an array that a Java class file can hold. */
  private static final int MAX_FEATURES_OF_JAVA = 4000;

  private SourceCode() {}

  static String python(ExportedNeuron neuron) {
    return of(neuron, "python", Literals::python, "    ");
  }

  static String javaScript(ExportedNeuron neuron) {
    return of(neuron, "javascript", Literals::javaScript, "  ");
  }

  static String java(ExportedNeuron neuron) {
    if (neuron.features() > MAX_FEATURES_OF_JAVA) {
      throw ExportedNeuron.refusal(
          "A class of Java's takes at most %d features here.".formatted(MAX_FEATURES_OF_JAVA));
    }
    return of(neuron, "java", Literals::java, "    ");
  }

  static String c(ExportedNeuron neuron) {
    return of(neuron, "c", Literals::c, "  ");
  }

  private static String of(
      ExportedNeuron neuron, String language, UnaryOperator<String> literal, String indent) {
    Map<String, Object> values = new HashMap<>();
    values.put("title", neuron.title());
    values.put("d", neuron.features());
    values.put("features", Literals.list(neuron.columns().stream().map(literal).toList(), indent));
    values.put("W", Literals.list(neuron.weights(), indent));
    values.put("b", neuron.bias());
    return Templates.filled(language, values);
  }
}
