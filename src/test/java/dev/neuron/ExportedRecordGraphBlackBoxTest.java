package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Lets other runtimes predict for records, and compares it with the service. */
@ServiceTest
class ExportedRecordGraphBlackBoxTest {

  private static final double CLOSE = 1e-12;

  private final ServiceClient service;

  ExportedRecordGraphBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void train() {
    ExportedRecords.train(service);
  }

  private byte[] exported(String format) {
    return ExportedModels.export(service, ExportedRecords.MODEL, format).body();
  }

  private static List<Map<String, @Nullable Object>> records() {
    return ExportedRecords.records().stream()
        .filter(record -> !ExportedRecords.hasNul(record))
        .toList();
  }

  private static Map<String, @Nullable Object> changed(String column, Object cell) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>(records().getFirst());
    record.put(column, cell);
    return record;
  }

  @Test
  void onnx_ofRecords_predictsTheSame() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(exported("onnx"))) {
      // The runtime's interface to Java garbles characters beyond U+FFFF; that to Python does not.
      List<Map<String, @Nullable Object>> records =
          records().stream().filter(record -> !"Ⅷ 🙂".equals(record.get("levels"))).toList();
      double[] y = predictions(environment, session, records);
      double[] expected =
          ExportedRecords.predicted(service, records).stream()
              .mapToDouble(prediction -> requireNonNull(prediction))
              .toArray();

      assertThat(y).containsExactly(expected, within(CLOSE));
      JsonNode model = service.get("/models/" + ExportedRecords.MODEL).json();
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      for (String key : new String[] {"featureNames", "columns", "classes"}) {
        assertThat(Answer.parse(requireNonNull(metadata.get(key)))).isEqualTo(model.get(key));
      }
    }
  }

  @Test
  void onnx_ofUnusualCells_isAsPrediction() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<Map<String, @Nullable Object>> records =
        List.of(changed("levels", "NaN"), changed("курит", "дА"), changed("say \"x\"", "yES"));
    List<Map<String, @Nullable Object>> unknown =
        List.of(changed("levels", "level 51"), changed("complete", ""));
    try (OrtSession session = environment.createSession(exported("onnx"))) {
      double[] y = predictions(environment, session, records);
      List<@Nullable Double> expected = ExportedRecords.predicted(service, records);
      for (int i = 0; i < y.length; i++) {
        assertThat(y[i]).isCloseTo(requireNonNull(expected.get(i)), within(CLOSE));
      }
      assertThat(predictions(environment, session, unknown)).containsOnly(Double.NaN);
    }
  }

  private static double[] predictions(
      OrtEnvironment environment, OrtSession session, List<Map<String, @Nullable Object>> records)
      throws OrtException {
    List<String> inputs = List.copyOf(session.getInputNames());
    List<String> columns = ExportedRecords.columns();
    assertThat(inputs).hasSameSizeAs(columns).contains("y_", "курит", "Ⅷ _", "tab_and ____");
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (int j = 0; j < inputs.size(); j++) {
        tensors.put(inputs.get(j), tensor(environment, records, columns.get(j)));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        return (double[]) result.get("y").orElseThrow().getValue();
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, List<Map<String, @Nullable Object>> records, String column)
      throws OrtException {
    if (ExportedRecords.isNumber(column)) {
      return OnnxTensor.createTensor(
          environment,
          records.stream()
              .map(record -> record.get(column))
              .mapToDouble(cell -> cell instanceof Double number ? number : Double.NaN)
              .toArray());
    }
    return OnnxTensor.createTensor(
        environment,
        records.stream()
            .map(record -> ExportedRecords.text(record.get(column)))
            .map(text -> text == null ? "" : text)
            .toArray(String[]::new));
  }

  @Test
  void pmml_ofRecords_predictsTheSame() throws Exception {
    Evaluator evaluator = evaluator();
    List<Map<String, @Nullable Object>> records = records();
    List<@Nullable Double> expected = ExportedRecords.predicted(service, records);
    for (int i = 0; i < records.size(); i++) {
      Map<String, ?> result =
          EvaluatorUtil.decodeAll(evaluator.evaluate(arguments(records.get(i))));
      double prediction = requireNonNull(expected.get(i));

      assertThat((Double) result.get("probability")).isCloseTo(prediction, within(CLOSE));
      assertThat(result.get("y_"))
          .isEqualTo(prediction >= 0.5 ? ExportedRecords.POSITIVE : ExportedRecords.NEGATIVE);
    }
  }

  @Test
  void pmml_ofUnknownLevels_isRefused() throws Exception {
    Evaluator evaluator = evaluator();
    Map<String, @Nullable Object> missing = new LinkedHashMap<>(records().getFirst());
    missing.put("complete", null);
    for (Map<String, @Nullable Object> record :
        List.of(changed("levels", "level 51"), changed("курит", "maybe"), missing)) {
      assertThatThrownBy(() -> evaluator.evaluate(arguments(record)))
          .isInstanceOf(org.jpmml.evaluator.EvaluationException.class);
    }
  }

  private Evaluator evaluator() throws Exception {
    PMML pmml = PMMLUtil.unmarshal(new ByteArrayInputStream(exported("pmml")));
    assertThat(((RegressionModel) pmml.getModels().getFirst()).getRegressionTables()).hasSize(2);
    fields =
        pmml.getDataDictionary().getDataFields().stream()
            .map(field -> field.requireName())
            .toList();
    Evaluator evaluator = new ModelEvaluatorBuilder(pmml).build();
    evaluator.verify();
    return evaluator;
  }

  private List<String> fields = List.of();

  /** The cells of a record by the names that the document has for them. */
  private Map<String, @Nullable Object> arguments(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    List<String> columns = ExportedRecords.columns();
    for (int j = 0; j < columns.size(); j++) {
      Object cell = record.get(columns.get(j));
      boolean isNumber = ExportedRecords.isNumber(columns.get(j));
      arguments.put(fields.get(j), isNumber ? cell : xml(ExportedRecords.text(cell)));
    }
    return arguments;
  }

  private static @Nullable String xml(@Nullable String text) {
    return text == null ? null : text.replace('\u0001', '\ufffd');
  }
}
