package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trains on tables over HTTP: CSV and NumPy arrays, with the rest in the query. */
@ServiceTest
class TableTrainBlackBoxTest {

  private static final String SLIDES = "x1,x2,x3,y\n0,0,1,0\n1,1,1,1\n1,0,1,1\n0,1,1,0\n";
  private static final byte[] SLIDES_NPY =
      Npy.array("(4, 4)", 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0);

  private final ServiceClient service;

  TableTrainBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer csv(String query, String table) {
    return service.post("/train" + query, "text/csv", table.getBytes(StandardCharsets.UTF_8));
  }

  private Answer npy(String query, byte[] array) {
    return service.post("/train" + query, "application/x-npy", array);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void assertSameTraining(JsonNode model, JsonNode expected) {
    for (String field :
        new String[] {"W", "b", "loss", "accuracy", "lossHistory", "fingerprint", "dataset"}) {
      assertThat(model.get(field)).as(field).isEqualTo(expected.get(field));
    }
    assertThat(model.get("hyperparameters")).isEqualTo(expected.get("hyperparameters"));
  }

  @Test
  void sameTable_inEveryFormat_isTheSameTraining() {
    JsonNode json = service.train("{\"dataset\": " + Examples.SLIDES + "}").expect(201).json();

    Answer csv = csv("", SLIDES).expect(201);
    assertSameTraining(csv.json(), json);
    assertThat(csv.json().get("featureNames").toString()).isEqualTo("[\"x1\",\"x2\",\"x3\"]");
    assertThat(csv.header("Location")).startsWith("/models/");
    Answer npy = npy("", SLIDES_NPY).expect(201);
    assertSameTraining(npy.json(), json);
    assertThat(npy.json().has("featureNames")).isFalse();
  }

  @Test
  void breastCancer_asCsv_isTheSameTrainingAsJson() {
    JsonNode json =
        service
            .train(
                "{\"dataset\": %s, \"hyperparameters\": {\"standardize\": true, \"epochs\": 50}}"
                    .formatted(Examples.breastCancer().datasetJson()))
            .expect(201)
            .json();

    Answer csv =
        csv("?standardize=true&epochs=50", Examples.resource("/static/data/breast-cancer.csv"));

    assertSameTraining(csv.expect(201).json(), json);
  }

  @Test
  void query_everyHyperparameter_isThatOfJson() {
    JsonNode json =
        service
            .train(
                """
                {"name": "n-1", "lossHistoryPoints": 7, "dataset": %s, "hyperparameters": {
                  "learningRate": 0.25, "epochs": 20, "batchSize": 2, "shuffle": true,
                  "seed": -9223372036854775808, "momentum": 0.5, "l2": 1e-3,
                  "loss": "crossEntropy", "initial": {"W": [1, -2, 0.5], "b": 3},
                  "standardize": true, "tolerance": 0, "patience": 4, "validationFraction": 0.25}}"""
                    .formatted(Examples.SLIDES))
            .expect(201)
            .json();

    JsonNode model =
        csv(
                "?name=n-1&lossHistoryPoints=7&learningRate=0.25&epochs=20&batchSize=2&shuffle=true"
                    + "&seed=-9223372036854775808&momentum=0.5&l2=1e-3&loss=crossEntropy&initial="
                    + encoded("{\"W\": [1, -2, 0.5], \"b\": 3}")
                    + "&standardize=true&tolerance=0&patience=4&validationFraction=0.25",
                SLIDES)
            .expect(201)
            .json();

    assertSameTraining(model, json);
    assertThat(model.get("name").stringValue()).isEqualTo("n-1");
    JsonNode uniform = csv("?initialization=uniform&epochs=1", SLIDES).expect(201).json();
    String id = uniform.get("modelId").stringValue();
    assertThat(
            npy("?epochs=1&startFrom=" + id, SLIDES_NPY)
                .expect(201)
                .json()
                .get("hyperparameters")
                .get("startFrom")
                .stringValue())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x1", "x2", "y", "a, b"})
  void target_byName_isThatColumn(String target) {
    String table = SLIDES.replace("x2", target.contains(",") ? "\"a, b\"" : "x2");
    JsonNode model = csv("?epochs=5&target=" + encoded(target), table).expect(201).json();

    assertThat(model.get("dataset").get("features").intValue()).isEqualTo(3);
    assertThat(model.get("featureNames").toString()).doesNotContain('"' + target + '"');
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void target_byIndex_isTheSameAsByName(int index) {
    String name = SLIDES.split("[,\n]", -1)[index];

    assertThat(npy("?epochs=5&target=" + index, SLIDES_NPY).expect(201).json().get("fingerprint"))
        .isEqualTo(csv("?epochs=5&target=" + name, SLIDES).expect(201).json().get("fingerprint"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "4", "Y", "", "x1 ", "00"})
  void target_notInTheHeader_isRefused(String target) {
    csv("?target=" + encoded(target), SLIDES)
        .expectProblem(422, "unknown-target", "parameter=target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "-1", "y", "", "01", "1.0", "99999999999999999999"})
  void target_notAnIndexOfTheArray_isRefused(String target) {
    npy("?target=" + encoded(target), SLIDES_NPY)
        .expectProblem(422, "unknown-target", "parameter=target");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          learningrate=1                 | learningrate
          epochs=5&epochs=5              | epochs
          epochs=                        | epochs
          epochs=1.5                     | epochs
          epochs=1e3                     | epochs
          epochs=0x10                    | epochs
          epochs=2147483648              | epochs
          epochs=%225%22                 | epochs
          epochs=null                    | epochs
          epochs=1,2                     | epochs
          epochs=5%20%22batchSize%22:1   | epochs
          seed=9223372036854775808       | seed
          lossHistoryPoints=five         | lossHistoryPoints
          learningRate=NaN               | learningRate
          learningRate=1e999             | learningRate
          learningRate=%220.5%22         | learningRate
          learningRate=0.5f              | learningRate
          l2=true                        | l2
          shuffle=1                      | shuffle
          shuffle=yes                    | shuffle
          standardize=TRUE               | standardize
          loss=MSE                       | loss
          loss=%22mse%22                 | loss
          initialization=                | initialization
          initial=1                      | initial
          initial=%7B%22W%22:1%7D        | initial
          initial=%7B%22w%22:%5B1%5D%7D  | initial
          dataset=x                      | dataset
          hyperparameters=%7B%7D         | hyperparameters
          """)
  void parameter_unknownRepeatedOrOfAnotherType_isRefused(String query, String parameter) {
    csv("?" + query, SLIDES).expectProblem(400, "invalid-request", "parameter=" + parameter);
    npy("?" + query, SLIDES_NPY).expectProblem(400, "invalid-request", "parameter=" + parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          learningRate=0            | 422 | invalid-hyperparameter | learningRate
          epochs=0                  | 422 | invalid-hyperparameter | epochs
          epochs=10000001           | 422 | invalid-hyperparameter | epochs
          batchSize=5               | 422 | invalid-hyperparameter | batchSize
          lossHistoryPoints=0       | 422 | invalid-hyperparameter | lossHistoryPoints
          name=-a                   | 422 | invalid-name           | name
          name=                     | 422 | invalid-name           | name
          startFrom=nobody          | 404 | model-not-found        | startFrom
          startFrom=a&initialization=zeros       | 422 | conflicting-fields  | startFrom
          initial=%7B%22W%22:[1],%22b%22:0%7D    | 422 | wrong-feature-count | initial
          initial=%7B%22W%22:[1]%7D              | 422 | missing-field       | initial
          learningRate=1e300&l2=1e10             | 422 | training-diverged   | learningRate
          """)
  void parameter_outOfRange_isRefusedAsInJson(
      String query, int status, String type, String parameter) {
    String escaped = query.replace("[", "%5B").replace("]", "%5D");
    csv("?" + escaped, SLIDES).expectProblem(status, type, "parameter=" + parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          age,y;1,0;2,1;3,0;4,1;5,0;6,1;7,0;8,1;9,0;x,1 | 422 | unusable-cell | line=11 column=age
          age,y;30,0;,1          | 422 | missing-values        | line=3 column=age
          age,y;30,0;1e400,1     | 422 | unusable-cell         | line=3 column=age
          age,y;30,0;31,2;32,1   | 422 | more-than-two-classes | line=2 column=y
          age,y;30,0;31          | 422 | ragged-rows           | line=3
          age,y;30,0;31,1,1      | 422 | ragged-rows           | line=3
          age,age;30,0           | 422 | invalid-feature-names | line=1 column=age
          age,y                  | 422 | no-rows               |
          y;1;0                  | 422 | wrong-feature-count   |
          age,y;"30,0;31,1       | 400 | malformed-csv         | line=2
          age,y;30,0;;31,1       | 400 | malformed-csv         | line=3
          {"dataset":{}}         | 422 | no-rows               |
          """)
  void csv_unusable_isToldByLineAndColumn(
      String table, int status, String type, @Nullable String place) {
    csv("", table.replace(';', '\n'))
        .expectProblem(status, type, place == null ? new String[0] : new String[] {place});
  }

  /** Characters of two, three and four bytes, one that JSON writes as six, and at any cut. */
  @ParameterizedTest
  @ValueSource(strings = {"\u00FC", "\u6C34", "\uD83D\uDE00", "\u0001", "a\uD83D\uDE00"})
  void csv_columnWithALongName_isNotToldAtLength(String letter) {
    String name = letter.repeat(200 / letter.length());
    String rows = "1,2\n".repeat(30);

    Answer answer = csv("", "a," + name + "\n" + rows);

    answer.expect(422);
    assertThat(answer.body()).hasSizeLessThan(16 * 1024);
    assertThat(answer.places()).hasSize(10).first().asString().startsWith("line=2 column=");
    assertThat(answer.text()).doesNotContain("\uFFFD", "?");
    csv("", name + ",a\n" + "1,1\n".repeat(9) + "x,1\n").expect(422);
    csv("?target=nope", name + ",a\n1,1\n").expect(422);
  }

  @Test
  void csv_columnOfHugeNumbers_isStandardised() {
    JsonNode huge = csv("?standardize=true", "a,b,y\n1,1e300,0\n1,-1e300,1\n").expect(201).json();
    JsonNode small = csv("?standardize=true", "a,b,y\n1,1,0\n1,-1,1\n").expect(201).json();
    assertThat(huge.get("W").get(1).doubleValue() * 1e300)
        .isCloseTo(small.get("W").get(1).doubleValue(), within(1e-12));
    assertThat(huge.get("loss").doubleValue())
        .isCloseTo(small.get("loss").doubleValue(), within(1e-12));
  }

  @Test
  void csv_orNpy_empty_isMalformed() {
    csv("", "").expectProblem(400, "malformed-csv");
    npy("", new byte[0]).expectProblem(400, "malformed-npy");
    npy("", "{\"dataset\": 1}".getBytes(StandardCharsets.UTF_8))
        .expectProblem(400, "malformed-npy");
  }

  @Test
  void npy_unusableValues_areToldByRowAndColumn() {
    npy("?target=0", Npy.array("(2, 3)", 0, 1, Double.NaN, 1, Double.NEGATIVE_INFINITY, 2))
        .expectProblem(422, "unusable-cell", "row=1 column=1");
    npy("?target=0", Npy.array("(2, 3)", 0, 1, Double.NaN, 1, 3, 2))
        .expectProblem(422, "missing-values", "row=0 column=2");
    npy("", Npy.array("(3, 2)", 0, 1, 1, -1, 2, 0))
        .expectProblem(422, "more-than-two-classes", "row=0 column=1");
    npy("", Npy.array("(2, 2)", 0, -1, 1, -1))
        .expectProblem(422, "target-out-of-range", "row=0 column=1", "row=1 column=1");
    npy("", Npy.array("(3,)", 0, 1, 1)).expectProblem(422, "no-rows");
    npy("", Npy.array("(2, 1)", 0, 1)).expectProblem(422, "wrong-feature-count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <c8 | (1, 2)                    | 422 | unsupported-array
          <m8 | (1, 2)                    | 422 | unsupported-array
          O   | (1, 2)                    | 422 | unsupported-array
          <f8 | (1, 2, 1)                 | 422 | unsupported-array
          <f8 | (0, 2)                    | 422 | no-rows
          <f8 | (-1, 2)                   | 400 | malformed-npy
          <f8 | (1, 3)                    | 400 | malformed-npy
          <f8 | (1, 1)                    | 400 | malformed-npy
          <f8 | (9223372036854775808, 1)  | 413 | request-too-large
          <f8 | (4294967296, 4294967296)  | 413 | request-too-large
          """)
  void npy_headerAtFault_isRefused(String dtype, String shape, int status, String type) {
    byte[] header = Npy.header(dtype, shape);
    byte[] body = Arrays.copyOf(header, header.length + 16);

    npy("", body).expectProblem(status, type);
    service.chunked("/train", "application/x-npy", body).expectProblem(status, type);
  }

  @ParameterizedTest
  @CsvSource({"windows-1252, größe", "EUC-KR, 나이", "utf-16, größe"})
  void csv_inAnotherEncoding_isTheSameTable(String charset, String name) {
    byte[] table = (name + ",y\n1,0\n2,1\n").getBytes(Charset.forName(charset));

    JsonNode model =
        service.post("/train?epochs=2", "text/csv;charset=" + charset, table).expect(201).json();

    assertThat(model.at("/featureNames/0").stringValue()).isEqualTo(name);
    assertThat(model.get("fingerprint"))
        .isEqualTo(csv("?epochs=2", name + ",y\n1,0\n2,1\n").json().get("fingerprint"));
    service
        .post(
            "/predict?model=" + model.get("modelId").stringValue(),
            "text/csv;charset=" + charset,
            (name + "\n1\n").getBytes(Charset.forName(charset)))
        .expect(200);
  }

  @Test
  void csv_thatIsNoText_namesTheByte() {
    service
        .post("/train", "text/csv", "größe,y\n1,0\n".getBytes(StandardCharsets.ISO_8859_1))
        .expectProblem(400, "malformed-csv", "line=1");
    service
        .post("/train", "text/csv", new byte[] {0x50, 0x4B, 3, 4, 20, 0, 6, 0})
        .expectProblem(400, "malformed-csv");
  }

  /** {@code np.array([[0, 0, 1, 0], …])} without a dtype, as numpy saves it. */
  @Test
  void npy_ofInt64_isTheSameTraining() {
    byte[] header = Npy.header("<i8", "(4, 4)");
    ByteBuffer body =
        ByteBuffer.allocate(header.length + 16 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    body.put(header);
    for (long cell : new long[] {0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0}) {
      body.putLong(cell);
    }

    assertThat(npy("?epochs=5", body.array()).expect(201).json().get("fingerprint"))
        .isEqualTo(npy("?epochs=5", SLIDES_NPY).expect(201).json().get("fingerprint"));
  }

  /** A byte a number becomes a double and, while columns become rows, another. */
  @Test
  void npy_ofBytes_isReadInTheMemoryOfItsDoubles() {
    int rows = 1_000_000;
    byte[] header = Npy.header("|i1", "(%d, 2)".formatted(rows));
    byte[] body = Arrays.copyOf(header, header.length + 2 * rows);
    body[header.length + 1] = 1;

    assertThat(npy("?epochs=1", body).expect(201).json().at("/dataset/rows").asInt())
        .isEqualTo(rows);
  }

  @Test
  void npy_withoutALength_isTheSameTraining() {
    JsonNode known = npy("?epochs=5", SLIDES_NPY).expect(201).json();
    JsonNode unknown =
        service.chunked("/train?epochs=5", "application/x-npy", SLIDES_NPY).expect(201).json();

    assertThat(unknown.get("fingerprint")).isEqualTo(known.get("fingerprint"));
  }

  @Test
  void answer_inAnotherFormat_is406() {
    service
        .post("/train", "text/csv", SLIDES.getBytes(StandardCharsets.UTF_8), "text/csv")
        .expectProblem(406, "not-acceptable");
  }
}
