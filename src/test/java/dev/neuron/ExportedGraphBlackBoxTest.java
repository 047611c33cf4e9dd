package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmg.pmml.PMML;
import org.dmg.pmml.regression.RegressionModel;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.EvaluatorUtil;
import org.jpmml.evaluator.ModelEvaluatorBuilder;
import org.jpmml.model.PMMLUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Lets other runtimes read what was exported, and compares what they predict with the service. */
@ServiceTest
class ExportedGraphBlackBoxTest {

  private final ServiceClient service;

  ExportedGraphBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringModels() {
    ExportedModels.bringHostile(service);
    ExportedModels.bringNameless(service);
    ExportedModels.bringWide(service, 1500);
  }

  private double[][] rows(String model) {
    return ExportedModels.rows(service.get("/models/" + model).json().get("W").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain", "wide"})
  void onnx_inOnnxRuntime_predictsTheSame(String model) throws Exception {
    byte[] graph = ExportedModels.export(service, model, "onnx").body();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    double[][] rows = rows(model);
    try (OrtSession session = environment.createSession(graph);
        OnnxTensor x = OnnxTensor.createTensor(environment, rows);
        OrtSession.Result result = session.run(Map.of("x", x))) {
      assertThat(session.getOutputNames()).containsExactly("y");
      TensorInfo input = (TensorInfo) requireNonNull(session.getInputInfo().get("x")).getInfo();
      assertThat(input.getShape()).containsExactly(-1, rows[0].length);
      ExportedModels.assertPredicted(service, model, (double[]) result.get(0).getValue());
      try (OnnxTensor one = OnnxTensor.createTensor(environment, new double[][] {rows[5]});
          OrtSession.Result single = session.run(Map.of("x", one))) {
        assertThat((double[]) single.get(0).getValue()).hasSize(1);
      }
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      if (model.equals("hostile")) {
        assertThat(
                Answer.parse(requireNonNull(metadata.get("featureNames")))
                    .valueStream()
                    .map(n -> n.asString()))
            .containsExactlyElementsOf(ExportedModels.HOSTILE);
      } else {
        assertThat(metadata).isEmpty();
      }
      assertThat(session.getMetadata().getProducerName()).isEqualTo("neuron");
      assertThat(session.getMetadata().getGraphName()).isEqualTo(model);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "plain"})
  void pmml_inAnEvaluator_predictsTheSame(String model) throws Exception {
    byte[] document = ExportedModels.export(service, model, "pmml").body();
    PMML pmml = PMMLUtil.unmarshal(new ByteArrayInputStream(document));
    Evaluator evaluator = new ModelEvaluatorBuilder(pmml).build();
    evaluator.verify();
    // The evaluator has an order of its own; the document has that of the weights.
    List<String> names =
        ((RegressionModel) pmml.getModels().getFirst())
            .getRegressionTables().getFirst().getNumericPredictors().stream()
                .map(predictor -> predictor.requireField())
                .toList();
    double[][] rows = rows(model);
    double[] predictions = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int j = 0; j < rows[i].length; j++) {
        row.put(names.get(j), rows[i][j]);
      }
      Object y =
          EvaluatorUtil.decodeAll(evaluator.evaluate(row))
              .get(evaluator.getTargetFields().getFirst().getName());
      predictions[i] = ((Number) requireNonNull(y)).doubleValue();
    }

    ExportedModels.assertPredicted(service, model, predictions);
  }

  @Test
  void pmml_keepsNamesThatXmlCanHold_andTheTargetApart() throws Exception {
    byte[] document = ExportedModels.export(service, "hostile", "pmml").body();
    PMML pmml = PMMLUtil.unmarshal(new ByteArrayInputStream(document));
    List<String> fields =
        pmml.getDataDictionary().getDataFields().stream().map(field -> field.getName()).toList();

    assertThat(fields).doesNotHaveDuplicates().hasSize(ExportedModels.HOSTILE.size() + 1);
    assertThat(fields)
        .containsAll(
            ExportedModels.HOSTILE.stream()
                .filter(name -> !name.matches("(?s).*[\0\u0001].*"))
                .toList())
        .endsWith("y_");
  }
}
