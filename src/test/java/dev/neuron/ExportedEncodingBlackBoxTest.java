package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Exports models with the encoding of their table as JSON, and imports them. */
@ServiceTest
class ExportedEncodingBlackBoxTest {

  private static final String IMPORT =
      """
      {"W": [1.5, -0.5, 2, 0.25], "b": -1,
       "columns": [
         {"name": "age", "kind": "number", "features": [0], "min": 1, "max": 80, "missing": 29.5},
         {"name": "sex", "kind": "category", "missing": "(missing)", "reference": "male",
          "levels": [{"value": "other", "count": 1}, {"value": "male", "count": 5}, {"value": "female", "count": 3}]}],
       "passedOver": ["survived"],
       "classes": {"negative": false, "positive": true}}
      """;

  private final ServiceClient service;

  ExportedEncodingBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private ObjectNode exported(String model) {
    return (ObjectNode) ExportedModels.export(service, model, "json").json();
  }

  private JsonNode imported(String json) {
    return service.post("/models", json).expect(201).json();
  }

  private void assertImportsBack(String model) {
    ObjectNode first = exported(model);
    first.remove("name");
    JsonNode before = service.get("/models/" + model).expect(200).json();
    JsonNode after = imported(first.toString());
    for (String field : new String[] {"W", "b", "featureNames", "columns", "classes"}) {
      assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
    }
    assertThat(exported(after.get("modelId").stringValue())).isEqualTo(first);
  }

  @Test
  void json_ofAnEncoding_importsBack() {
    ExportedRecords.train(service);
    assertImportsBack(ExportedRecords.MODEL);

    ObjectNode export = exported(ExportedRecords.MODEL);
    assertThat(export.get("passedOver").toString()).isEqualTo("[\"survived\"]");
    String copy = imported(export.put("name", "copy").toString()).get("modelId").stringValue();
    for (Map<String, ?> record : ExportedRecords.looseRecords()) {
      String rows = ", \"x\": [%s]}".formatted(ExportedRecords.json(record));
      JsonNode expected = service.predict("{\"modelId\": \"records\"" + rows).expect(200).json();
      JsonNode found = service.predict("{\"modelId\": \"%s\"".formatted(copy) + rows).json();
      assertThat(found.get("predictions")).isEqualTo(expected.get("predictions"));
      assertThat(found.get("labels")).isEqualTo(expected.get("labels"));
    }
  }

  @Test
  void json_ofColumnsByPosition_importsBack() {
    service
        .post(
            "/train",
            """
            {"name": "positions", "dataset": {"x": [["a", 1], ["b", null], ["a", 3], [null, 4]],
             "y": ["no", "yes", "no", "yes"], "missing": "mean"}, "hyperparameters": {"epochs": 5}}
            """)
        .expect(201);

    assertThat(exported("positions").get("byPosition").booleanValue()).isTrue();
    assertThat(exported("positions").has("passedOver")).isFalse();
    assertImportsBack("positions");
  }

  @Test
  void json_ofNumbersBesideTheTarget_keepsItsName() {
    service
        .post(
            "/train",
            """
            {"name": "rows", "dataset": {"rows": [{"a": 1, "t": 0}, {"a": 2, "t": 1}], "target": "t"},
             "hyperparameters": {"epochs": 5}}
            """)
        .expect(201);

    assertThat(exported("rows").get("passedOver").toString()).isEqualTo("[\"t\"]");
    assertImportsBack("rows");
  }

  @Test
  void json_ofNumbersAlone_isShort() {
    service
        .post(
            "/train",
            """
            {"name": "short", "dataset": {"x": [[0, 1], [1, 0]], "y": [0, 1]},
             "hyperparameters": {"epochs": 5}}
            """)
        .expect(201);

    ObjectNode export = exported("short");
    assertThat(export.propertyNames()).containsExactly("name", "W", "b");
    String copy = imported(export.toString()).get("modelId").stringValue();
    assertThat(exported(copy)).isEqualTo(export);
  }

  @Test
  void import_withColumns_predictsForRecords() {
    JsonNode model = imported(IMPORT);

    assertThat(model.get("featureNames").toString())
        .isEqualTo("[\"age\",\"sex=female\",\"sex=other\",\"sex=(missing)\"]");
    assertThat(model.get("columns").get(1).get("levels").get(0).get("value").stringValue())
        .isEqualTo("female");
    JsonNode answer =
        service
            .predict(
                "{\"modelId\": \"%s\", \"x\": [{\"sex\": \"other\", \"age\": null, \"survived\": true}]}"
                    .formatted(model.get("modelId").stringValue()))
            .expect(200)
            .json();
    assertThat(answer.get("predictions").get(0).doubleValue())
        .isEqualTo(1 / (1 + Math.exp(-(1.5 * 29.5 + 2 - 1))));
    assertThat(answer.get("labels").toString()).isEqualTo("[true]");
  }

