package dev.neuron.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.neuron.model.ClassesResponse;
import dev.neuron.model.ColumnResponse;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The neuron as an ONNX graph in double precision: y [n] = Sigmoid(Add(MatMul(x [n, d], W [d]),
 * b)), or {@link OnnxRecord} where features come from other columns than numbers. The names of
 * features, the columns and the classes are in the metadata, as JSON in ASCII, since runtimes
 * differ in which characters they preserve.
 */
final class OnnxModel {

  /**
   * The version of the format; like that of the operators, old enough for every current runtime.
   */
  private static final int IR_VERSION = 8;

  private static final int OPSET_VERSION = 13;

  private OnnxModel() {}

  static byte[] of(ExportedNeuron neuron, String version, JsonMapper mapper) {
    boolean isRecord = neuron.recordColumns() != null;
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(operators("", OPSET_VERSION))
            .setProducerName("neuron")
            .setProducerVersion(version)
            .setDocString("One sigmoid neuron: y = 1 / (1 + exp(-(xW + b)))")
            .setGraph(isRecord ? new OnnxRecord().graph(neuron) : graph(neuron));
    if (isRecord) {
      model.addOpsetImport(operators(OnnxRecord.DOMAIN, OnnxRecord.OPSET_VERSION));
    }
    if (neuron.featureNames() != null) {
      model.addMetadataProps(entry("featureNames", neuron.featureNames(), mapper));
    }
    if (isRecord) {
      model.addMetadataProps(
          entry("columns", ColumnResponse.of(neuron.model().encoding()), mapper));
    }
    ClassesResponse classes = ClassesResponse.of(neuron.namedClasses());
    if (classes != null) {
      model.addMetadataProps(entry("classes", classes, mapper));
    }
    return model.build().toByteArray();
  }

  private static OperatorSetIdProto.Builder operators(String domain, int version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version);
  }

  private static StringStringEntryProto.Builder entry(String key, Object value, JsonMapper mapper) {
    return StringStringEntryProto.newBuilder()
        .setKey(key)
        .setValue(
            mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value));
  }

  private static GraphProto graph(ExportedNeuron neuron) {
    return GraphProto.newBuilder()
        .setName(neuron.title())
        .addInput(
            OnnxParts.value(
                "x",
                DataType.DOUBLE,
                OnnxParts.rows().addDim(OnnxParts.dimension(neuron.features()))))
        .addInitializer(OnnxParts.tensor("W", neuron.parameters().weights()))
        .addInitializer(OnnxParts.tensor("b", neuron.parameters().bias()))
        .addNode(OnnxParts.node("MatMul", "xW", "x", "W"))
        .addNode(OnnxParts.node("Add", "h", "xW", "b"))
        .addNode(OnnxParts.node("Sigmoid", "y", "h"))
        .addOutput(OnnxParts.value("y", DataType.DOUBLE, OnnxParts.rows()))
        .build();
  }
}
