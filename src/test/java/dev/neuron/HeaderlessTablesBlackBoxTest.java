package dev.neuron;

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

/** CSV tables without a header lose no row, wherever tables are read. */
@ServiceTest
class HeaderlessTablesBlackBoxTest {

  private static final String CSV = "text/csv";
  private static final String ROWS = "0,0,1,0\n1,1,1,1\n1,0,1,1\n0,1,1,0\n";
  private static final String JSON =
      "{\"dataset\": {\"x\": [[0,0,1],[1,1,1],[1,0,1],[0,1,1]], \"y\": [0,1,1,0]},"
          + " \"hyperparameters\": {\"epochs\": 20}}";

  private final ServiceClient service;

  HeaderlessTablesBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringModels() {
    service
        .post(
            "/models",
            "{\"name\": \"ab\", \"W\": [1, -1], \"b\": 0, \"featureNames\": [\"a\", \"b\"]}")
        .expect(201);
    service.post("/models", "{\"name\": \"plain\", \"W\": [1, -1], \"b\": 0}").expect(201);
    service
        .post(
            "/models",
            "{\"name\": \"numbered\", \"W\": [1, -1], \"b\": 0, \"featureNames\": [\"0\", \"1\"]}")
        .expect(201);
  }

  private Answer csv(String path, String table) {
    return service.post(path, CSV, table.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> codes(JsonNode answer) {
    return answer.get("findings").valueStream().map(found -> found.get("code").asString()).toList();
  }

  private static void assertSameTraining(JsonNode model, JsonNode expected) {
    for (String field :
        new String[] {
          "W", "b", "loss", "lossHistory", "fingerprint", "dataset", "hyperparameters"
        }) {
      assertThat(model.get(field)).as(field).isEqualTo(expected.get(field));
    }
  }

  private JsonNode uploaded(String query, String table) {
    String location = csv("/trainings/upload" + query, table).expect(202).header("Location");
    JsonNode done = Waiting.forTraining(service, location);
    return service.get("/models/" + done.get("modelId").stringValue()).expect(200).json();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uFEFF"})
  void train_ofNumbersAlone_isTheSameTrainingAsInJson(String mark) {
    JsonNode json = service.train(JSON).expect(201).json();

    JsonNode model = csv("/train?epochs=20", mark + ROWS).expect(201).json();

    assertSameTraining(model, json);
    assertThat(model.has("featureNames")).isFalse();
    assertThat(model.get("dataset").get("rows").intValue()).isEqualTo(4);
    assertSameTraining(csv("/train?epochs=20&header=false", ROWS).expect(201).json(), json);
    assertSameTraining(csv("/train?epochs=20", "x1,x2,x3,y\n" + ROWS).expect(201).json(), json);
  }

  @Test
  void train_ofNumbersAlone_saysSo() {
    JsonNode model = csv("/train?epochs=20", ROWS).expect(201).json();

    assertThat(codes(model)).startsWith("NO_HEADER");
    JsonNode finding = model.get("findings").get(0);
    assertThat(finding.get("value").intValue()).isEqualTo(3);
    assertThat(finding.get("message").stringValue())
        .isEqualTo(
            "The first line holds numbers alone, so it was taken as data; features are called x1"
                + " to x3.");
    assertThat(finding.get("suggestion").stringValue()).contains("header=true", "header=false");
    String id = model.get("modelId").stringValue();
    assertThat(codes(service.get("/models/" + id).json())).startsWith("NO_HEADER");
    assertThat(codes(csv("/train?dryRun=true", ROWS).expect(200).json())).startsWith("NO_HEADER");
    assertThat(codes(uploaded("?epochs=20", ROWS))).startsWith("NO_HEADER");
  }

  @Test
  void train_whereTheHeaderIsSaid_hasNothingToSay() {
    assertThat(codes(csv("/train?header=false", ROWS).expect(201).json()))
        .doesNotContain("NO_HEADER");
    assertThat(codes(csv("/train?header=auto", "a,b,c,y\n" + ROWS).expect(201).json()))
        .doesNotContain("NO_HEADER");
    assertThat(codes(uploaded("?header=false", ROWS))).doesNotContain("NO_HEADER");
    byte[] array = Npy.array("(2, 2)", 0, 0, 1, 1);
    assertThat(codes(service.post("/train", "application/x-npy", array).expect(201).json()))
        .doesNotContain("NO_HEADER");
  }

  @Test
  void train_withNumbersSaidToBeNames_namesTheFeatures() {
    JsonNode model = csv("/train?header=true&target=2", "1,2,3\n0,0,1\n1,1,0\n").expect(201).json();

    assertThat(model.get("featureNames").toString()).isEqualTo("[\"1\",\"3\"]");
    assertThat(model.get("dataset").get("rows").intValue()).isEqualTo(2);
  }

  @Test
  void target_withoutNames_isAnIndexOrTheLast() {
    String first = "0,0,0,1\n1,1,1,1\n1,1,0,1\n0,0,1,1\n";
    JsonNode json = service.train(JSON).expect(201).json();

    assertSameTraining(csv("/train?epochs=20&target=0", first).expect(201).json(), json);
    assertSameTraining(uploaded("?epochs=20&target=0", first), json);
    for (String target : new String[] {"4", "y", "x5", "-1", "01", ""}) {
      for (String path : new String[] {"/train", "/trainings/upload"}) {
        csv(path + "?target=" + target, ROWS)
            .expectProblem(422, "unknown-target", "parameter=target");
      }
    }
  }

  @Test
  void upload_ofNumbersAlone_isTheSameTrainingAsInJson() {
    JsonNode json = service.train(JSON).expect(201).json();

    assertSameTraining(uploaded("?epochs=20", ROWS), json);
    assertSameTraining(uploaded("?epochs=20&header=true", "1,2,3,4\n" + ROWS), json);
    byte[] inPieces = ROWS.getBytes(StandardCharsets.UTF_8);
    Answer chunked = service.chunked("/trainings/upload?epochs=20", CSV, inPieces).expect(202);
    JsonNode done = Waiting.forTraining(service, chunked.header("Location"));
    assertSameTraining(
        service.get("/models/" + done.get("modelId").stringValue()).expect(200).json(), json);
  }

  @ParameterizedTest
  @CsvSource({
    "ab, ''",
    "plain, ''",
    "ab, &header=false",
    "plain, &header=auto",
    "numbered, ''",
  })
  void predict_forNumbersAlone_isForEachLine(String model, String query) {
    Answer answer = csv("/predict?model=" + model + query, "1,1\n1000,0\n0,1\n");

    assertThat(answer.expect(200).text())
        .isEqualTo("prediction,label\n0.5,1\n1.0,1\n0.2689414213699951,0\n");
  }

  @Test
  void predict_forThreeLines_givesThree() {
    assertThat(csv("/predict?model=plain", "1,2\n3,4\n5,6\n").expect(200).text().lines())
        .hasSize(1 + 3);
    assertThat(csv("/predict?model=plain", "1,2").expect(200).text().lines()).hasSize(1 + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "auto"})
  void predict_withAHeader_isForTheLinesBelow(String header) {
    assertThat(csv("/predict?model=ab&header=" + header, "b,a\n0,1000\n").expect(200).text())
        .isEqualTo("prediction,label\n1.0,1\n");
  }

  @Test
  void invocation_forNumbersAlone_isForEachLine() {
    for (String model : new String[] {"ab", "plain"}) {
      String path = "/models/" + model + "/invocations";
      assertThat(csv(path, "1,1\n1000,0\n").expect(200).text())
          .isEqualTo("{\"predictions\":[0.5,1.0]}");
      assertThat(csv(path + "?header=false", "1,1\n1000,0\n").expect(200).text())
          .isEqualTo("{\"predictions\":[0.5,1.0]}");
    }
    assertThat(csv("/models/numbered/invocations?header=true", "1,0\n0,1000\n").expect(200).text())
        .isEqualTo("{\"predictions\":[1.0]}");
    csv("/models/ab/invocations?header=1", "1,1\n").expectMlflowError(400, "BAD_REQUEST", "header");
    csv("/models/ab/invocations?header=false", "a,b\n1,1\n")
        .expectMlflowError(400, "BAD_REQUEST", "Line 1, column 0");
  }

  /** What names the features of a model may as well be a row; a guess could lose or invent one. */
  @ParameterizedTest
  @ValueSource(strings = {"0,1", "1,0", "0.0,1e0"})
  void predict_whereTheNumbersAreTheNamesOfFeatures_hasToBeTold(String line) {
    csv("/predict?model=numbered", line + "\n1000,0\n")
        .expectProblem(422, "feature-name-mismatch", "line=1");
    csv("/models/numbered/invocations", line + "\n1000,0\n")
        .expectMlflowError(400, "BAD_REQUEST", "header=true", "header=false");
    assertThat(csv("/predict?model=numbered&header=false", line + "\n1000,0\n").text().lines())
        .hasSize(1 + 2);
    assertThat(csv("/predict?model=numbered&header=true", "1,0\n1,0\n").expect(200).text())
        .isEqualTo("prediction,label\n0.2689414213699951,0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "TRUE", "1", "null", "\"true\""})
  void header_neitherTrueNorFalseNorAuto_isRefused(String header) {
    String query = "header=" + header.replace("\"", "%22");
    csv("/train?" + query, ROWS).expectProblem(400, "invalid-request", "parameter=header");
    csv("/trainings/upload?" + query, ROWS)
        .expectProblem(400, "invalid-request", "parameter=header");
    csv("/predict?model=ab&" + query, "1,1\n")
        .expectProblem(400, "invalid-request", "parameter=header");
  }

  @Test
  void header_ofAFormatThatHasNone_isRefused() {
    byte[] array = Npy.array("(2, 2)", 0, 0, 1, 1);
    byte[] lines = "[0, 0]\n[1, 1]\n".getBytes(StandardCharsets.UTF_8);
    for (String path :
        new String[] {"/predict?model=ab&header=false", "/trainings/upload?header=auto"}) {
      service
          .post(path, "application/x-npy", array)
          .expectProblem(400, "invalid-request", "parameter=header");
      service
          .post(path, "application/x-ndjson", lines)
          .expectProblem(400, "invalid-request", "parameter=header");
    }
    service
        .post("/train?header=false", "application/x-npy", array)
        .expectProblem(400, "invalid-request", "parameter=header");
    service
        .post("/train?header=false", JSON)
        .expectProblem(400, "invalid-request", "parameter=header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,0;2       | 422 | ragged-rows         | line=2
          1,0;;2,1    | 400 | malformed-csv       | line=2
          """)
  void fault_inATableWithoutNames_isToldByLineAndIndex(
      String table, int status, String type, String place) {
    for (String path : new String[] {"/train", "/trainings/upload"}) {
      csv(path, table.replace(';', '\n')).expectProblem(status, type, place);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0,1,2;1,2,0;3,4,1        | more-than-two-classes | line=1 column=2
          1,5;2,5                  | target-out-of-range   | line=1 column=1
          1,nan;2,1                | missing-values        | line=1 column=1
          1,1;2,1;3,1;4,1;5,0;6,0;7,0;8,0;9,0;x,0 | unusable-cell | line=10 column=0
          """)
  void cell_ofATableWithoutNames_isToldByLineAndIndex(String table, String type, String place) {
    for (String path : List.of("/train", "/trainings/upload")) {
      Answer refused = csv(path, table.replace(';', '\n')).expect(422);
      assertThat(refused.json().get("type").stringValue()).endsWith(type);
      assertThat(refused.places()).startsWith(place);
    }
  }

  /** pandas names unnamed columns 0, 1, 2. */
  @Test
  void fault_inAFirstLineTakenAsData_saysThatItMayBeAHeader() {
    for (String path : List.of("/train", "/trainings/upload")) {
      String table = "0,1,2\n1,2,0\n3,4,1\n";
      assertThat(csv(path, table).expect(422).json().get("detail").stringValue())
          .contains("3 different values", "header=true");
      assertThat(csv(path + "?header=false", table).expect(422).text())
          .doesNotContain("header=true");
      assertThat(csv(path, "0,1,1\n1,2,2\n2,3,0\n3,4,1\n3,4,0\n").expect(422).text())
          .doesNotContain("header=true");
    }
  }
}