  @Test
  void import_ofClassesAlone_namesThem() {
    JsonNode model =
        imported("{\"W\": [1], \"b\": 0, \"classes\": {\"negative\": -1, \"positive\": 1}}");
    String id = model.get("modelId").stringValue();

    assertThat(model.get("classes").toString()).isEqualTo("{\"negative\":-1,\"positive\":1}");
    assertThat(ExportedModels.export(service, id, "python").text())
        .contains("CLASSES = [-1, 1]")
        .doesNotContain("encode");
    assertThat(ExportedModels.export(service, id, "java").text()).contains("{-1L, 1L}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"W\": [1.5,           | \"W\": [7, 1.5,           | wrong-feature-count   | #/columns",
        "\"features\": [0]      | \"features\": [1]         | invalid-columns       | #/columns/0/features",
        "\"name\": \"sex\"      | \"name\": \"age\"         | invalid-feature-names | #/columns/1/name",
        "\"name\": \"sex\",     | ``                        | missing-field         | #/columns/1/name",
        "\"kind\": \"number\"   | \"kind\": \"text\"        | invalid-columns       | #/columns/0/kind",
        "\"kind\": \"category\",| ``                        | missing-field         | #/columns/1/kind",
        "\"missing\": 29.5      | \"missing\": \"mean\"     | invalid-columns       | #/columns/0/missing",
        "\"(missing)\"          | 3                         | invalid-columns       | #/columns/1/missing",
        "\"min\": 1             | \"min\": 100              | invalid-columns       | #/columns/0/min",
        "\"min\": 1             | \"levels\": []            | invalid-columns       | #/columns/0/levels",
        "\"reference\": \"male\"| \"reference\": \"Male\"   | invalid-columns       | #/columns/1/reference",
        "\"reference\": \"male\",| ``                       | missing-field         | #/columns/1/reference",
        "\"value\": \"other\"   | \"value\": \"male\"       | invalid-columns       | #/columns/1/levels/1/value",
        "\"value\": \"other\"   | \"value\": \" other\"     | invalid-columns       | #/columns/1/levels/0/value",
        "\"value\": \"other\"   | \"value\": \"N/A\"        | invalid-columns       | #/columns/1/levels/0/value",
        "\"value\": \"other\"   | \"value\": \"(missing)\"  | invalid-feature-names | #/columns",
        "\"count\": 1           | \"count\": -1             | invalid-columns       | #/columns/1/levels/0/count",
        "[\"survived\"]         | [\"sex\"]                 | invalid-columns       | #/passedOver/0",
        "\"positive\": true     | \"positive\": \"false\"   | invalid-columns       | #/classes/positive",
        "\"positive\": true     | \"positive\": [1]         | invalid-columns       | #/classes/positive",
        "\"b\": -1,             | \"b\": -1, \"featureNames\": [\"a\", \"b\", \"c\", \"d\"], | conflicting-fields | #/featureNames",
        "\"b\": -1,             | \"b\": -1, \"byPosition\": true,| invalid-columns | #/columns/0/name"
      })
  void import_inconsistent_isRefused(String part, String other, String type, String pointer) {
    assertThat(IMPORT).contains(part);
    service
        .post("/models", IMPORT.replace(part, other == null ? "" : other))
        .expectProblem(422, type, pointer);
  }

  @Test
  void import_ofTooManyLevels_isRefused() {
    StringBuilder levels = new StringBuilder("{\"value\": \"v\", \"count\": 1}");
    for (int k = 0; k < 1000; k++) {
      levels.append(", {\"value\": \"v%d\", \"count\": 1}".formatted(k));
    }
    service
        .post(
            "/models",
            "{\"W\": [1], \"b\": 0, \"columns\": [{\"name\": \"c\", \"kind\": \"category\", \"reference\": \"v\", \"levels\": [%s]}]}"
                .formatted(levels))
        .expectProblem(422, "invalid-columns", "#/columns/0/levels");
  }

  @Test
  void excel_beyondItsBound_isRefused() {
    String longName = "x".repeat(190);
    StringBuilder levels = new StringBuilder("{\"value\": \"v\", \"count\": 1}");
    for (int k = 0; k < 50; k++) {
      levels.append(", {\"value\": \"%s%d\", \"count\": 1}".formatted(longName, k));
    }
    JsonNode model =
        imported(
            "{\"W\": %s, \"b\": 0, \"columns\": [{\"name\": \"c\", \"kind\": \"category\", \"reference\": \"v\", \"levels\": [%s]}]}"
                .formatted(java.util.Collections.nCopies(50, 1), levels));
    service
        .get("/models/" + model.get("modelId").stringValue() + "/export?format=excel")
        .expectProblem(422, "not-exportable", "parameter=format");
  }

  @Test
  void latexAndNumpy_holdFeaturesAsText() {
    ExportedRecords.train(service);

    assertThat(ExportedModels.export(service, ExportedRecords.MODEL, "latex").text())
        .contains("\\text{levels=\\textbackslash{}u000a\\}\\} evil(); //}")
        .contains("\\text{курит=да}");
    assertThat(ExportedModels.export(service, ExportedRecords.MODEL, "numpy").text())
        .contains("# The features, as the columns of the table were encoded:\n# \"with space\"\n")
        .contains("# \"levels=line\\U0000000abreak\"\n");
  }
}
