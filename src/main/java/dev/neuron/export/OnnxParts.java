package dev.neuron.export;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;

/** The parts of ONNX graphs. */
final class OnnxParts {

  private static final String ROWS = "n";

  private OnnxParts() {}

  static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setName(operator)
        .setOpType(operator)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  static TensorProto tensor(String name, double... values) {
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

  static ValueInfoProto value(
      String name, TensorProto.DataType elements, TensorShapeProto.Builder shape) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(elements.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  static TensorShapeProto.Builder rows() {
    return TensorShapeProto.newBuilder()
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS));
  }

  static TensorShapeProto.Dimension dimension(int length) {
    return TensorShapeProto.Dimension.newBuilder().setDimValue(length).build();
  }
}
