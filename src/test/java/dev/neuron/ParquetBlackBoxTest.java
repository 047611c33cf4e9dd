package dev.neuron;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.http.parquet.CraftedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parquet files that other libraries wrote train and predict as the same tables in other formats
 * do: golden/parquet/generate_parquet.mjs.
 */
@ServiceTest
class ParquetBlackBoxTest {

  private static final String PARQUET = "application/vnd.apache.parquet";
  private static final String OPTIONS = "?ignore=name&missing=mean&epochs=50";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final ServiceClient service;

  ParquetBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream file =
        requireNonNull(ParquetBlackBoxTest.class.getResourceAsStream("/golden/parquet/" + name))) {
      return file.readAllBytes();
    }
  }

  private Answer train(String query, String name) throws IOException {
    return service.post("/train" + query, PARQUET, golden(name + ".parquet"));
  }

  /** The passengers as the generator wrote them to JSON: a column each. */
  private static JsonNode passengers() throws IOException {
    return MAPPER.readTree(golden("passengers.json"));
  }

  /** The passengers as pandas writes a table with {@code orient="split"}. */
  private static ObjectNode split() throws IOException {
    JsonNode table = passengers();
    ObjectNode split = MAPPER.createObjectNode();
    ArrayNode columns = split.putArray("columns");
    table.propertyNames().forEach(columns::add);
    ArrayNode data = split.putArray("data");
    for (int i = 0; i < table.get("name").size(); i++) {
      ArrayNode row = data.addArray();
      for (JsonNode column : table) {
        row.add(column.get(i));
      }
    }
    return split;
  }

  private static String csv() throws IOException {
    JsonNode split = split();
    StringBuilder text = new StringBuilder();
    text.append(line(split.get("columns")));
    split.get("data").forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(JsonNode cells) {
    return cells
            .valueStream()
            .map(cell -> cell.isNull() ? "" : cell.toString())
            .collect(Collectors.joining(","))
        + "\n";
  }

  private JsonNode trainedOnJson() throws IOException {
    ObjectNode dataset = split();
    dataset.putArray("ignore").add("name");
    dataset.put("missing", "mean");
    ObjectNode request = MAPPER.createObjectNode();
    request.set("dataset", dataset);
    request.putObject("hyperparameters").put("epochs", 50);
    return service.train(request.toString()).expect(201).json();
  }

  private static void assertSame(JsonNode model, JsonNode other) {
    for (String field :
        List.of("W", "b", "featureNames", "classes", "columns", "findings", "fingerprint")) {
      assertThat(model.get(field)).as(field).isNotNull().isEqualTo(other.get(field));
    }
    // Three classes but one, a sex, two numbers, three ports but one and those missing, alone.
    assertThat(model.get("W").size()).isEqualTo(2 + 1 + 2 + 3 + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hyparquet-snappy",
        "hyparquet-gzip",
        "hyparquet-groups",
        "arrow-v1-snappy",
        "arrow-v2-gzip",
        "arrow-v2-plain"
      })
  void passengers_trainAsTheyDoInOtherFormats(String writer) throws IOException {
    JsonNode model = train(OPTIONS, "passengers-" + writer).expect(201).json();

    assertSame(model, trainedOnJson());
    assertSame(
        model,
        service
            .post("/train" + OPTIONS, "text/csv", csv().getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json());
    assertThat(model.at("/classes/positive").stringValue()).isEqualTo("yes");
  }

  @Test
  void passengers_trainOnEveryPathOfTables() throws IOException {
    byte[] file = golden("passengers-arrow-v1-snappy.parquet");
    JsonNode model = train(OPTIONS, "passengers-arrow-v1-snappy").expect(201).json();

    JsonNode dryRun = service.post("/train/dry-run" + OPTIONS, PARQUET, file).expect(200).json();
    assertThat(dryRun.get("columns")).isEqualTo(model.get("columns"));
    JsonNode preview =
        service
            .post("/train/dry-run" + OPTIONS + "&preview=2", PARQUET, file)
            .expect(200)
            .json()
            .get("preview");
    assertThat(preview.get("cells").size()).isEqualTo(2);
    assertThat(preview.has("csv")).isFalse();
    String events = service.post("/train/events" + OPTIONS, PARQUET, file).expect(200).text();
    assertThat(events).contains(model.get("fingerprint").stringValue());
    service.post("/trainings" + OPTIONS, PARQUET, file).expect(202);
    JsonNode compressed =
        service
            .send(
                "POST",
                "/train" + OPTIONS,
                BodyPublishers.ofByteArray(Gzip.of(file)),
                "Content-Type",
                PARQUET,
                "Content-Encoding",
                "gzip")
            .expect(201)
            .json();
    assertThat(compressed.get("W")).isEqualTo(model.get("W"));
  }

  @Test
  void passengers_arePredictedForByNameInEachFormatOfResponses() throws IOException {
    String id = trainedOnJson().get("modelId").stringValue();
    ObjectNode request = MAPPER.createObjectNode().put("modelId", id);
    request.set("x", rowsOfFeatures());
    JsonNode expected = service.predict(request.toString()).expect(200).json();
    byte[] file = golden("passengers-hyparquet-snappy.parquet");
    String path = "/predict?model=" + id;

    Answer json = service.post(path, PARQUET, file);

    assertThat(json.expect(200).header("Content-Type")).startsWith("application/json");
    assertThat(json.json()).isEqualTo(expected);
    String csv = service.post(path, PARQUET, file, "text/csv").expect(200).text();
    assertThat(
            csv.lines().skip(1).map(line -> Double.valueOf(line.substring(0, line.indexOf(',')))))
        .containsExactlyElementsOf(
            expected.get("predictions").valueStream().map(JsonNode::doubleValue).toList());
    service.post(path, PARQUET, file, PARQUET).expectProblem(406, "not-acceptable");
  }

  private static ArrayNode rowsOfFeatures() throws IOException {
    JsonNode table = passengers();
    ArrayNode rows = MAPPER.createArrayNode();
    for (int i = 0; i < table.get("name").size(); i++) {
      ObjectNode row = rows.addObject();
      for (String name : List.of("class", "sex", "age", "fare", "port", "alone")) {
        row.set(name, table.get(name).get(i));
      }
    }
    return rows;
  }

  @Test
  void missingCells_areNamedByRowAndColumn() throws IOException {
    Answer answer = train("?ignore=name,port", "passengers-arrow-v2-plain");

    answer.expectProblem(
        422,
        "missing-values",
        "row=3 column=age",
        "row=10 column=age",
        "row=17 column=age",
        "row=24 column=age",
        "row=31 column=age",
        "row=38 column=age",
        "row=45 column=age",
        "row=52 column=age",
        "row=59 column=age");
    assertThat(answer.text()).contains("Row 3, column \\\"age\\\"");
  }

  @Test
  void columnsThatAreNotRead_areNamed_unlessTheyAreIgnored() throws IOException {
    Answer refused = train("", "refused-columns");
    refused.expectProblem(422, "unsupported-column", "column=when", "column=key", "column=blob");
    assertThat(refused.text())
        .contains("timestamps (INT64)", "UUIDs (FIXED_LEN_BYTE_ARRAY)", "ignore=");
    Answer nested = train("?ignore=day", "refused-nested");
    nested.expectProblem(422, "unsupported-column", "column=list", "column=point");
    assertThat(nested.text()).contains("lists", "structs");
    train("?target=day", "refused-nested")
        .expectProblem(422, "unsupported-column", "column=day", "column=list", "column=point");

    JsonNode model = train("?ignore=when,key,blob", "refused-columns").expect(201).json();
    JsonNode other = train("?ignore=day,list,point", "refused-nested").expect(201).json();

    assertThat(model.get("featureNames").toString()).isEqualTo("[\"x\"]");
    assertThat(other.get("W")).isEqualTo(model.get("W"));
    String path = "/predict?model=" + model.get("modelId").stringValue();
    JsonNode predicted =
        service.post(path, PARQUET, golden("refused-columns.parquet")).expect(200).json();
    assertThat(predicted.get("predictions").size()).isEqualTo(4);
  }

  @Test
  void columnThatIsNotRead_isRefusedWhereTheModelNeedsIt() throws IOException {
    String id =
        service
            .train(
                """
                {"dataset": {"x": [[0.5, 1], [1.5, 2]], "y": [0, 1], "featureNames": ["x", "day"]}}""")
            .expect(201)
            .json()
            .get("modelId")
            .stringValue();

    service
        .post("/predict?model=" + id, PARQUET, golden("refused-day.parquet"))
        .expectProblem(422, "unsupported-column", "column=day");
  }

  @Test
  void integersBeyondADouble_areNamed_unlessTheyAreIgnored() throws IOException {
    train("", "refused-beyond-double")
        .expectProblem(422, "unusable-cell", "row=1 column=id", "row=3 column=id");
    train("?ignore=id", "refused-beyond-double").expect(201);
  }

  @Test
  void indexOfPandas_isLeftOut() throws IOException {
    JsonNode model = train("?missing=mean", "index").expect(201).json();

    assertThat(model.get("featureNames").toString()).isEqualTo("[\"a\",\"b\"]");
    JsonNode finding = model.at("/findings/0");
    assertThat(finding.get("code").stringValue()).isEqualTo("INDEX_COLUMN");
    assertThat(finding.toString()).contains("__index_level_0__");
    assertThat(model.at("/columns/1/missing").doubleValue()).isEqualTo(3);
    service
        .post(
            "/predict?model=" + model.get("modelId").stringValue(),
            PARQUET,
            golden("index.parquet"))
        .expect(200);
    train("?missing=mean&ignore=__index_level_0__", "index").expect(201);
    train("?missing=mean&ignore=y&target=__index_level_0__&positive=9", "index").expect(201);
  }

  @Test
  void otherOptionsOfTables_holdToo() throws IOException {
    JsonNode model =
        train(
                "?ignore=name&missing=dropRows&target=sex&positive=female&weights=fare"
                    + "&classWeights=balanced&epochs=5",
                "passengers-arrow-v1-gzip")
            .expect(201)
            .json();

    assertThat(model.at("/classes/positive").stringValue()).isEqualTo("female");
    assertThat(model.get("featureNames").toString()).doesNotContain("fare", "name");
    train("?target=absent", "index").expectProblem(422, "unknown-target", "parameter=target");
    train("?ignore=absent", "index").expectProblem(422, "unknown-column", "parameter=ignore");
    train("?decimal=comma", "index").expect(400);
  }

  @Test
  void compressionThatIsNotRead_isNamed() throws IOException {
    Answer refused = train(OPTIONS, "passengers-arrow-v2-zstd");

    refused.expectProblem(422, "unsupported-parquet");
    assertThat(refused.text()).contains("ZSTD", "snappy", "gzip");
  }

  @Test
  void filesThatAreCutOffOrOfAnotherFormat_areNamed() throws IOException {
    byte[] file = golden("index.parquet");
    service
        .post("/train", PARQUET, Arrays.copyOf(file, file.length - 1))
        .expectProblem(400, "malformed-parquet");
    service
        .post("/predict?model=x", PARQUET, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))
        .expectProblem(400, "malformed-parquet");
    service.post("/train", PARQUET, new byte[0]).expect(400);
    assertThat(service.post("/train", "text/csv", file).expect(400).text())
        .contains("Content-Type: " + PARQUET);
  }

  @Test
  void upload_saysWhichFormatsItTakes() throws IOException {
    Answer refused = service.post("/trainings/upload", PARQUET, golden("index.parquet"));

    refused.expectProblem(415, "unsupported-media-type");
    assertThat(refused.text()).contains("text/csv", "application/x-ndjson", "application/x-npy");
  }

  @Test
  void fewBytesThatAnnounceMuch_getAShortAnswer() {
    byte[] rows =
        CraftedFile.of(CraftedFile.INT32, 1_000_000_000)
            .data(1_000_000_000, CraftedFile.PLAIN, CraftedFile.levels(1_000_000_000, 0))
            .bytes();
    byte[] page =
        CraftedFile.of(CraftedFile.INT32, 1)
            .data(1, CraftedFile.PLAIN, Integer.MAX_VALUE, 4, new byte[4])
            .bytes();

    for (byte[] file : List.of(rows, page)) {
      for (String path : List.of("/train", "/train/dry-run", "/predict?model=x")) {
        Answer refused = service.post(path, PARQUET, file);
        refused.expectProblem(413, "request-too-large");
        assertThat(refused.body()).hasSizeLessThan(1024);
      }
    }
  }
}
