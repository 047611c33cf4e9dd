package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Predicts for rows in any format, and answers in any. */
@ServiceTest
class TablePredictBlackBoxTest {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String NDJSON = "application/x-ndjson";
  private static final String NPY = "application/x-npy";

  /** σ(0), σ(1000), σ(−1). */
  private static final double[] PREDICTIONS = {0.5, 1, 0.2689414213699951};

  private final ServiceClient service;

  TablePredictBlackBoxTest(@LocalServerPort int port) {
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
  }

  /** The same three rows in a format. */
  private static byte[] rows(String type) {
    return switch (type) {
      case JSON -> text("{\"modelId\": \"ab\", \"x\": [[1, 1], [1000, 0], [0, 1]]}");
      case CSV -> text("a,b\n1,1\n1000,0\n0,1\n");
      case NDJSON -> text("[1, 1]\n[1000, 0]\n[0, 1]\n");
      default -> Npy.array("(3, 2)", 1, 1, 1000, 0, 0, 1);
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Answer predict(String query, String type, String body) {
    return service.post("/predict" + query, type, text(body));
  }

  private static void assertPredicted(Answer answer, String type) {
    assertThat(answer.expect(200).header("Content-Type")).isEqualTo(type);
    switch (type) {
      case JSON ->
          assertThat(answer.text())
              .endsWith("\"predictions\":[0.5,1.0,0.2689414213699951],\"labels\":[1,1,0]}");
      case CSV ->
          assertThat(answer.text())
              .isEqualTo("prediction,label\n0.5,1\n1.0,1\n0.2689414213699951,0\n");
      case NDJSON ->
          assertThat(answer.text())
              .isEqualTo(
                  """
                  {"prediction":0.5,"label":1}
                  {"prediction":1.0,"label":1}
                  {"prediction":0.2689414213699951,"label":0}
                  """);
      default -> {
        assertThat(Npy.values(answer.body())).containsExactly(PREDICTIONS);
        assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({JSON, CSV, NDJSON, NPY})
  void format_ofTheRequest_isThatOfTheAnswerUnlessAskedOtherwise(String type) {
    String path = type.equals(JSON) ? "/predict" : "/predict?model=ab";

    assertPredicted(service.post(path, type, rows(type)), type);
    assertPredicted(service.post(path, type, rows(type), "*/*"), type);
    for (String accept : new String[] {JSON, CSV, NDJSON, NPY}) {
      assertPredicted(service.post(path, type, rows(type), accept), accept);
      assertPredicted(
          service.post(path, type, rows(type), "image/png, " + accept + ", */*;q=0.1"), accept);
    }
    service.post(path, type, rows(type), "text/html").expectProblem(406, "not-acceptable");
  }

  @Test
  void json_ofAnyFormat_saysTheIdToo() {
    String id = service.get("/models/ab").json().get("modelId").stringValue();

    Answer answer = service.post("/predict?model=ab", NPY, rows(NPY), JSON);

    assertThat(answer.json().get("modelId").stringValue()).isEqualTo(id);
  }

  @Test
  void predictions_inEveryFormat_haveTheSameBits() {
    byte[] body = Npy.array("(4, 2)", 0.1, 0.7, -3.3, 1e-3, 0.3333333333333333, 2, 40, 0);
    double[] binary = Npy.values(service.post("/predict?model=plain", NPY, body).body());

    String[] csv = service.post("/predict?model=plain", NPY, body, CSV).text().split("\n", -1);
    String[] lines = service.post("/predict?model=plain", NPY, body, NDJSON).text().split("\n", -1);
    double[] json =
        Numbers.array(
            service.post("/predict?model=plain", NPY, body, JSON).json().get("predictions"));
    assertThat(json).containsExactly(binary);
    for (int i = 0; i < binary.length; i++) {
      assertThat(Double.parseDouble(csv[i + 1].split(",", -1)[0])).isEqualTo(binary[i]);
      assertThat(Answer.parse(lines[i]).get("prediction").doubleValue()).isEqualTo(binary[i]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ab    | text/csv             | b,a;0,1000            | 1.0
          ab    | text/csv             | a,b;1000,0            | 1.0
          plain | text/csv             | whatever,b;1000,0     | 1.0
          ab    | application/x-ndjson | {"b":0,"a":1000}      | 1.0
          ab    | application/x-ndjson | [1000,0]              | 1.0
          plain | application/x-ndjson | ;[1000,0];;           | 1.0
          """)
  void columns_areFoundByNameOrPosition(String model, String type, String body, String expected) {
    Answer answer =
        service.post("/predict?model=" + model, type, text(body.replace(';', '\n')), "text/csv");

    assertThat(answer.expect(200).text()).isEqualTo("prediction,label\n" + expected + ",1\n");
  }

  @Test
  void npy_oneDimension_isOneRow() {
    Answer answer = service.post("/predict?model=ab", NPY, Npy.array("(2,)", 1, 1));

    assertThat(Npy.values(answer.expect(200).body())).containsExactly(0.5);
  }

  @ParameterizedTest
  @CsvSource({"0.4, 1", "0.5, 1", "0.6, 0"})
  void threshold_inTheQuery_decidesTheLabel(String threshold, String label) {
    assertThat(predict("?model=ab&threshold=" + threshold, CSV, "a,b\n1,1\n").text())
        .isEqualTo("prediction,label\n0.5," + label + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                        | 422 | missing-field     | model
          ?threshold=0.5           | 422 | missing-field     | model
          ?model=nobody            | 404 | model-not-found   | model
          ?model=ab&threshold=1.5  | 422 | invalid-threshold | threshold
          ?model=ab&threshold=     | 400 | invalid-request   | threshold
          ?model=ab&threshold=half | 400 | invalid-request   | threshold
          ?model=ab&model=ab       | 400 | invalid-request   | model
          ?model=ab&modelId=ab     | 400 | invalid-request   | modelId
          """)
  void parameter_atFault_isNamed(
      @Nullable String query, int status, String type, String parameter) {
    for (String format : new String[] {CSV, NDJSON, NPY}) {
      service
          .post("/predict" + (query == null ? "" : query), format, rows(format))
          .expectProblem(status, type, "parameter=" + parameter);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ab    | text/csv             | a,c;1,1           | 422 | feature-name-mismatch |
          ab    | text/csv             | a;1               | 422 | feature-name-mismatch |
          ab    | text/csv             | a,b,c;1,1,1       | 422 | feature-name-mismatch |
          plain | text/csv             | a;1               | 422 | wrong-feature-count   |
          ab    | text/csv             | a,b               | 422 | no-rows               |
          ab    | text/csv             | a,b;1,x           | 422 | unusable-cell         | line=2 column=b
          ab    | text/csv             | a,b;1,1;1         | 422 | ragged-rows           | line=3
          ab    | text/csv             | a,b;1,"1          | 400 | malformed-csv         | line=2
          ab    | text/csv             | b,a;1,1;-1e308,1e308;2,2 | 422 | number-out-of-range | line=3
          ab    | application/x-ndjson | [1,1];[1]         | 422 | ragged-rows           | line=2
          ab    | application/x-ndjson | [1,1];[1,null]    | 422 | missing-values        | line=2 column=1
          ab    | application/x-ndjson | [1,1];[1,         | 400 | malformed-json        | line=2
          ab    | application/x-ndjson | [1,1];{"a":1}     | 400 | wrong-type            | pointer=# line=2
          ab    | application/x-ndjson | {"a":1}           | 422 | feature-name-mismatch |
          ab    | application/x-ndjson | {"a":1,"b":2,"c":3} | 422 | feature-name-mismatch |
          plain | application/x-ndjson | {"a":1,"b":2}     | 422 | feature-name-mismatch |
          plain | application/x-ndjson | [1]               | 422 | wrong-feature-count   |
          ab    | application/x-ndjson | ;                 | 422 | no-rows               |
          ab    | application/x-ndjson | ;[1,1];[1e308,-1e308] | 422 | number-out-of-range | line=3
          ab    | application/x-ndjson | [1,1];;[1e308,-1e308] | 422 | number-out-of-range | line=3
          """)
  void rows_atFault_areRefusedBeforeAnythingIsAnswered(
      String model, String type, String body, int status, String problem, @Nullable String place) {
    Answer answer = predict("?model=" + model, type, body.replace(';', '\n'));

    answer.expectProblem(status, problem, place == null ? new String[0] : new String[] {place});
  }

  @Test
  void csv_otherColumns_areNamed() {
    Answer answer = predict("?model=ab", CSV, "a,weight,height\n1,2,3\n");

    assertThat(answer.json().get("detail").stringValue())
        .contains("Missing: b.", "weight, height.");
  }

  @Test
  void npy_atFault_isRefused() {
    service
        .post("/predict?model=ab", NPY, Npy.array("(1, 3)", 1, 2, 3))
        .expectProblem(422, "wrong-feature-count");
    service
        .post("/predict?model=ab", NPY, Npy.array("(2, 2)", 1, 2, 3, Double.NaN))
        .expectProblem(422, "missing-values", "row=1 column=1");
    service
        .post("/predict?model=ab", NPY, Npy.array("(2, 2)", 1, 2, 3, Double.NEGATIVE_INFINITY))
        .expectProblem(422, "unusable-cell", "row=1 column=1");
    service
        .post("/predict?model=ab", NPY, Npy.array("(2, 2)", 1, 2, 1e308, -1e308))
        .expectProblem(422, "number-out-of-range", "row=1");
    service
        .post("/predict?model=ab", NPY, Npy.array("(2, 2)", 1, 2, 3))
        .expectProblem(400, "malformed-npy");
  }

  /** More than any buffer on the way holds, from a client that reads only when it has written. */
  @Test
  void rows_many_areAnsweredWhole() {
    int count = 100_000;
    StringBuilder csv = new StringBuilder("a,b\n");
    for (int i = 0; i < count; i++) {
      csv.append(i % 7).append(",0.5\n");
    }

    Answer answer = predict("?model=ab", CSV, csv.toString());

    assertThat(answer.expect(200).text().lines().count()).isEqualTo(count + 1);
  }
}
