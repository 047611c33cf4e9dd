package dev.neuron.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The neuron as an ONNX graph in double precision: y [n] = Sigmoid(Add(MatMul(x [n, d], W [d]),
 * b)). The feature names are in the metadata, as a JSON array in ASCII, since runtimes differ in
 * which characters they preserve.
 */
final class OnnxModel {

  /**
   * The version of the format; like that of the operators, old enough for every current runtime.
   */
  private static final int IR_VERSION = 8;

  private static final int OPSET_VERSION = 13;
  private static final String ROWS = "n";

  private OnnxModel() {}

  static byte[] of(ExportedNeuron neuron, String version, JsonMapper mapper) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET_VERSION))
            .setProducerName("neuron")
            .setProducerVersion(version)
            .setDocString("One sigmoid neuron: y = 1 / (1 + exp(-(xW + b)))")
            .setGraph(graph(neuron));
    if (neuron.featureNames() != null) {
      model.addMetadataProps(
          StringStringEntryProto.newBuilder()
              .setKey("featureNames")
              .setValue(
                  mapper
                      .writer()
                      .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                      .writeValueAsString(neuron.featureNames())));
    }
    return model.build().toByteArray();
  }

  private static GraphProto graph(ExportedNeuron neuron) {
    double[] bias = {neuron.parameters().bias()};
    return GraphProto.newBuilder()
        .setName(neuron.title())
        .addInput(value("x", rows().addDim(dimension(neuron.features()))))
        .addInitializer(tensor("W", neuron.parameters().weights()))
        .addInitializer(tensor("b", bias))
        .addNode(node("MatMul", "xW", "x", "W"))
        .addNode(node("Add", "h", "xW", "b"))
        .addNode(node("Sigmoid", "y", "h"))
        .addOutput(value("y", rows()))
        .build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setName(operator)
        .setOpType(operator)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output)
        .build();
  }

  private static TensorProto tensor(String name, double[] values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.DOUBLE.getNumber())
            .addDims(values.length);
    for (double value : values) {
      tensor.addDoubleData(value);
    }
    return tensor.build();
  }

  private static ValueInfoProto value(String name, TensorShapeProto.Builder shape) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.DOUBLE.getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static TensorShapeProto.Builder rows() {
    return TensorShapeProto.newBuilder()
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS));
  }

  private static TensorShapeProto.Dimension dimension(int length) {
    return TensorShapeProto.Dimension.newBuilder().setDimValue(length).build();
  }
}
