package dev.neuron.export;

import dev.neuron.table.Classes;
import dev.neuron.table.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Source code with a function {@code predict} for one row, from templates. Where the features come
 * from other columns than numbers, it has one for a record of these too.
 */
final class SourceCode {

  /** The maximum number of constants in an array that a Java class file can hold. */
  private static final int MAX_FEATURES_OF_JAVA = 4000;

  private static final Notation PYTHON =
      new Notation(
          "python", Literals::python, Literals::python, SourceCode::python, "None", "    ");
  private static final Notation JAVASCRIPT =
      new Notation(
          "javascript",
          Literals::javaScript,
          Literals::javaScript,
          value -> plain(value, Literals.javaScript(value.toString())),
          "null",
          "  ");
  private static final Notation JAVA =
      new Notation("java", Literals::java, Literals::java, SourceCode::java, "Double.NaN", "    ");
  private static final Notation C =
      new Notation(
          "c",
          Literals::c,
          level -> level.indexOf('\0') < 0 ? Literals.c(level) : "NULL",
          value -> Literals.c(value.toString()),
          "NAN",
          "  ");

  private SourceCode() {}

  /**
   * A language.
   *
   * @param template the name of its template
   * @param text writes a text
   * @param level writes the level of a category
   * @param label writes the label of a class: a text, a number or a truth value
   * @param noNumber stands where there is no number
   * @param indent of the items of a list
   */
  record Notation(
      String template,
      Function<String, String> text,
      Function<String, String> level,
      Function<Object, String> label,
      String noNumber,
      String indent) {

    /** A list of texts. */
    String texts(Stream<String> texts) {
      return Literals.list(texts.map(text).toList(), indent);
    }
  }

  static String python(ExportedNeuron neuron) {
    return of(neuron, PYTHON);
  }

  static String javaScript(ExportedNeuron neuron) {
    return of(neuron, JAVASCRIPT);
  }

  static String java(ExportedNeuron neuron) {
    List<Column> columns = Objects.requireNonNullElse(neuron.recordColumns(), List.of());
    if (Math.max(neuron.features(), columns.size()) > MAX_FEATURES_OF_JAVA) {
      throw ExportedNeuron.refusal(
          "A class of Java's takes at most %d features here.".formatted(MAX_FEATURES_OF_JAVA));
    }
    return of(neuron, JAVA);
  }

  static String c(ExportedNeuron neuron) {
    return of(neuron, C);
  }

  private static String of(ExportedNeuron neuron, Notation notation) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("title", neuron.title());
    values.put("d", neuron.features());
    values.put("features", notation.texts(neuron.columns().stream()));
    values.put("W", Literals.list(neuron.weights(), notation.indent()));
    values.put("b", neuron.bias());
    values.put("classes", labels(neuron.namedClasses(), notation));
    List<Column> columns = neuron.recordColumns();
    values.put("record", columns != null);
    if (columns != null) {
      values.put("columns", SourceColumns.of(columns, notation));
      values.put("columnCount", columns.size());
      values.put("columnNames", notation.texts(columns.stream().map(Column::name)));
    }
    return Templates.filled(notation.template(), values);
  }

  private static @Nullable String labels(@Nullable Classes classes, Notation notation) {
    return classes == null
        ? null
        : Stream.of(classes.negative(), classes.positive())
            .map(label -> notation.label().apply(label.value()))
            .collect(Collectors.joining(", "));
  }

  private static String python(Object label) {
    if (label instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    return plain(label, Literals.python(label.toString()));
  }

  private static String java(Object label) {
    return label instanceof Long number
        ? number + "L"
        : plain(label, Literals.java(label.toString()));
  }

  /** A number or truth value as nearly every language has it, or a text as its literal. */
  private static String plain(Object label, String literal) {
    return label instanceof String ? literal : label.toString();
  }
}
