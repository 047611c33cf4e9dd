package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A dry run shows the table as it was read, whether it can be trained on or not. */
@ServiceTest
class DryRunPreviewBlackBoxTest {

  private static final String CSV = "text/csv";
  private static final String PATH = "/train/dry-run";

  private static final String PASSENGERS =
      """
      name;sex;age;survived
      "Braund; Owen";male;22,5;no
      Cumings;female;38;yes
      Heikkinen;female;;yes
      Allen;male;35;no
      """;

  private final ServiceClient service;

  DryRunPreviewBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer csv(String query, String table) {
    return service.post(PATH + query, CSV, table.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> strings(JsonNode array, String member) {
    return array.valueStream().map(element -> element.get(member).stringValue()).toList();
  }

  @Test
  void table_isShownAsItWasRead_andAsItIsTrainedOn() {
    Answer answer = csv("?preview=3&ignore=name&missing=mean", PASSENGERS).expect(200);

    JsonNode preview = answer.json().get("preview");
    assertThat(preview.get("rows").intValue()).isEqualTo(4);
    assertThat(preview.get("columnCount").intValue()).isEqualTo(4);
    assertThat(preview.get("csv"))
        .isEqualTo(
            Answer.parse(
                """
                {"charset": "UTF-8", "delimiter": "semicolon", "decimal": "comma", "header": true}"""));
    assertThat(strings(preview.get("columns"), "role"))
        .containsExactly("ignored", "feature", "feature", "target");
    assertThat(strings(preview.get("columns"), "kind"))
        .containsExactly("category", "category", "number", "category");
    assertThat(preview.at("/columns/2"))
        .isEqualTo(
            Answer.parse(
                """
                {"name": "age", "kind": "number", "role": "feature", "missing": 1, "numbers": 3,
                 "texts": 0, "distinct": 3, "hasMoreDistinct": false,
                 "levels": [{"value": "22.5", "count": 1}, {"value": "35", "count": 1},
                            {"value": "38", "count": 1}],
                 "min": 22.5, "max": 38.0}"""));
    assertThat(preview.get("cells"))
        .isEqualTo(
            Answer.parse(
                """
                [["Braund; Owen", "male", 22.5, "no"], ["Cumings", "female", 38.0, "yes"],
                 ["Heikkinen", "female", null, "yes"]]"""));
    double mean = answer.json().at("/columns/1/missing").doubleValue();
    assertThat(preview.get("encoded"))
        .isEqualTo(
            Answer.parse(
                """
                {"featureNames": ["sex=male", "age"], "total": 4, "rows": [0, 1, 2],
                 "x": [[1.0, 22.5], [0.0, 38.0], [0.0, %s]], "y": [0.0, 1.0, 1.0]}"""
                    .formatted(mean)));
  }

  @Test
  void rowsLeftOut_areNotAmongTheEncoded() {
    JsonNode preview =
        csv("?preview=5000&ignore=name&missing=dropRows", PASSENGERS)
            .expect(200)
            .json()
            .get("preview");

    assertThat(preview.get("cells")).hasSize(4);
    assertThat(preview.at("/encoded/rows")).isEqualTo(Answer.parse("[0, 1, 3]"));
    assertThat(preview.at("/encoded/total").intValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "?preview=2, missing-values",
    "?preview=2&missing=mean&maxCategories=3, too-many-categories",
    "?preview=2&missing=mean&target=name, more-than-two-classes",
    "?preview=2&missing=mean&target=absent, unknown-target",
    "?preview=2&missing=mean&epochs=0, invalid-hyperparameter"
  })
  void table_refused_isShownWithTheProblem(String query, String type) {
    Answer refused = csv(query, PASSENGERS);

    refused.expect(422).expectAnyProblem("");
    assertThat(refused.json().get("type").stringValue()).isEqualTo("/problems/" + type);
    JsonNode preview = refused.json().get("preview");
    assertThat(strings(preview.get("columns"), "name"))
        .containsExactly("name", "sex", "age", "survived");
    assertThat(preview.at("/columns/2/missing").intValue()).isEqualTo(1);
    assertThat(preview.get("cells")).hasSize(2);
    assertThat(preview.get("encoded")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "preview=5001, 422, invalid-hyperparameter",
    "preview=-1, 422, invalid-hyperparameter",
    "preview=many, 400, invalid-request",
    "preview=1.5, 400, invalid-request",
    "preview=1&preview=2, 400, invalid-request"
  })
  void preview_outOfRange_isRefused(String query, int status, String type) {
    csv("?" + query, PASSENGERS).expectProblem(status, type, "parameter=preview");
    service
        .post(PATH + "?" + query, "{\"dataset\": {\"x\": [[0], [1]], \"y\": [0, 1]}}")
        .expectProblem(status, type, "parameter=preview");
  }

  @Test
  void preview_isThereOnlyIfItIsAskedFor() {
    assertThat(csv("?missing=mean&ignore=name", PASSENGERS).expect(200).json().get("preview"))
        .isNull();
    assertThat(csv("", PASSENGERS).expect(422).json().get("preview")).isNull();
    service
        .post("/train?preview=1", CSV, PASSENGERS.getBytes(StandardCharsets.UTF_8))
        .expectProblem(400, "invalid-request", "parameter=preview");
    JsonNode empty = csv("?preview=0&missing=mean&ignore=name", PASSENGERS).expect(200).json();
    assertThat(empty.at("/preview/cells")).isEmpty();
    assertThat(empty.at("/preview/columns")).hasSize(4);
  }

  @Test
  void json_hasAPreviewInEachOfItsForms() {
    for (String dataset :
        List.of(
            "\"rows\": [{\"a\": 1, \"c\": \"u\", \"y\": true}, {\"a\": 2, \"c\": null, \"y\": false}]",
            "\"columns\": [\"a\", \"c\", \"y\"], \"data\": [[1, \"u\", true], [2, null, false]]",
            "\"x\": [[1, \"u\"], [2, null]], \"y\": [true, false], \"featureNames\": [\"a\", \"c\"]")) {
      JsonNode problem =
          service.post(PATH + "?preview=5", "{\"dataset\": {" + dataset + "}}").expect(422).json();

      assertThat(problem.get("type").stringValue()).isEqualTo("/problems/missing-values");
      assertThat(problem.at("/preview/cells"))
          .isEqualTo(Answer.parse("[[1.0, \"u\", true], [2.0, null, false]]"));
      assertThat(strings(problem.at("/preview/columns"), "role"))
          .containsExactly("feature", "feature", "target");
      assertThat(problem.at("/preview/csv").isMissingNode()).isTrue();
    }
  }

  @Test
  void array_hasAPreview() {
    JsonNode preview =
        service
            .post(PATH + "?preview=1", "application/x-npy", Npy.array("(2, 2)", 0.5, 0, 2, 1))
            .expect(200)
            .json()
            .get("preview");

    assertThat(preview.get("cells")).isEqualTo(Answer.parse("[[0.5, 0.0]]"));
    assertThat(strings(preview.get("columns"), "name")).containsExactly("x1", "x2");
    assertThat(preview.at("/encoded/featureNames")).isEqualTo(Answer.parse("[\"x1\"]"));
  }

  @Test
  void compressedTable_inAnotherEncoding_hasAPreview() {
    byte[] table =
        "Gr\u00F6\u00DFe\tja\n1\tja\n2\tnein\n".getBytes(Charset.forName("windows-1252"));
    JsonNode csv =
        service
            .send(
                "POST",
                PATH + "?preview=1",
                BodyPublishers.ofByteArray(Gzip.of(table)),
                "Content-Type",
                "text/csv; charset=windows-1252",
                "Content-Encoding",
                "gzip")
            .expect(200)
            .json()
            .at("/preview/csv");
    assertThat(csv.get("charset").stringValue()).isEqualTo("windows-1252");
    assertThat(csv.get("delimiter").stringValue()).isEqualTo("tab");

    byte[] marked = "\uFEFFa|y\n1|0\n2|1\n".getBytes(StandardCharsets.UTF_16LE);
    JsonNode ofMark =
        service.post(PATH + "?preview=1", CSV, marked).expect(200).json().at("/preview/csv");
    assertThat(ofMark.get("charset").stringValue()).isEqualTo("UTF-16LE");
    assertThat(ofMark.get("delimiter").stringValue()).isEqualTo("pipe");
  }

  @Test
  void tableWithoutNames_saysSo() {
    JsonNode preview = csv("?preview=1", "1,0\n2,1\n").expect(200).json().get("preview");

    assertThat(preview.at("/csv/header").booleanValue()).isFalse();
    assertThat(preview.get("rows").intValue()).isEqualTo(2);
  }

  @Test
  void weights_areAmongTheEncoded() {
    JsonNode encoded =
        csv("?preview=2&weights=w&classWeights=balanced", "a,w,y\n1,1,n\n2,3,y\n")
            .expect(200)
            .json()
            .at("/preview/encoded");

    assertThat(encoded.get("weights")).isEqualTo(Answer.parse("[2.0, 2.0]"));
  }

  @Test
  void tableOfManyRows_isShownInPart() {
    String table = "a,b,y\n" + "1,red,no\n2,blue,yes\n".repeat(4000);

    JsonNode preview = csv("?preview=5000", table).expect(200).json().get("preview");

    assertThat(preview.get("rows").intValue()).isEqualTo(8000);
    assertThat(preview.get("cells")).hasSize(5000);
    assertThat(preview.at("/encoded/x")).hasSize(5000);
    assertThat(preview.at("/encoded/total").intValue()).isEqualTo(8000);
  }
}
