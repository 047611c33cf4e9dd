package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trainings that go on from somewhere: startFrom by id and name, initial. */
@RunningService
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
}
