package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tables that would take much memory or say much get a short answer. */
@ServiceTest
class HostileTablesTest {

  private static final int SHORT = 8 * 1024;

  private final ServiceClient service;

  HostileTablesTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private Answer csv(String query, String table) {
    return service.post("/train" + query, "text/csv", table.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertShort(Answer answer, int status, String type, String... places) {
    answer.expectProblem(status, type, places);
    assertThat(answer.body()).hasSizeLessThan(SHORT);
  }

  @Test
  void millionLevels_areTooMany_orIgnored() {
    StringBuilder table = new StringBuilder("id,a,y\n");
    for (int i = 0; i < 1_000_000; i++) {
      table.append('u').append(i).append(',').append(i % 7).append(',').append(i % 2).append('\n');
    }

    Answer refused = csv("", table.toString());

    assertShort(refused, 422, "too-many-categories");
    assertThat(refused.text()).contains("more than 1000");
    csv("?ignore=id&epochs=1&dryRun=true", table.toString()).expect(200);
  }

  @Test
  void cellOf10Megabytes_isRefusedInBothFormats() {
    String cell = "x".repeat(10 << 20);

    csv("", "a,y\n" + cell + ",0\n1,1\n").expectProblem(400, "malformed-csv", "line=2");
    Answer refused =
        service.train(
            """
            {"dataset": {"rows": [{"a": "%s", "y": 0}, {"a": "b", "y": 1}], "target": "y"}}"""
                .formatted(cell));
    assertShort(refused, 422, "too-many-categories");
    assertThat(refused.text()).doesNotContain("x".repeat(41));
  }

  @Test
  void tenThousandColumnsOfText_areEncodedOrRefused() {
    String names =
        IntStream.range(0, 10_000).mapToObj(j -> "c" + j).collect(Collectors.joining(","));
    String row = "p,".repeat(10_000);
    String other = "q,".repeat(10_000);

    JsonNode model =
        csv("?epochs=1", names + ",y\n" + row + "0\n" + other + "1\n" + other + "0\n")
            .expect(201)
            .json();

    assertThat(model.get("W").size()).isEqualTo(10_000);
  }

  @Test
  void rowsThatEachNameAnotherColumn_areRefusedBeforeTheyTakeMemory() {
    String rows =
        IntStream.range(0, 20_000)
            .mapToObj("{\"c%d\": 1}"::formatted)
            .collect(Collectors.joining(","));

    assertShort(
        service.train("{\"dataset\": {\"rows\": [" + rows + "], \"missing\": \"mean\"}}"),
        422,
        "ragged-rows",
        "#/dataset/rows/519");
  }

  @Test
  void rowsThatLeaveMostColumnsOut_areRefusedBeforeTheyTakeMemory() {
    String wide =
        IntStream.range(0, 10_000)
            .mapToObj("\"c%d\": 1"::formatted)
            .collect(Collectors.joining(",", "{", "}"));

    assertShort(
        service.train(
            "{\"dataset\": {\"rows\": ["
                + wide
                + ",{}".repeat(100_000)
                + "], \"missing\": \"mean\"}}"),
        422,
        "ragged-rows",
        "#/dataset/rows/14");
  }

  @Test
  void expansionOfManyLevels_isRefusedBeforeItTakesMemory() {
    StringBuilder table = new StringBuilder("a,b,c,d,y\n");
    for (int i = 0; i < 400_000; i++) {
      String level = "l" + i % 900;
      table.append((level + ",").repeat(4)).append(i % 2).append('\n');
    }

    Answer refused = csv("?maxCategories=1000&epochs=1", table.toString());

    assertShort(refused, 422, "dataset-too-large");
  }

  @Test
  void mixedLineEnds_areLines() {
    JsonNode model = csv("?epochs=1", "a,y\r\n1,0\n2,1\r3,0\r\n").expect(201).json();

    assertThat(model.at("/dataset/rows").intValue()).isEqualTo(3);
  }

  @Test
  void hostileNamesAndLevels_comeBackAsTheyAre() {
    String name = "=cmd|' /C calc'!A0\u202E*/-->\"\"\"\\";
    JsonNode model =
        service
            .train(
                """
                {"dataset": {"rows": [{"n": "a\\u0000b", %1$s: 1, "y": "x\\ny"},
                                      {"n": "<b>", %1$s: 2, "y": "\\u202e"},
                                      {"n": "<b>", %1$s: 3, "y": "\\u202e"}],
                             "target": "y"}, "hyperparameters": {"epochs": 5}}"""
                    .formatted(json(name)))
            .expect(201)
            .json();

    assertThat(model.get("featureNames").get(0).stringValue()).isEqualTo("n=a\u0000b");
    assertThat(model.get("featureNames").get(1).stringValue()).isEqualTo(name);
    assertThat(model.at("/classes/positive").stringValue()).isEqualTo("\u202E");
    JsonNode labels =
        service
            .post(
                "/predict?model=" + model.get("modelId").stringValue(),
                "application/x-ndjson",
                ("{\"n\": \"<b>\", " + json(name) + ": 3}\n").getBytes(StandardCharsets.UTF_8))
            .expect(200)
            .json();
    assertThat(labels.get("label").stringValue()).isIn("\u202E", "x\ny");
  }

  private static String json(String text) {
    return tools.jackson.databind.node.StringNode.valueOf(text).toString();
  }
}
