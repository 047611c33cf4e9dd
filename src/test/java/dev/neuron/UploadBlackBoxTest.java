package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.MemoryShare;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tables of any length are trained on as those of one body are. */
@ServiceTest
class UploadBlackBoxTest {

  private static final String SLIDES = "x1,x2,x3,y\n0,0,1,0\n1,1,1,1\n1,0,1,1\n0,1,1,0\n";
  private static final int CHUNK = 4096;

  private final ServiceClient service;
  private final BodyMemory memory;

  UploadBlackBoxTest(@LocalServerPort int port, @Autowired BodyMemory memory) {
    this.memory = memory;
    service = new ServiceClient(port);
  }

  private Answer upload(String query, String type, String body) {
    return upload(query, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer upload(String query, String type, byte[] body) {
    return service.post("/trainings/upload" + query, type, body);
  }

  private Answer csv(String query, String table) {
    return upload(query, "text/csv", table);
  }

  /** The model of an upload, when it has been trained. */
  private JsonNode model(Answer accepted) {
    JsonNode done = Waiting.forTraining(service, accepted.expect(202).header("Location"));
    assertThat(done.get("state").stringValue()).as(done.toString()).isEqualTo("SUCCEEDED");
    return service.get("/models/" + done.get("modelId").stringValue()).expect(200).json();
  }

  /** So many rows, the class by the first of two features and chance. */
  static String table(int rows) {
    Random random = new Random(4);
    return IntStream.range(0, rows)
        .mapToObj(
            i -> {
              double a = random.nextGaussian();
              int y = a + random.nextGaussian() > 0 ? 1 : 0;
              return a + "," + random.nextInt(100) + "," + y;
            })
        .collect(Collectors.joining("\n", "a,b,y\n", "\n"));
  }

  static void assertSameTraining(JsonNode model, JsonNode expected) {
    for (String field :
        new String[] {
          "W",
          "b",
          "loss",
          "accuracy",
          "lossHistory",
          "epochsRun",
          "stopReason",
          "fingerprint",
          "dataset",
          "featureNames",
          "hyperparameters"
        }) {
      assertThat(model.get(field)).as(field).isEqualTo(expected.get(field));
    }
  }

  @Test
  void slides_areTrainedOnAsInOneBody() {
    JsonNode expected =
        service
            .post("/train?epochs=20", "text/csv", SLIDES.getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();
    Answer accepted = csv("?epochs=20&name=uploaded", SLIDES);

    JsonNode model = model(accepted);

    assertThat(accepted.header("Location")).matches("/trainings/[A-Za-z0-9_-]{22}");
    assertThat(accepted.header("Preference-Applied")).isEmpty();
    assertThat(accepted.json().get("epochs").intValue()).isEqualTo(20);
    assertSameTraining(model, expected);
    assertThat(model.get("findings")).isEqualTo(expected.get("findings"));
    assertThat(model.get("name").stringValue()).isEqualTo("uploaded");
    service.predict("{\"modelId\": \"uploaded\", \"x\": [0, 0, 0]}").expect(200);
  }

  @Test
  void manyChunks_standardised_areTrainedOnAsInOneBody() {
    String table = table(5 * CHUNK + 100);
    String query =
        "?epochs=30&standardize=true&momentum=0.5&l2=1e-4&tolerance=0&lossHistoryPoints=9";
    JsonNode expected =
        service
            .post("/train" + query, "text/csv", table.getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();
    assertSameTraining(model(csv(query, table)), expected);
  }

  /** More rows than are looked at one by one: findings on the columns are still of all rows. */
  @Test
  void columns_areLookedAtToTheEnd() {
    int rows = 17 * CHUNK;
    StringBuilder table = new StringBuilder("constant,late,wide,y\n");
    for (int i = 0; i < rows; i++) {
      table.append("3,").append(i < rows - 1 ? 0 : 1).append(',');
      table.append(i % 1000).append(',').append(i % 2).append('\n');
    }
    JsonNode expected =
        service
            .post(
                "/train?epochs=3&learningRate=1e-7",
                "text/csv",
                table.toString().getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();
    JsonNode model = model(csv("?epochs=3&learningRate=1e-7", table.toString()));

    assertSameTraining(model, expected);
    assertThat(model.get("findings")).isEqualTo(expected.get("findings"));
    assertThat(model.get("findings").toString()).contains("CONSTANT_FEATURE", "UNSCALED_FEATURE");
  }

  @Test
  void everyFormat_isTheSameTraining() {
    JsonNode expected = model(csv("?epochs=5&target=x1", SLIDES));
    String arrays = "[0,0,1,0]\n[1,1,1,1]\n\n[1,0,1,1]\n[0,1,1,0]\n";
    String objects =
        """
        {"x1":0,"x2":0,"x3":1,"y":0}
        {"y":1,"x1":1,"x2":1,"x3":1}
        {"x1":1,"x2":0,"x3":1,"y":1}
        {"x1":0,"x2":1,"x3":1,"y":0}
        """;
    byte[] array = Npy.array("(4, 4)", 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0);

    JsonNode named = model(upload("?epochs=5&target=x1", "application/x-ndjson", objects));
    assertSameTraining(named, expected);
    for (JsonNode model :
        new JsonNode[] {
          model(upload("?epochs=5&target=0", "application/x-ndjson", arrays)),
          model(upload("?epochs=5&target=0", "application/x-npy", array)),
        }) {
      assertThat(model.get("fingerprint")).isEqualTo(expected.get("fingerprint"));
      assertThat(model.get("W")).isEqualTo(expected.get("W"));
      assertThat(model.has("featureNames")).isFalse();
    }
  }

  @Test
  void longerThanABody_isTaken() {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    table.writeBytes("a,b,y\n".getBytes(StandardCharsets.UTF_8));
    byte[] row =
        "0.000000000000000000001,0.000000000000000001,1\n".getBytes(StandardCharsets.UTF_8);
    int rows = (17 << 20) / row.length;
    for (int i = 0; i < rows; i++) {
      table.writeBytes(row);
    }
    service.post("/train?epochs=1", "text/csv", table.toByteArray()).expect(413);
    JsonNode model = model(upload("?epochs=1", "text/csv", table.toByteArray()));
    assertThat(model.get("dataset").get("rows").intValue()).isEqualTo(rows);
  }

  @Test
  void startFrom_goesOnFromAModel() {
    JsonNode first = model(csv("?epochs=10", SLIDES));
    String id = first.get("modelId").stringValue();
    String query = "?epochs=10&startFrom=" + id;
    JsonNode expected =
        service
            .post("/train" + query, "text/csv", SLIDES.getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();
    assertSameTraining(model(csv(query, SLIDES)), expected);
    csv("?epochs=1&startFrom=" + id, "a,y\n1,0\n")
        .expectProblem(422, "wrong-feature-count", "parameter=startFrom");
    csv("?initial=%7B%22W%22:%5B1%5D,%22b%22:0%7D", SLIDES)
        .expectProblem(422, "wrong-feature-count", "parameter=initial");
    csv("?startFrom=nobody", SLIDES).expectProblem(404, "model-not-found", "parameter=startFrom");
  }

  @Test
  void running_isSeenAndCancelled_andKeepsItsModel() {
    String location =
        csv("?epochs=10000000&standardize=true", table(2 * CHUNK)).expect(202).header("Location");
    Waiting.until(
        "progress", () -> service.get(location).expect(200).json().get("epoch").intValue() > 0);

    service.delete(location).expect(202);

    JsonNode done = Waiting.forTraining(service, location);
    assertThat(done.get("state").stringValue()).isEqualTo("CANCELLED");
    JsonNode model = service.get("/models/" + done.get("modelId").stringValue()).json();
    assertThat(model.get("stopReason").stringValue()).isEqualTo("CANCELLED");
  }

  @ParameterizedTest
  @CsvSource({"batchSize=2", "shuffle=true", "shuffle=false", "validationFraction=0.5"})
  void parts_areRefusedByTheirParameter(String parameter) {
    String name = parameter.substring(0, parameter.indexOf('='));
    Answer refused = csv("?" + parameter, SLIDES);
    refused.expectProblem(422, "invalid-hyperparameter", "parameter=" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "?epochs=0, invalid-hyperparameter, epochs",
    "?epochs=10000001, invalid-hyperparameter, epochs",
    "?learningRate=-1, invalid-hyperparameter, learningRate",
    "?name=a%20b, invalid-name, name",
    "?lossHistoryPoints=0, invalid-hyperparameter, lossHistoryPoints",
    "?target=z, unknown-target, target",
    "?initialization=zeros&startFrom=a, conflicting-fields, startFrom"
  })
  void query_malformed_isRefused(String query, String type, String parameter) {
    csv(query, SLIDES).expectProblem(422, type, "parameter=" + parameter);
  }

  @Test
  void table_malformed_isRefusedWhereItIs() {
    csv("", "a,y\n1,0\n1\n").expectProblem(422, "ragged-rows", "line=3");
    csv("", "a,y\n1,0\n,1\n").expectProblem(422, "missing-values", "line=3 column=a");
    csv("", "a,y\n1,0\n1e999,1\n").expectProblem(422, "unusable-cell", "line=3 column=a");
    csv("", "a,y\n").expectProblem(422, "no-rows");
    csv("", "y\n1\n").expectProblem(422, "wrong-feature-count");
    csv("", "a,a\n1,1\n").expectProblem(422, "invalid-feature-names", "line=1 column=a");
    csv("", "").expectProblem(400, "malformed-csv");
    upload("", "application/x-ndjson", "[1,0]\n[1,x]\n")
        .expectProblem(400, "malformed-json", "line=2");
    upload("", "application/x-ndjson", "[1,0]\n[1]\n").expectProblem(422, "ragged-rows", "line=2");
    for (String empty : List.of("[]\n[1,0]\n", "{}\n{\"a\":1}\n")) {
      upload("", "application/x-ndjson", empty).expectProblem(422, "ragged-rows", "line=1");
    }
    upload("", "application/x-npy", "x").expectProblem(400, "malformed-npy");
    upload("", "application/x-npy", Npy.array("(4,)", 0, 0, 1, 0)).expectProblem(422, "no-rows");
    upload("", "application/json", "{}").expectProblem(415, "unsupported-media-type");
  }

  @Test
  void target_inALaterChunk_isNamedByItsLine() {
    Answer refused = csv("", table(CHUNK + 5) + "1,2,7\n");
    refused.expectProblem(422, "more-than-two-classes", "line=%d column=y".formatted(CHUNK + 7));

    String lines = "[1,0]\n[2,1]\n".repeat(CHUNK / 2 + 2) + "\n[1,null]\n";
    refused = upload("", "application/x-ndjson", lines);
    refused.expectProblem(422, "missing-values", "line=%d column=1".formatted(CHUNK + 6));
  }

  /** Rows with categories, missing cells, a weight and two named classes. */
  static String passengers(int rows) {
    Random random = new Random(22);
    StringBuilder table = new StringBuilder("name,sex,age,port,survived,weight\n");
    for (int i = 0; i < rows; i++) {
      String sex = random.nextInt(3) == 0 ? "female" : "male";
      String port = i < 2 * CHUNK ? "" + random.nextInt(2) : List.of("S", "C", "").get(i % 3);
      boolean survived = random.nextDouble() < (sex.equals("female") ? 0.7 : 0.2);
      table.append("\"P, ").append(i % 900).append("\",").append(sex).append(',');
      table.append(random.nextInt(5) == 0 ? "" : random.nextInt(80)).append(',').append(port);
      table.append(',').append(survived ? "yes" : "no");
      table.append(',').append(random.nextInt(4) / 2.0).append('\n');
    }
    return table.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?ignore=name&missing=mean&weights=weight&classWeights=balanced",
        "?ignore=name,weight&missing=dropRows&positive=no",
        "?ignore=name,age,weight&missing=mean&classWeights=%7B%22yes%22:3%7D&standardize=true",
        "?ignore=name&missing=mean&categories=age&maxCategories=100&weights=weight",
      })
  void passengers_areTrainedOnAsInOneBody(String options) {
    String table = passengers(3 * CHUNK + 55);
    String query = options + "&target=survived&epochs=5";
    JsonNode expected =
        service
            .post("/train" + query, "text/csv", table.getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .json();

    JsonNode model = model(csv(query, table));

    assertSameTraining(model, expected);
    for (String field : new String[] {"columns", "classes", "findings"}) {
      assertThat(model.get(field)).as(field).isEqualTo(expected.get(field));
    }
    assertThat(
            service
                .predict(
                    """
                    {"modelId": "%s",
                     "x": [{"sex": "female", "age": 30, "port": "S", "name": "x"}]}"""
                        .formatted(model.get("modelId").stringValue()))
                .expect(200)
                .json()
                .at("/labels/0")
                .stringValue())
        .isIn("yes", "no");
  }

  @Test
  void objects_withTexts_areTrainedOn_andGoOnFromTheirModel() {
    String lines =
        """
        {"sex":"f","age":30,"member":true,"y":"ja"}
        {"age":40,"sex":"m","y":"nein","member":false}
        {"sex":"m","age":null,"y":"ja","member":true}
        {"sex":"f","y":"nein","member":false}
        """;
    String query = "?missing=mean&epochs=10&target=y";
    JsonNode first = model(upload(query, "application/x-ndjson", lines));
    assertThat(first.at("/classes/positive").stringValue()).isEqualTo("ja");
    assertThat(first.get("featureNames").toString()).isEqualTo("[\"sex=m\",\"age\",\"member\"]");

    String id = first.get("modelId").stringValue();
    String goingOn = query + "&startFrom=" + id;
    JsonNode second = model(upload(goingOn, "application/x-ndjson", lines));
    assertThat(second.get("lossHistory").get(0)).isEqualTo(first.get("loss"));
    assertThat(second.get("columns")).isEqualTo(first.get("columns"));

    upload(goingOn, "application/x-ndjson", lines.replace("\"m\"", "\"d\""))
        .expectProblem(422, "unknown-category", "line=2 column=sex", "line=3 column=sex");
    upload(goingOn, "application/x-ndjson", lines.replace("nein", "no"))
        .expectProblem(422, "unknown-class", "line=2 column=y");
    upload(query, "application/x-ndjson", lines + "{\"sex\":\"f\",\"late\":1}\n")
        .expectProblem(422, "feature-name-mismatch", "line=5");
  }

  /** The number of weights is known when all levels are. */
  @Test
  void initial_ofATableWithCategories_hasAWeightForEachFeature() {
    String table = "color,x,y\nred,1,0\nblue,2,1\ngreen,3,1\n";
    String query = "?epochs=1&initial=%7B%22W%22:%5B1,2,3%5D,%22b%22:0%7D";
    assertThat(model(csv(query, table)).get("W").size()).isEqualTo(3);
    csv("?initial=%7B%22W%22:%5B1,2%5D,%22b%22:0%7D", table)
        .expectProblem(422, "wrong-feature-count", "parameter=initial");
  }

  @Test
  void cells_thatCannotBeUsed_areCountedOverAllChunks() {
    String table = passengers(2 * CHUNK);
    String detail =
        csv("?ignore=name,weight&target=survived", table)
            .expect(422)
            .json()
            .get("detail")
            .stringValue();
    long missing = table.lines().filter(line -> line.contains("male,,")).count();
    assertThat(missing).isGreaterThan(1000);
    assertThat(detail).contains("Missing are: \"age\" " + missing + ". ", "missing=mean");
    csv("?ignore=weight&missing=mean&target=survived", table)
        .expectProblem(422, "too-many-categories");
    assertThat(csv("?weights=sex&target=survived", table).expect(422).places())
        .startsWith("line=2 column=sex", "line=3 column=sex");
    csv("?ignore=absent&target=survived", table)
        .expectProblem(422, "unknown-column", "parameter=ignore");
    csv("?maxCategories=1&target=survived", table)
        .expectProblem(422, "invalid-hyperparameter", "parameter=maxCategories");
    csv("?classWeights=%7B%22z%22:3%7D&ignore=name,age&target=survived&missing=mean", table)
        .expectProblem(422, "unknown-class", "parameter=classWeights");
    Waiting.until("memory given back", () -> bytes() == 0);
  }

  @Test
  void row_thatIsTooWide_isRefused() {
    String row = "0,".repeat(2048) + "1";
    upload("", "application/x-ndjson", "[" + row + "]\n")
        .expectProblem(422, "too-many-features", "line=1");
    csv("", IntStream.range(0, 2049).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\n")
        .expectProblem(422, "too-many-features", "line=1");
  }

  @Test
  void memory_isGivenBack_whateverBecomesOfTheUpload() {
    model(csv("?epochs=1", table(CHUNK + 1)));
    csv("", table(CHUNK + 5) + "1,2,7\n").expect(422);
    csv("", table(CHUNK + 5) + ",2,1\n").expect(422);
    String location = csv("?epochs=10000000", table(2 * CHUNK)).expect(202).header("Location");
    assertThat(bytes()).isPositive();
    service.delete(location);
    Waiting.until("memory given back", () -> bytes() == 0);
  }

  /** A table is read once the first 64 kB have come, which show its delimiter. */
  @Test
  void memoryForBodies_isGivenBack_howeverTheBodyComes() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), service.uri("/").getPort())) {
        OutputStream out = socket.getOutputStream();
        byte[] table = table(8 * CHUNK).getBytes(StandardCharsets.US_ASCII);
        String head =
            """
            POST /trainings/upload?epochs=1 HTTP/1.1\r
            Host: localhost\r
            Content-Type: text/csv\r
            Connection: close\r
            Content-Length: %d\r
            \r
            """
                .formatted(table.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(table, 0, 80_000);
        out.flush();
        Waiting.until("the first row", () -> !isAllFree());
        out.write(table, 80_000, table.length - 80_000);
        out.flush();
        assertThat(socket.getInputStream().readAllBytes())
            .asString(StandardCharsets.US_ASCII)
            .startsWith("HTTP/1.1 202");
      }
      Waiting.until("memory given back", this::isAllFree);
    }
  }

  private boolean isAllFree() {
    try (MemoryShare all = memory.begin(new Caller("test"))) {
      return all.tryResize(memory.total());
    }
  }

  @Test
  void client_thatGoesAwayInTheMiddle_leavesNothing() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.uri("/").getPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          """
          POST /trainings/upload HTTP/1.1\r
          Host: localhost\r
          Content-Type: text/csv\r
          Content-Length: 100000000\r
          \r
          """;
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(table(3 * CHUNK).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Waiting.until("rows taken", () -> bytes() > 0);
    }
    Waiting.until("memory given back", () -> bytes() == 0);
  }

  private double bytes() {
    return Scrape.of(service).value("neuron_upload_bytes");
  }

  @Test
  void tooCostly_isRefused() {
    csv("?epochs=10000000", table(340_000))
        .expectProblem(422, "training-too-costly", "parameter=epochs");
  }

  @Test
  void diverging_hasFailedWithTheParameter() {
    String location =
        csv("?epochs=1000&learningRate=1e300&l2=10", SLIDES).expect(202).header("Location");
    JsonNode failed = Waiting.forTraining(service, location);
    assertThat(failed.get("state").stringValue()).isEqualTo("FAILED");
    assertThat(failed.get("problem").get("type").stringValue())
        .isEqualTo("/problems/training-diverged");
    assertThat(failed.get("problem").get("errors").get(0).get("parameter").stringValue())
        .isEqualTo("learningRate");
  }
}
