package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trainings that go on from somewhere: startFrom by id and name, initial. */
@ServiceTest
class TrainStartBlackBoxTest {

  private static final String HYPERPARAMETERS =
      "\"learningRate\": 0.3, \"l2\": 0.001, \"loss\": \"crossEntropy\"";

  private final ServiceClient service;
  private final String name = "start-" + UUID.randomUUID();
  private JsonNode start = Answer.parse("{}");

  TrainStartBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void trainTenEpochs() {
    start = train(10, "");
  }

  private JsonNode train(int epochs, String more) {
    return service
        .train(
            """
            {"name": "%s", "dataset": %s, "hyperparameters": {%s, "epochs": %d%s}}"""
                .formatted(name, Examples.SLIDES, HYPERPARAMETERS, epochs, more))
        .expect(201)
        .json();
  }

  private String id() {
    return start.get("modelId").stringValue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void startFrom_idOrName_goesOnBitForBit(boolean byId) {
    JsonNode whole = train(25, "");
    start = train(10, "");

    JsonNode rest = train(15, ", \"startFrom\": \"%s\"".formatted(byId ? id() : name));

    assertThat(rest.get("W")).isEqualTo(whole.get("W"));
    assertThat(rest.get("b")).isEqualTo(whole.get("b"));
    assertThat(rest.get("loss")).isEqualTo(whole.get("loss"));
    double[] losses = array(whole.get("lossHistory"));
    assertThat(array(rest.get("lossHistory"))).containsExactly(Arrays.copyOfRange(losses, 10, 25));
  }

  @Test
  void startFrom_name_isEchoedAsTheIdOfThatTime() {
    JsonNode rest = train(5, ", \"startFrom\": \"%s\"".formatted(name));

    JsonNode hyperparameters = rest.get("hyperparameters");
    assertThat(hyperparameters.get("startFrom").stringValue()).isEqualTo(id());
    assertThat(hyperparameters.has("initialization")).isFalse();
    assertThat(hyperparameters.has("initial")).isFalse();
    assertThat(start.get("hyperparameters").has("startFrom")).isFalse();
  }

  @Test
  void initial_ofAModel_isTheSameTrainingAsStartFromIt() {
    JsonNode byId = train(5, ", \"startFrom\": \"%s\"".formatted(id()));

    JsonNode byNumbers =
        train(5, ", \"initial\": {\"W\": %s, \"b\": %s}".formatted(start.get("W"), start.get("b")));

    assertThat(byNumbers.get("W")).isEqualTo(byId.get("W"));
    assertThat(byNumbers.get("b")).isEqualTo(byId.get("b"));
    assertThat(byNumbers.get("fingerprint")).isEqualTo(byId.get("fingerprint"));
    JsonNode initial = byNumbers.get("hyperparameters").get("initial");
    assertThat(initial.get("W")).isEqualTo(start.get("W"));
    assertThat(initial.get("b")).isEqualTo(start.get("b"));
  }

  @Test
  void uniform_otherSeed_startsElsewhere() {
    JsonNode seed0 = train(1, ", \"initialization\": \"uniform\"");
    JsonNode seed1 = train(1, ", \"initialization\": \"uniform\", \"seed\": 1");

    assertThat(seed1.get("W")).isNotEqualTo(seed0.get("W"));
    assertThat(seed1.get("fingerprint")).isNotEqualTo(seed0.get("fingerprint"));
    assertThat(seed1.get("hyperparameters").get("initialization").stringValue())
        .isEqualTo("uniform");
  }

  @Test
  void name_trainedAgain_pointsAtTheNewest() {
    JsonNode newest = train(20, "");

    assertThat(service.get("/models/" + name).expect(200).json()).isEqualTo(newest);
    assertThat(service.get("/models/" + id()).expect(200).json()).isEqualTo(start);
    assertThat(newest.get("name").stringValue()).isEqualTo(name);
  }

  @Test
  void startFrom_otherNumberOfFeatures_isRefused() {
    service
        .train(
            """
            {"dataset": {"x": [[1], [0]], "y": [1, 0]}, "hyperparameters": {"startFrom": "%s"}}"""
                .formatted(id()))
        .expectProblem(422, "wrong-feature-count", "#/hyperparameters/startFrom");
  }

  @Test
  void startFrom_unknown_isNotFound() {
    service
        .train(Examples.slides("{\"startFrom\": \"nobody\"}"))
        .expectProblem(404, "model-not-found", "#/hyperparameters/startFrom");
  }

  /** Three features in a circle, so that the inverse of the permutation would be seen. */
  private static final String ABC =
      """
      {"x": [[0, 2, 1], [1, 5, 1], [3, 0, 1], [0, 1, 4], [2, 2, 2]], "y": [0, 1, 1, 0, 1],
       "featureNames": ["a", "b", "c"]}""";

  private static final String CAB =
      """
      {"x": [[1, 0, 2], [1, 1, 5], [1, 3, 0], [4, 0, 1], [2, 2, 2]], "y": [0, 1, 1, 0, 1],
       "featureNames": ["c", "a", "b"]}""";

  private static final String CAB_TABLE = "c,a,b,y\n1,0,2,0\n1,1,5,1\n1,3,0,1\n4,0,1,0\n2,2,2,1\n";

  private static String named(String dataset, String hyperparameters) {
    return """
        {"dataset": %s, "hyperparameters": {"epochs": %s}}"""
        .formatted(dataset, hyperparameters)
        .replace("\n", "");
  }

  private String abc() {
    return service.train(named(ABC, "20")).expect(201).json().get("modelId").stringValue();
  }

  /** The last 10 of 30 epochs, on the columns in another order. */
  private void assertGoesOn(JsonNode rest) {
    JsonNode whole = service.train(named(ABC, "30")).expect(201).json();
    double[] losses = array(whole.get("lossHistory"));
    assertThat(array(rest.get("lossHistory")))
        .containsExactly(Arrays.copyOfRange(losses, 20, 30), within(1e-12));
    double[] weights = array(whole.get("W"));
    assertThat(array(rest.get("W")))
        .containsExactly(new double[] {weights[2], weights[0], weights[1]}, within(1e-12));
    assertThat(rest.get("b").doubleValue()).isCloseTo(whole.get("b").doubleValue(), within(1e-12));
  }

  @Test
  void startFrom_columnsInAnotherOrder_goesOnByTheirNames() {
    String id = abc();

    JsonNode rest =
        service.train(named(CAB, "10, \"startFrom\": \"%s\"".formatted(id))).expect(201).json();

    assertGoesOn(rest);
    assertThat(rest.get("featureNames").toString()).isEqualTo("[\"c\",\"a\",\"b\"]");
    JsonNode first = service.get("/models/" + id).expect(200).json();
    JsonNode w = first.get("W");
    JsonNode byNumbers =
        service
            .train(
                named(
                    CAB,
                    "10, \"initial\": {\"W\": [%s, %s, %s], \"b\": %s}"
                        .formatted(w.get(2), w.get(0), w.get(1), first.get("b"))))
            .expect(201)
            .json();
    assertThat(rest.get("fingerprint")).isEqualTo(byNumbers.get("fingerprint"));
  }

  @Test
  void startFrom_tableLinesAndUploadInAnotherOrder_goOnByTheirNames() {
    String id = abc();
    String query = "?epochs=10&startFrom=" + id;
    byte[] table = CAB_TABLE.getBytes(StandardCharsets.UTF_8);

    assertGoesOn(service.post("/train" + query, "text/csv", table).expect(201).json());
    String line = named(CAB, "10, \"startFrom\": \"%s\"".formatted(id));
    assertGoesOn(
        service
            .post("/train", "application/x-ndjson", line.getBytes(StandardCharsets.UTF_8))
            .expect(200)
            .json());
    String uploaded =
        service.post("/trainings/upload" + query, "text/csv", table).expect(202).header("Location");
    String model = Waiting.forTraining(service, uploaded).get("modelId").stringValue();
    assertGoesOn(service.get("/models/" + model).expect(200).json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/train", "/train?dryRun=true"})
  void startFrom_otherNames_isRefusedWithTheNames(String path) {
    String other = CAB.replace("\"c\"", "\"q\"");
    Answer answer = service.post(path, named(other, "10, \"startFrom\": \"%s\"".formatted(abc())));

    answer.expectProblem(422, "feature-name-mismatch", "#/hyperparameters/startFrom");
    assertThat(answer.json().get("detail").stringValue())
        .contains("Missing: c. Not known to the model: q.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/train", "/trainings/upload"})
  void startFrom_tableOfOtherNames_isRefusedWithTheNames(String path) {
    String table = CAB_TABLE.replace("c,a", "q,a");

    Answer answer =
        service.post(
            path + "?epochs=10&startFrom=" + abc(),
            "text/csv",
            table.getBytes(StandardCharsets.UTF_8));

    answer.expectProblem(422, "feature-name-mismatch", "parameter=startFrom");
    assertThat(answer.json().get("detail").stringValue())
        .contains("Missing: c. Not known to the model: q.");
  }

  @Test
  void startFrom_namesOnOneSideAlone_goesByPosition() {
    String nameless = ABC.replaceFirst(",\\s*\"featureNames\": .*]", "");
    String id = abc();

    JsonNode rest =
        service.train(named(nameless, "10, \"startFrom\": \"%s\"".formatted(id))).json();

    JsonNode named = service.train(named(ABC, "10, \"startFrom\": \"%s\"".formatted(id))).json();
    assertThat(rest.get("W")).isEqualTo(named.get("W"));
    assertThat(rest.get("fingerprint")).isEqualTo(named.get("fingerprint"));
  }
}
