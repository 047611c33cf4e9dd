package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A model of texts, truth values and gaps predicts the same through every serving protocol. */
@ServiceTest
class ProtocolTablesBlackBoxTest {

  private static final String MLFLOW = "/models/passengers/invocations";
  private static final String TENSORFLOW = "/v1/models/passengers";
  private static final String INFERENCE = "/v2/models/passengers";
  private static final String TRAINING =
      """
      {"name": "passengers", "hyperparameters": {"epochs": 40}, "dataset": {
       "target": "survived", "missing": "mean", "rows": [
        {"sex": "male", "age": 22, "member": true, "survived": "no"},
        {"sex": "female", "age": 38, "member": false, "survived": "yes"},
        {"sex": "female", "age": null, "member": true, "survived": "yes"},
        {"sex": "male", "age": 35, "member": false, "survived": "no"},
        {"sex": null, "age": 54, "member": false, "survived": "no"},
        {"sex": "male", "age": 2, "member": true, "survived": "yes"}]}}""";
  private static final String ROWS =
      """
      [{"sex": "male", "age": 22, "member": true}, {"sex": "female", "age": null, "member": false},
       {"sex": null, "age": 40, "member": true}]""";

  private final ServiceClient service;
  private JsonNode expected = Answer.parse("{}");

  ProtocolTablesBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void train() {
    service.train(TRAINING).expect(201);
    expected = predict("{\"modelId\": \"passengers\", \"x\": " + ROWS + "}");
    assertThat(array(expected.get("predictions"))).doesNotHaveDuplicates().hasSize(3);
  }

  private JsonNode predict(String body) {
    return service.predict(body).expect(200).json();
  }

