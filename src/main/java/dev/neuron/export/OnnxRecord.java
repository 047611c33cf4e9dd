package dev.neuron.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.neuron.export.ColumnTerm.LevelWeight;
import dev.neuron.export.ColumnTerm.OfCategory;
import dev.neuron.export.ColumnTerm.OfNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The neuron as an ONNX graph with an input [n] for each column: doubles, in which NaN is a missing
 * cell, or texts, in which the words for a missing value are. An unknown level, or a missing cell
 * for which nothing stands, makes the prediction NaN. Inputs are named as the columns, with _ for
 * invisible characters and those beyond U+FFFF, which some runtimes do not preserve in names.
 */
final class OnnxRecord {

  /** The operators for categories. */
  static final String DOMAIN = "ai.onnx.ml";

  static final int OPSET_VERSION = 2;

  private static final List<String> MISSING_WORDS =
      List.of("", "na", "n/a", "nan", "null", "none", "?");

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final UniqueNames names = new UniqueNames();
  private final List<String> terms = new ArrayList<>();

  GraphProto graph(ExportedNeuron neuron) {
    String output = names.of("y");
    List<ColumnTerm> columns = ColumnTerm.of(neuron);
    List<String> inputs = columns.stream().map(column -> names.of(plain(column.name()))).toList();
    for (int j = 0; j < columns.size(); j++) {
      switch (columns.get(j)) {
        case OfNumber number -> add(number, inputs.get(j));
        case OfCategory category -> add(category, inputs.get(j));
      }
    }
    terms.add(constant("b", neuron.parameters().bias()));
    String h = node(OnnxParts.node("Sum", names.of("h"), terms.toArray(String[]::new)));
    graph.addNode(OnnxParts.node("Sigmoid", output, h));
    return graph
        .setName(neuron.title())
        .addOutput(OnnxParts.value(output, DataType.DOUBLE, OnnxParts.rows()))
        .build();
  }

  private static String plain(String name) {
    StringBuilder kept = new StringBuilder();
    name.codePoints()
        .map(
            point ->
                Literals.isHidden(point) || Character.isSupplementaryCodePoint(point) ? '_' : point)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private void add(OfNumber term, String input) {
    graph.addInput(OnnxParts.value(input, DataType.DOUBLE, OnnxParts.rows()));
    String value = input;
    if (term.fill() != null) {
      String isMissing = node(OnnxParts.node("IsNaN", names.of("is_missing"), input));
      String fill = constant("fill", term.fill());
      value = node(OnnxParts.node("Where", names.of("filled"), isMissing, fill, input));
    }
    String weight = constant("weight", term.weight());
    terms.add(node(OnnxParts.node("Mul", names.of("term"), value, weight)));
  }

  private void add(OfCategory term, String input) {
    graph.addInput(OnnxParts.value(input, DataType.STRING, OnnxParts.rows()));
    List<LevelWeight> levels = term.levels();
    double[] weights = new double[levels.size() + 2];
    Map<String, Long> codes = new LinkedHashMap<>();
    for (int k = 0; k < levels.size(); k++) {
      weights[k] = levels.get(k).weight();
      String level = levels.get(k).level();
      for (String text : term.isYesOrNo() ? Spellings.all(level) : List.of(level)) {
        codes.put(text, (long) k);
      }
    }
    if (term.missingWeight() != null) {
      weights[levels.size()] = term.missingWeight();
      for (String word : MISSING_WORDS) {
        Spellings.all(word).forEach(text -> codes.put(text, (long) levels.size()));
      }
    }
    weights[levels.size() + 1] = Double.NaN;
    String code = node(encoder(codes, levels.size() + 1L, names.of("code"), input));
    terms.add(node(OnnxParts.node("Gather", names.of("term"), constant("weights", weights), code)));
  }

  /** Returns the node that turns texts into codes; the default is for unknown ones. */
  private static NodeProto.Builder encoder(
      Map<String, Long> codes, long unknown, String output, String input) {
    return OnnxParts.node("LabelEncoder", output, input)
        .setDomain(DOMAIN)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("keys_strings")
                .setType(AttributeProto.AttributeType.STRINGS)
                .addAllStrings(codes.keySet().stream().map(ByteString::copyFromUtf8).toList()))
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("values_int64s")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(codes.values()))
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("default_int64")
                .setType(AttributeProto.AttributeType.INT)
                .setI(unknown));
  }

  /** Adds a constant and returns its name. */
  private String constant(String name, double... values) {
    String unique = names.of(name);
    graph.addInitializer(OnnxParts.tensor(unique, values));
    return unique;
  }

  /** Adds a node and returns the name of its output, which becomes the node's as well. */
  private String node(NodeProto.Builder node) {
    String output = node.getOutput(0);
    graph.addNode(node.setName(output));
    return output;
  }
}
