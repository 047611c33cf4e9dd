package dev.neuron.export;

import dev.neuron.model.ModelImport;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a neuron in each of the formats. */
@Component
class Exporter {

  private final JsonMapper mapper;
  private final String version;

  Exporter(JsonMapper mapper, @Value("${spring.application.version}") String version) {
    this.mapper = mapper;
    this.version = version;
  }

  /**
   * Returns the neuron in a format.
   *
   * @throws dev.neuron.core.data.InvalidInputException if the neuron cannot be written in the
   *     format, with the parameter {@code format}
   */
  byte[] write(ExportedNeuron neuron, ExportFormat format) {
    return switch (format) {
      case JSON -> mapper.writeValueAsBytes(ModelImport.of(neuron.model()));
      case ONNX -> OnnxModel.of(neuron, version, mapper);
      case PMML -> PmmlModel.of(neuron, version);
      case PYTHON -> utf8(SourceCode.python(neuron));
      case JAVASCRIPT -> utf8(SourceCode.javaScript(neuron));
      case JAVA -> utf8(SourceCode.java(neuron));
      case C -> utf8(SourceCode.c(neuron));
      case SQL -> utf8(SqlExpression.of(neuron));
      case EXCEL -> utf8(ExcelFormula.of(neuron));
      case LATEX -> utf8(LatexFormula.of(neuron));
      case NUMPY -> utf8(NumpyScript.of(neuron));
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