  private void assertSame(JsonNode predictions) {
    assertThat(array(predictions)).containsExactly(array(expected.get("predictions")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dataframe_split\": {\"index\": [0, 1, 2], \"columns\": [\"member\", \"note\", \"sex\", \"age\"], \"data\": [[true, \"a\", \"male\", 22], [false, 7, \"female\", null], [true, null, null, 40]]}}",
        "{\"dataframe_split\": {\"data\": [[\"male\", 22, true], [\"female\", null, false], [null, 40, true]]}}",
        "{\"dataframe_records\": [{\"note\": \"a\", \"age\": 22, \"sex\": \"male\", \"member\": true}, {\"sex\": \"female\", \"member\": false}, {\"age\": 40, \"member\": true, \"more\": 1}]}",
        "{\"instances\": [{\"age\": 22, \"sex\": \"male\", \"member\": true}, {\"sex\": \"female\", \"age\": null, \"member\": false}, {\"sex\": null, \"age\": 40, \"member\": true}]}",
        "{\"instances\": [[\"male\", 22, true], [\"female\", null, false], [null, 40, true]]}",
        "{\"inputs\": [{\"member\": true, \"age\": 22, \"sex\": \"male\"}, {\"sex\": \"female\", \"member\": false}, {\"sex\": \"\", \"age\": 40, \"member\": true}]}",
        "{\"inputs\": {\"note\": [1, 2, 3], \"age\": [22, null, 40], \"member\": [[true], [false], [true]], \"sex\": [\"male\", \"female\", null]}}"
      })
  void mlflow_inEachForm_isThePrediction(String body) {
    assertSame(service.post(MLFLOW, body).expect(200).json().get("predictions"));
  }

  @Test
  void mlflow_csvOfTexts_isThePrediction() {
    String table = "note,member,age,sex\na,true,22,male\nb,false,,female\n,true,40,NA\n";
    assertSame(
        service
            .post(MLFLOW, "text/csv", table.getBytes(StandardCharsets.UTF_8))
            .expect(200)
            .json()
            .get("predictions"));
  }

  @Test
  void mlflow_oneRecord_isOneRow() {
    double first = expected.at("/predictions/0").doubleValue();
    JsonNode answer =
        service
            .post(MLFLOW, "{\"inputs\": {\"age\": 22, \"sex\": \"male\", \"member\": true}}")
            .expect(200)
            .json();

    assertThat(array(answer.get("predictions"))).containsExactly(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          predictions | {"instances": [{"sex": ["male"], "age": [22], "member": [true]}, {"member": [false], "sex": ["female"], "age": [null]}, {"sex": [null], "age": [40], "member": [true]}]}
          predictions | {"instances": [{"sex": "male", "age": [22], "member": true}, {"member": false, "sex": ["female"]}, {"age": 40, "member": [true]}]}
          predictions | {"instances": [["male", 22, true], ["female", null, false], [null, 40, true]]}
          predictions | {"instances": [{"x": ["male", 22, true]}, {"x": ["female", null, false]}, {"x": [null, 40, true]}]}
          outputs     | {"inputs": {"member": [true, false, true], "sex": ["male", "female", null], "age": [22, null, 40]}}
          outputs     | {"inputs": {"age": [[22], [null], [40]], "member": [[true], [false], [true]], "sex": [["male"], ["female"], [""]]}}
          outputs     | {"inputs": [["male", 22, true], ["female", null, false], [null, 40, true]]}
          """)
  void tensorFlow_inEachForm_isThePrediction(String field, String body) {
    assertSame(service.post(TENSORFLOW + ":predict", body).expect(200).json().get(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"member\", \"shape\": [3], \"datatype\": \"BOOL\", \"data\": [true, false, true]}, {\"name\": \"sex\", \"shape\": [3, 1], \"datatype\": \"BYTES\", \"data\": [[\"male\"], [\"female\"], [null]]}, {\"name\": \"age\", \"shape\": [3], \"datatype\": \"FP64\", \"data\": [22, null, 40]}",
        "{\"name\": \"age\", \"shape\": [3, 1], \"datatype\": \"INT16\", \"data\": [22, null, 40]}, {\"name\": \"sex\", \"shape\": [3], \"datatype\": \"BYTES\", \"data\": [\"male\", \"female\", \"\"]}, {\"name\": \"member\", \"shape\": [3], \"datatype\": \"BOOL\", \"data\": [1, 0, 1]}",
        "{\"name\": \"x\", \"shape\": [3, 3], \"datatype\": \"BYTES\", \"data\": [\"male\", \"22\", \"true\", \"female\", null, \"false\", null, \"40\", \"true\"]}"
      })
  void inference_inEachForm_isThePredictionWithTheClasses(String inputs) {
    JsonNode outputs =
        service
            .post(INFERENCE + "/infer", "{\"inputs\": [" + inputs + "]}")
            .expect(200)
            .json()
            .get("outputs");

    assertSame(outputs.at("/0/data"));
    assertThat(outputs.at("/1/datatype").stringValue()).isEqualTo("BYTES");
    assertThat(outputs.at("/1/data")).isEqualTo(expected.get("labels"));
  }

  @Test
  void inference_oneRowOfLengthD_isOneRow() {
    JsonNode answer =
        service
            .post(
                INFERENCE + "/infer",
                """
                {"inputs": [{"name": "x", "shape": [3], "datatype": "BYTES",
                 "data": ["male", "22", "true"]}]}""")
            .expect(200)
            .json();

    assertThat(array(answer.at("/outputs/0/data")))
        .containsExactly(expected.at("/predictions/0").doubleValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | yes yes yes
          1.0 | no no no
          """)
  void inference_threshold_decidesTheLabels(String threshold, String labels) {
    JsonNode answer = infer("\"threshold\": " + threshold, "male").expect(200).json();

    assertThat(answer.at("/outputs/1/data").valueStream().map(JsonNode::stringValue))
        .containsExactly(labels.split(" ", -1));
  }

  /** Infers for three rows, of which the second has a level to be given. */
  private Answer infer(String parameters, String level) {
    return service.post(
        INFERENCE + "/infer",
        """
        {"parameters": {%s}, "inputs": [
         {"name": "member", "shape": [3], "datatype": "BOOL", "data": [true, false, true]},
         {"name": "sex", "shape": [3], "datatype": "BYTES", "data": ["male", "%s", "female"]},
         {"name": "age", "shape": [3], "datatype": "INT8", "data": [1, 2, 3]}]}"""
            .formatted(parameters, level));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "threshold": 1.5                 | #/parameters/threshold
          "threshold": -0.1                | #/parameters/threshold
          "threshold": "0.7"               | #/parameters/threshold
          "unknownCategories": "ignore"    | #/parameters/unknownCategories
          """)
  void inference_withWrongParameters_is400(String parameters, String words) {
    infer(parameters, "male").expectInferenceError(400, words);
  }

  @Test
  void level_thatIsUnknown_isNamedWithItsPlaceInEachProtocol() {
    String row = "{\"age\": 3, \"sex\": \"other\", \"member\": true}";
    String words = "the level \"other\" is not known";
    for (String form : List.of("dataframe_records", "instances", "inputs")) {
      service
          .post(MLFLOW, "{\"%s\": [%s]}".formatted(form, row))
          .expectMlflowError(400, "BAD_REQUEST", words, "#/" + form + "/0/sex");
    }
    service
        .post(MLFLOW, "{\"dataframe_split\": {\"data\": [[\"male\", 1, true], [\"other\", 1, 1]]}}")
        .expectMlflowError(400, "BAD_REQUEST", words, "#/dataframe_split/data/1/0");
    service
        .post(MLFLOW, "text/csv", "sex,age,member\nother,1,1\n".getBytes(StandardCharsets.UTF_8))
        .expectMlflowError(400, "BAD_REQUEST", words, "Line 2", "column \"sex\"");
    service
        .post(TENSORFLOW + ":predict", "{\"instances\": [%s]}".formatted(row))
        .expectInferenceError(400, words, "#/instances/0/sex");
    service
        .post(
            TENSORFLOW + ":predict",
            "{\"inputs\": {\"age\": [1, 2], \"sex\": [\"male\", \"other\"], \"member\": [1, 0]}}")
        .expectInferenceError(400, words, "#/inputs/sex/1");
    infer("", "other").expectInferenceError(400, words, "#/inputs/1/data/1");
  }

  @Test
  void level_thatIsUnknown_countsAsTheReferenceWhereThatIsWanted() {
    String reference = "\"unknownCategories\": \"reference\"";
    String record = "{\"age\": 3, \"sex\": \"%s\", \"member\": true}";
    String invocation = "{\"inputs\": [" + record + "], \"params\": {" + reference + "}}";

    assertThat(service.post(MLFLOW, invocation.formatted("other")).expect(200).json())
        .isEqualTo(service.post(MLFLOW, invocation.formatted("male")).expect(200).json());
    assertThat(infer(reference, "other").expect(200).json())
        .isEqualTo(infer("", "male").expect(200).json());
  }

  @Test
  void columns_thatAreMissing_areNamedInEachProtocol() {
    service
        .post(MLFLOW, "{\"inputs\": [{\"sex\": \"male\", \"other\": 1}]}")
        .expectMlflowError(400, "BAD_REQUEST", "Missing: age, member");
    service
        .post(TENSORFLOW + ":predict", "{\"instances\": [{\"sex\": [\"male\"]}]}")
        .expectInferenceError(400, "Missing: age, member");
    service
        .post(
            INFERENCE + "/infer",
            "{\"inputs\": [{\"name\": \"sex\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"male\"]}]}")
        .expectInferenceError(400, "Missing: age, member");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FP64  | [1, "22"]    | is no FP64. Texts have the datatype BYTES.
          INT8  | [1, true]    | is no INT8. true and false have the datatype BOOL.
          BYTES | ["1", 22]    | is no BYTES
          BYTES | ["1", false] | is no BYTES
          BOOL  | [true, 2]    | is no BOOL
          BOOL  | [0, "true"]  | is no BOOL
          """)
  void inference_elementOfAnotherType_is400WithTheDatatype(
      String datatype, String data, String words) {
    service
        .post(
            INFERENCE + "/infer",
            """
            {"inputs": [
             {"name": "sex", "shape": [2], "datatype": "BYTES", "data": ["male", "male"]},
             {"name": "age", "shape": [2], "datatype": "%s", "data": %s}]}"""
                .formatted(datatype, data))
        .expectInferenceError(400, words, "#/inputs/1/data/1");
  }

  @Test
  void metadata_listsAnInputAColumn() {
    JsonNode inference = service.get(INFERENCE).expect(200).json();
    assertThat(inference.get("inputs"))
        .isEqualTo(
            Answer.parse(
                """
                [{"name": "sex", "datatype": "BYTES", "shape": [-1]},
                 {"name": "age", "datatype": "FP64", "shape": [-1]},
                 {"name": "member", "datatype": "FP64", "shape": [-1]}]"""));
    assertThat(inference.at("/outputs/1"))
        .isEqualTo(Answer.parse("{\"name\": \"label\", \"datatype\": \"BYTES\", \"shape\": [-1]}"));
    JsonNode inputs =
        service
            .get(TENSORFLOW + "/metadata")
            .expect(200)
            .json()
            .at("/metadata/signature_def/signature_def/serving_default/inputs");
    assertThat(inputs.propertyNames()).containsExactly("sex", "age", "member");
    assertThat(inputs.at("/sex/dtype").stringValue()).isEqualTo("DT_STRING");
    assertThat(inputs.at("/age/dtype").stringValue()).isEqualTo("DT_DOUBLE");
    assertThat(inputs.at("/sex/tensor_shape/dim").toString())
        .isEqualTo("[{\"size\":\"-1\",\"name\":\"\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [true, false, true]  | ``            | BOOL  | [true,true]
          [-1, 1, 1]           | ``            | FP64  | [1,1]
          [0, 1, 1]            | ``            | INT32 | [1,1]
          ["u", "v", "v"]      | ``            | BYTES | ["v","v"]
          [1, 2, 3]            | "positive": 3 | BYTES | ["3","3"]
          """)
  void inference_labels_haveTheTypeOfTheClasses(
      String targets, String positive, String datatype, String labels) {
    JsonNode y = Answer.parse(targets);
    String rows =
        "{\"a\": 1, \"y\": %s}, {\"a\": 2, \"y\": %s}, {\"a\": 3, \"y\": %s}"
            .formatted(y.get(0), y.get(1), y.get(2));
    String asked = positive.isEmpty() ? "" : ", \"positive\": \"3\"";
    service
        .train(
            """
            {"name": "typed", "hyperparameters": {"epochs": 1},
             "dataset": {"rows": [%s], "target": "y"%s}}"""
                .formatted(rows, asked))
        .expect(201);
    JsonNode label =
        service
            .post(
                "/v2/models/typed/infer",
                """
                {"parameters": {"threshold": 0}, "outputs": [{"name": "label"}], "inputs":
                 [{"name": "x", "shape": [2, 1], "datatype": "FP64", "data": [1, 2]}]}""")
            .expect(200)
            .json()
            .at("/outputs/0");

    assertThat(label.get("datatype").stringValue()).isEqualTo(datatype);
    assertThat(label.get("data").toString()).isEqualTo(labels);
    assertThat(service.get("/v2/models/typed").json().at("/outputs/1/datatype").stringValue())
        .isEqualTo(datatype);
  }

  @Test
  void columns_withHostileNames_areFoundInEachProtocol() {
    service
        .train(
            """
            {"name": "hostile", "hyperparameters": {"epochs": 20}, "dataset": {"target": "y",
             "categories": ["flag"], "rows": [
              {"x": 1, "a/b~c": "u", "\\"q\\" = é": 0.5, "flag": true, "y": "no"},
              {"x": 2, "a/b~c": "v", "\\"q\\" = é": 1.5, "flag": false, "y": "yes"},
              {"x": 3, "a/b~c": "u", "\\"q\\" = é": 2.5, "flag": true, "y": "yes"}]}}""")
        .expect(201);
    String row = "{\"x\": 2, \"a/b~c\": \"%s\", \"\\\"q\\\" = é\": 1, \"flag\": true}";
    JsonNode same =
        predict("{\"modelId\": \"hostile\", \"x\": [" + row.formatted("v") + "]}")
            .get("predictions");
    String lists = "{\"x\": [2], \"a/b~c\": [\"%s\"], \"flag\": [true], \"\\\"q\\\" = é\": [1]}";

    for (String instance : List.of(row, lists)) {
      assertThat(tensorFlow("{\"instances\": [%s]}", instance.formatted("v")).get("predictions"))
          .isEqualTo(same);
    }
    assertThat(tensorFlow("{\"inputs\": %s}", lists.formatted("v")).get("outputs")).isEqualTo(same);
    assertThat(
            service
                .post(
                    "/models/hostile/invocations", "{\"inputs\": %s}".formatted(row.formatted("v")))
                .expect(200)
                .json()
                .get("predictions"))
        .isEqualTo(same);
    assertThat(service.get("/v2/models/hostile").json().at("/inputs/3/datatype").stringValue())
        .isEqualTo("BOOL");
    service
        .post("/v1/models/hostile:predict", "{\"instances\": [" + lists.formatted("w") + "]}")
        .expectInferenceError(400, "\"w\" is not known", "#/instances/0/a~1b~0c");
    service
        .post("/v1/models/hostile:predict", "{\"inputs\": " + lists.formatted("w") + "}")
        .expectInferenceError(400, "\"w\" is not known", "#/inputs/a~1b~0c/0");
  }

  private JsonNode tensorFlow(String body, String rows) {
    return service.post("/v1/models/hostile:predict", body.formatted(rows)).expect(200).json();
  }
}
