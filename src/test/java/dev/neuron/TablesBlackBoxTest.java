package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Files as people have them train in one call, and classes come out as people call them. */
@ServiceTest
class TablesBlackBoxTest {

  private static final String CSV = "text/csv";

  private final ServiceClient service;

  TablesBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer csv(String query, String table) {
    return service.post("/train" + query, CSV, table.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  private static List<String> codes(JsonNode model) {
    return model.get("findings").valueStream().map(f -> f.get("code").stringValue()).toList();
  }

  @Test
  void sheet_withSemicolonsAndCommasInWindows1252_trains() {
    String table =
        """
        Gr\u00F6\u00DFe;Stra\u00DFe;gekauft
        1,82;M\u00FChlweg;ja
        1,61;M\u00FChlweg;nein
        1,75;\u00C4ckerle;ja
        1,58;\u00C4ckerle;nein
        """;
    JsonNode model =
        service
            .post(
                "/train?epochs=50",
                "text/csv;charset=windows-1252",
                table.getBytes(Charset.forName("windows-1252")))
            .expect(201)
            .json();

    assertThat(strings(model.get("featureNames")))
        .containsExactly("Gr\u00F6\u00DFe", "Stra\u00DFe=\u00C4ckerle");
    assertThat(model.at("/columns/0/max").doubleValue()).isEqualTo(1.82);
    assertThat(model.at("/classes/positive").stringValue()).isEqualTo("ja");
    assertThat(model.at("/classes/negative").stringValue()).isEqualTo("nein");
  }

  @Test
  void iris_withOnePositiveSpecies_trainsItAgainstTheOthers() {
    String table =
        """
        sepal,petal,species
        5.1,1.4,setosa
        7.0,4.7,versicolor
        6.3,6.0,virginica
        4.9,1.4,setosa
        """;
    csv("?target=species", table)
        .expectProblem(422, "more-than-two-classes", "line=3 column=species");

    JsonNode model = csv("?target=species&positive=setosa", table).expect(201).json();

    assertThat(model.at("/classes/positive").stringValue()).isEqualTo("setosa");
    assertThat(model.at("/classes/negative").stringValue()).isEqualTo("not setosa");
    JsonNode answer =
        service
            .post(
                "/predict?model=" + model.get("modelId").stringValue(),
                CSV,
                "petal,sepal\n1.3,5.0\n5.5,6.5\n".getBytes(StandardCharsets.UTF_8),
                "application/json")
            .expect(200)
            .json();
    assertThat(strings(answer.get("labels"))).containsExactly("setosa", "not setosa");
  }

  @Test
  void passengers_withGapsAndNames_train() {
    String table =
        """
        name,sex,age,embarked,survived
        "Braund, Owen",male,22,S,no
        "Cumings, John",female,38,C,yes
        "Heikkinen, L",female,,S,yes
        "Allen, W",male,35,,no
        """;
    csv("?ignore=name", table)
        .expectProblem(422, "missing-values", "line=4 column=age", "line=5 column=embarked");

    JsonNode model = csv("?ignore=name&missing=mean", table).expect(201).json();

    assertThat(strings(model.get("featureNames")))
        .containsExactly("sex=male", "age", "embarked=C", "embarked=(missing)");
    assertThat(model.at("/columns/1/missing").doubleValue()).isEqualTo((22 + 38 + 35) / 3.0);
    assertThat(model.at("/columns/0/reference").stringValue()).isEqualTo("female");
    JsonNode answer =
        service
            .predict(
                """
                {"modelId": "%s", "x": [{"embarked": null, "sex": "female", "name": "x"}]}"""
                    .formatted(model.get("modelId").stringValue()))
            .expect(422)
            .json();
    assertThat(answer.get("detail").stringValue()).contains("Missing: age");
    service
        .predict(
            """
            {"modelId": "%s",
             "x": [{"embarked": null, "sex": "female", "age": null, "survived": "?"}]}"""
                .formatted(model.get("modelId").stringValue()))
        .expect(200);
  }

  @Test
  void indexThatPandasNames_isLeftOut_whereverItIs() {
    JsonNode model =
        csv("", "a,b,y,__index_level_0__\n1,2,0,7\n2,2,1,3\n3,4,1,5\n").expect(201).json();

    assertThat(strings(model.get("featureNames"))).containsExactly("a", "b");
    assertThat(codes(model)).contains("INDEX_COLUMN");
    assertThat(model.get("findings").toString()).contains("__index_level_0__");
    JsonNode other =
        csv("?target=__index_level_0__&positive=7", "a,y,__index_level_0__\n1,0,7\n2,1,3\n")
            .expect(201)
            .json();
    assertThat(strings(other.get("featureNames"))).containsExactly("a", "y");
    assertThat(codes(other)).doesNotContain("INDEX_COLUMN");
    service
        .post(
            "/predict?model=" + model.get("modelId").stringValue(),
            CSV,
            "a,b,__index_level_0__,__index_level_1__\n1,2,3,4\n".getBytes(StandardCharsets.UTF_8))
        .expect(200);
  }

  @Test
  void rowsWithGaps_canBeLeftOut() {
    JsonNode model = csv("?missing=dropRows", "a,y\n1,0\n,1\n2,1\n3,\n").expect(201).json();

    assertThat(model.at("/dataset/rows").intValue()).isEqualTo(2);
    assertThat(codes(model)).contains("DROPPED_ROWS");
    csv("?missing=dropRows", "a,y\n,0\n,1\n").expectProblem(422, "no-rows", "parameter=missing");
  }

  @Test
  void indexOfPandas_isLeftOut() {
    JsonNode model = csv("", ",a,y\n0,5,0\n1,6,1\n2,7,1\n").expect(201).json();

    assertThat(strings(model.get("featureNames"))).containsExactly("a");
    assertThat(codes(model)).contains("INDEX_COLUMN");
    service
        .post(
            "/predict?model=" + model.get("modelId").stringValue(),
            CSV,
            ",a\n0,5\n".getBytes(StandardCharsets.UTF_8))
        .expect(200);
    csv("", ",a,y\n0,5,0\n7,6,1\n").expectProblem(422, "invalid-feature-names", "line=2 column=");
  }

  @Test
  void columnsWithoutANameThatDoNotCount_areRefused() {
    csv("", ",a,y\nx,5,0\nz,6,1\n").expectProblem(422, "invalid-feature-names", "line=2 column=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          a\\ty;1.5\\t0;2.5\\t1                    ~ a
          a|y;1.5|0;2.5|1                      ~ a
          sep=|;a|y;1.5|0;2.5|1                ~ a
          a,y;1.5,0;2.5,1;,;,                  ~ a
          "a, b",y;1.5,0;2.5,1                 ~ a, b
          """)
  void table_inAnyDelimiter_isRead(String table, String feature) {
    JsonNode model = csv("", table.replace(';', '\n').replace("\\t", "\t")).expect(201).json();

    assertThat(strings(model.get("featureNames"))).containsExactly(feature);
    assertThat(model.at("/columns/0/max").doubleValue()).isEqualTo(2.5);
    assertThat(model.at("/dataset/rows").intValue()).isEqualTo(2);
  }

  @Test
  void decimalMark_thatIsNotClear_isAskedFor() {
    String table = "a;b;y\n1,5;2.5;0\n1,5;2.5;1\n";

    csv("", table).expectProblem(400, "malformed-csv", "parameter=decimal");
    JsonNode model = csv("?decimal=comma&ignore=b", table).expect(201).json();
    assertThat(model.at("/columns/0/max").doubleValue()).isEqualTo(1.5);
    csv("?decimal=,", table.replace("2.5", "1.234,5"))
        .expectProblem(422, "unusable-cell", "line=2 column=b", "line=3 column=b");
  }

  @Test
  void delimiter_canBeSaid() {
    JsonNode model = csv("?delimiter=;", "a,b;y\n1;0\n2;1\n").expect(201).json();
    assertThat(strings(model.get("featureNames"))).containsExactly("a,b");
    csv("?delimiter=semicolon", "a;y\n1;0\n2;1\n").expect(201);
    csv("?delimiter=x", "a;y\n1;0\n2;1\n")
        .expectProblem(400, "invalid-request", "parameter=delimiter");
  }

  @Test
  void records_inJson_train() {
    JsonNode model =
        service
            .train(
                """
                {"dataset": {"rows": [
                   {"sex": "female", "age": 30, "member": true, "subscribed": "yes"},
                   {"age": "41", "sex": "male", "subscribed": "no", "member": false},
                   {"sex": "male", "age": 25, "subscribed": "no", "extra": 3}],
                  "target": "subscribed", "missing": "mean"}}""")
            .expect(201)
            .json();

    assertThat(strings(model.get("featureNames")))
        .containsExactly("sex=female", "age", "member", "extra");
    assertThat(model.at("/columns/1/max").doubleValue()).isEqualTo(41);
    assertThat(model.at("/columns/2/missing").doubleValue()).isEqualTo(0.5);
    assertThat(model.at("/columns/3/missing").doubleValue()).isEqualTo(3);
  }

  @Test
  void targets_ofAnyTwoValues_becomeClasses() {
    assertClasses("[-1, 1]", "-1", "1");
    assertClasses("[2, 1]", "1", "2");
    assertClasses("[\"b\", \"a\"]", "\"a\"", "\"b\"");
    assertClasses("[true, false]", "false", "true");
    assertClasses("[[0], [1]]", "0", "1");
    assertClasses("[\"Yes\", \"no\"]", "\"no\"", "\"Yes\"");
    assertClasses("[\"ja\", \"nein\"]", "\"nein\"", "\"ja\"");
    assertClasses("[\"\uC608\", \"\uC544\uB2C8\uC624\"]", "\"\uC544\uB2C8\uC624\"", "\"\uC608\"");
  }

  private void assertClasses(String y, String negative, String positive) {
    JsonNode model =
        service
            .train("{\"dataset\": {\"x\": [[0], [1]], \"y\": %s}}".formatted(y))
            .expect(201)
            .json();
    assertThat(model.at("/classes/negative").toString()).isEqualTo(negative);
    assertThat(model.at("/classes/positive").toString()).isEqualTo(positive);
    JsonNode answer =
        service
            .predict(
                "{\"modelId\": %s, \"x\": [[0], [1]]}".formatted(model.get("modelId").toString()))
            .expect(200)
            .json();
    assertThat(answer.get("labels").valueStream().map(JsonNode::toString))
        .isSubsetOf(negative, positive);
  }

  @Test
  void targets_between0And1_haveNoClasses() {
    JsonNode model =
        service.train("{\"dataset\": {\"x\": [[0], [1]], \"y\": [0.25, 0.75]}}").expect(201).json();

    assertThat(model.has("classes")).isFalse();
  }

  @Test
  void classWeights_areThoseOfTheirRows() {
    String weighted = "a,w,y\n0,1,0\n1,3,1\n2,3,1\n3,1,0\n";
    JsonNode byColumn = csv("?weights=w&epochs=20", weighted).expect(201).json();
    String table = "a,y\n0,0\n1,1\n2,1\n3,0\n";
    JsonNode byClass =
        csv("?epochs=20&classWeights=" + encoded("{\"0\": 1, \"1\": 3}"), table).expect(201).json();

    assertThat(byClass.get("W")).isEqualTo(byColumn.get("W"));
    assertThat(byClass.at("/hyperparameters/classWeights/1").doubleValue()).isEqualTo(3);
    JsonNode balanced =
        csv("?epochs=20&classWeights=balanced", "a,y\n0,0\n1,1\n2,1\n3,1\n").expect(201).json();
    assertThat(balanced.at("/hyperparameters/classWeights").stringValue()).isEqualTo("balanced");
    csv("?classWeights=" + encoded("{\"2\": 1}"), table)
        .expectProblem(422, "unknown-class", "parameter=classWeights");
    csv("?classWeights=balanced", "a,y\n0,0.5\n1,0.25\n")
        .expectProblem(422, "invalid-hyperparameter", "parameter=classWeights");
  }

  @Test
  void category_ofNumbers_isOneIfItIsDeclared() {
    String table = "zip,y\n02134,0\n10001,1\n02134,0\n10001,1\n94105,1\n";

    JsonNode numbers = csv("", table).expect(201).json();
    JsonNode levels = csv("?categories=zip", table).expect(201).json();

    assertThat(strings(numbers.get("featureNames"))).containsExactly("zip");
    assertThat(strings(levels.get("featureNames"))).containsExactly("zip=10001", "zip=94105");
    assertThat(levels.at("/columns/0/reference").stringValue()).isEqualTo("02134");
    String id = levels.get("modelId").toString();
    double text = prediction("{\"modelId\": %s, \"x\": [{\"zip\": \"10001\"}]}".formatted(id));
    double number = prediction("{\"modelId\": %s, \"x\": [{\"zip\": 10001}]}".formatted(id));
    assertThat(number).isEqualTo(text);
  }

  private double prediction(String request) {
    return service.predict(request).expect(200).json().at("/predictions/0").doubleValue();
  }

  @Test
  void unknownLevel_isRefusedOrTheReference() {
    JsonNode model = csv("", "c,y\nred,0\nblue,1\nred,0\n").expect(201).json();
    String request =
        "{\"modelId\": %s, \"x\": [{\"c\": \"green\"}]".formatted(model.get("modelId"));

    service.predict(request + "}").expectProblem(422, "unknown-category", "#/x/0/c");
    double asReference = prediction(request + ", \"unknownCategories\": \"reference\"}");
    assertThat(asReference).isEqualTo(prediction(request.replace("green", "red") + "}"));
  }

  @Test
  void startFrom_takesTheLevelsOfItsModel() {
    JsonNode first =
        csv("?name=first&epochs=20", "c,y\nred,no\nblue,yes\nred,no\n").expect(201).json();
    JsonNode next =
        csv("?startFrom=first&epochs=20", "c,y\nblue,yes\nblue,yes\nred,no\n").expect(201).json();

    assertThat(next.get("featureNames")).isEqualTo(first.get("featureNames"));
    csv("?startFrom=first", "c,y\nblue,yes\ngreen,no\n")
        .expectProblem(422, "unknown-category", "line=3 column=c");
    csv("?startFrom=first", "c,y\nblue,yes\nred,maybe\n")
        .expectProblem(422, "unknown-class", "line=3 column=y");
    csv("?startFrom=first", "d,y\nblue,yes\nred,no\n").expect(422);
  }

  @Test
  void dryRun_tellsColumnsAndClasses() {
    JsonNode answer =
        csv("?dryRun=true", "c,n,y\nred,1,no\nblue,2,yes\nred,3,no\n").expect(200).json();

    assertThat(answer.at("/columns/0/kind").stringValue()).isEqualTo("category");
    assertThat(answer.at("/columns/0/levels/1/count").intValue()).isEqualTo(2);
    assertThat(answer.at("/columns/1/kind").stringValue()).isEqualTo("number");
    assertThat(answer.at("/classes/positive").stringValue()).isEqualTo("yes");
  }

  @Test
  void tooManyLevels_areCountedWithExamples() {
    StringBuilder table = new StringBuilder("id,y\n");
    for (int i = 0; i < 120; i++) {
      table.append("user-").append(i).append(',').append(i % 2).append('\n');
    }
    Answer refused = csv("", table.toString());
    refused.expectProblem(422, "too-many-categories");
    assertThat(refused.json().get("detail").stringValue())
        .contains("120 different values", "user-0", "ignore=id");
    csv("?maxCategories=200", table.toString()).expect(201);
    csv("?maxCategories=1", table.toString())
        .expectProblem(422, "invalid-hyperparameter", "parameter=maxCategories");
  }

  @Test
  void option_namingNoColumn_isRefused() {
    csv("?ignore=nope", "a,y\n1,0\n2,1\n").expectProblem(422, "unknown-column", "parameter=ignore");
    csv("?weights=nope", "a,y\n1,0\n2,1\n")
        .expectProblem(422, "unknown-column", "parameter=weights");
    csv("?categories=nope", "a,y\n1,0\n2,1\n")
        .expectProblem(422, "unknown-column", "parameter=categories");
    csv("?positive=nope", "a,y\n1,0\n2,1\n")
        .expectProblem(422, "unknown-class", "parameter=positive");
    csv("?ignore=a", "a,y\n1,0\n2,1\n").expectProblem(422, "wrong-feature-count");
    csv("?missing=guess", "a,y\n1,0\n2,1\n")
        .expectProblem(400, "invalid-request", "parameter=missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "x": [["a"], ["b"]], "y": [1]                                     | wrong-target-count     | y
          "x": [["a"], ["b"]], "y": [1, 0, 1]                               | wrong-target-count     | y
          "x": [["a"], ["b"]], "y": [1, 0], "featureNames": []              | invalid-feature-names  | featureNames
          "x": [["a"], ["b"]], "y": [1, 0], "featureNames": ["a", "b"]      | invalid-feature-names  | featureNames
          "x": [["a"], ["b"]], "y": [1, 0], "sampleWeights": [1]            | invalid-sample-weights | sampleWeights
          "x": [["a"], ["b"]], "y": [1, 0], "sampleWeights": [1, -1]        | invalid-sample-weights | sampleWeights/1
          "x": [["a"], ["b"]], "y": ["n", null]                             | missing-values         | y/1
          "x": [["a", 1], ["b"]], "y": [1, 0]                               | ragged-rows            | x/1
          "columns": ["a", "a"], "data": [[1, 0]]                           | invalid-feature-names  | columns/1
          "columns": ["a"], "data": [[1, 0]]                                | invalid-feature-names  | columns
          "rows": [{"": 1, "y": 0}, {"": 2, "y": 1}], "ignore": ["z"]       | unknown-column         | ignore
          "rows": [{"a": 1, "y": 0}], "x": [[1]]                            | conflicting-fields     | rows
          "rows": [{"a": 1, "y": 0}, {"a": 2, "y": 1}], "target": "b"       | unknown-target         | target
          "x": [[1], [2]], "y": [0, 1], "target": "y"                       | conflicting-fields     | target
          """)
  void datasetWithTexts_atFault_isRefusedWhereItIs(String dataset, String type, String pointer) {
    service
        .train("{\"dataset\": {" + dataset + "}}")
        .expectProblem(422, type, "#/dataset/" + pointer);
  }

  @Test
  void weightsOutOfRange_areNamedByTheirCells() {
    csv("?weights=w", "a,w,y\nx,1,0\nz,-1,1\n")
        .expectProblem(422, "invalid-sample-weights", "line=3 column=w");
    csv("?weights=w", "a,w,y\nx,1,0\nz,,1\n")
        .expectProblem(422, "missing-values", "line=3 column=w");
  }

  @Test
  void cellsAtFault_areCountedAndShortened() {
    String cell = "x".repeat(100);
    String table = "a,y\n" + "1,0\n".repeat(200) + ("\"" + cell + "\",1\n").repeat(12);

    Answer refused = csv("", table);

    refused.expect(422);
    assertThat(refused.places()).hasSize(10);
    assertThat(refused.text())
        .contains("12")
        .contains("x".repeat(40))
        .doesNotContain("x".repeat(41));
  }

  @Test
  void lines_takeTables() {
    String line =
        "{\"dataset\": {\"rows\": [{\"c\": \"a\", \"y\": \"no\"}, {\"c\": \"b\", \"y\": \"yes\"}],"
            + " \"target\": \"y\"}}\n";
    String text =
        service
            .post("/train/lines", "application/x-ndjson", line.getBytes(StandardCharsets.UTF_8))
            .expect(200)
            .text();

    assertThat(Answer.parse(text).at("/classes/positive").stringValue()).isEqualTo("yes");
  }

  @Test
  void explanation_takesRawRows() {
    JsonNode model = csv("?name=raw", "c,n,y\nred,1,no\nblue,2,yes\nred,3,no\n").expect(201).json();

    JsonNode answer =
        service
            .post(
                "/explain",
                """
                {"modelId": %s, "x": [{"n": 2, "c": "blue"}], "y": [1]}"""
                    .formatted(model.get("modelId")))
            .expect(200)
            .json();
    assertThat(Numbers.array(answer.get("dh_dW"))).containsExactly(1, 2);
  }
}
