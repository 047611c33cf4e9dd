package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Trains over HTTP and checks what can be checked by hand. */
@ServiceTest
class TrainBlackBoxTest {

  private final ServiceClient service;

  TrainBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @Test
  void slides_onlyTheDataset_learnTheFirstColumn() {
    Answer answer = service.train("{\"dataset\": " + Examples.SLIDES + "}").expect(201);

    JsonNode model = answer.json();
    assertThat(model.propertyNames())
        .containsExactlyInAnyOrder(
            "modelId",
            "W",
            "b",
            "loss",
            "accuracy",
            "columns",
            "classes",
            "lossHistory",
            "lossHistoryStride",
            "validationLossHistory",
            "epochsRun",
            "stopReason",
            "findings",
            "dataset",
            "hyperparameters",
            "fingerprint",
            "trainingMillis",
            "createdAt");
    double[] weights = array(model.get("W"));
    assertThat(weights).hasSize(3);
    assertThat(weights[0]).isGreaterThan(5);
    assertThat(model.get("b").doubleValue()).isNegative().isEqualTo(weights[2]);
    assertThat(model.get("loss").doubleValue()).isBetween(0.0, 0.003);
    assertThat(model.get("accuracy").doubleValue()).isEqualTo(1.0);
    assertThat(model.get("epochsRun").intValue()).isEqualTo(1000);
    assertThat(model.get("stopReason").stringValue()).isEqualTo("EPOCHS_COMPLETED");
    assertThat(model.get("trainingMillis").doubleValue()).isNotNegative();
  }

  @Test
  void slides_lossHistory_beginsAtAQuarterAndFalls() {
    JsonNode model = service.train("{\"dataset\": " + Examples.SLIDES + "}").expect(201).json();

    double[] losses = array(model.get("lossHistory"));
    assertThat(losses).hasSize(1000);
    assertThat(losses[0]).isEqualTo(0.25);
    assertThat(IntStream.range(1, 1000)).allMatch(i -> losses[i] < losses[i - 1]);
    assertThat(model.get("loss").doubleValue()).isLessThan(losses[999]);
    assertThat(model.get("lossHistoryStride").intValue()).isEqualTo(1);
    assertThat(model.get("validationLossHistory").size()).isZero();
  }

  @Test
  void slides_oneEpoch_isTheStepWorkedOutByHand() {
    JsonNode model = service.train(Examples.slides("{\"epochs\": 1}")).expect(201).json();

    // y − ŷ = ±1/2, ŷ (1 − ŷ) = 1/4: dL/dW = mean(−2 · (±1/2) · 1/4 · x) = (−1/8, 0, 0), dL/db = 0
    assertThat(array(model.get("W"))).containsExactly(0.0625, 0, 0);
    assertThat(model.get("b").doubleValue()).isZero();
    assertThat(array(model.get("lossHistory"))).containsExactly(0.25);
  }

  @Test
  void answer_hyperparameters_areAllThereWithTheirDefaults() {
    JsonNode model = service.train("{\"dataset\": " + Examples.SLIDES + "}").expect(201).json();

    assertThat(model.get("hyperparameters"))
        .isEqualTo(
            Answer.parse(
                """
                {"solver": "gradientDescent", "learningRate": 0.5, "epochs": 1000, "batchSize": 4,
                 "shuffle": false, "seed": 0, "momentum": 0.0, "l2": 0.0, "loss": "mse", "initialization": "zeros",
                 "standardize": false, "patience": 5, "validationFraction": 0.0,
                 "split": "classes"}"""));
    assertThat(model.get("dataset").get("rows").intValue()).isEqualTo(4);
    assertThat(model.get("dataset").get("features").intValue()).isEqualTo(3);
    assertThat(model.get("dataset").get("sha256").stringValue()).matches("[0-9a-f]{64}");
    assertThat(model.get("fingerprint").stringValue()).matches("[0-9a-f]{64}");
  }

  /** The only row of class 1 is trained on, whichever row the seed draws first. */
  @Test
  void heldOut_onlyRowOfAClass_isTrainedOn() {
    for (int seed = 0; seed < 8; seed++) {
      JsonNode model =
          service
              .train(
                  """
                  {"dataset": {"x": [[0], [1], [2], [9]], "y": [0, 0, 0, 1]},
                   "hyperparameters": {"validationFraction": 0.25, "seed": %d, "epochs": 3}}"""
                      .formatted(seed))
              .expect(201)
              .json();
      assertThat(model.get("findings").toString()).doesNotContain("ONE_CLASS", "in every row");
      assertThat(model.get("b").doubleValue()).isNotEqualTo(model.get("W").get(0).doubleValue());
      assertThat(model.get("validationAccuracy").isNumber()).isTrue();
    }
  }

  @Test
  void heldOut_noRowOfAClassLeft_isRefusedUnlessDrawnFromAllRows() {
    String request =
        """
        {"dataset": {"x": [[0], [9]], "y": [0, 1]},
         "hyperparameters": {"validationFraction": 0.5%s}}""";
    Answer refused = service.train(request.formatted("")).expect(422);
    assertThat(refused.json().toString())
        .contains("#/hyperparameters/validationFraction", "split to \\\"rows\\\"");
    JsonNode model = service.train(request.formatted(", \"split\": \"rows\"")).expect(201).json();
    assertThat(model.get("hyperparameters").get("split").stringValue()).isEqualTo("rows");
    service.train(request.formatted(", \"split\": \"row\"")).expect(400);
  }

  @Test
  void accuracy_rowOfWeightZero_doesNotCount() {
    JsonNode model =
        service
            .train(
                """
                {"dataset": {"x": [[1], [-1], [5]], "y": [1, 0, 0], "sampleWeights": [1, 1, 0]},
                 "hyperparameters": {"epochs": 50}}""")
            .expect(201)
            .json();
    assertThat(model.get("accuracy").doubleValue()).isEqualTo(1);
  }

  @Test
  void answer_location_leadsToTheSameModel() {
    Answer answer = service.train(Examples.slides("{}")).expect(201);

    String id = answer.json().get("modelId").stringValue();
    assertThat(id).matches("[A-Za-z0-9_-]{1,64}");
    assertThat(answer.header("Location")).isEqualTo("/models/" + id);
    assertThat(service.get(answer.header("Location")).expect(200).json()).isEqualTo(answer.json());
  }

  @Test
  void sameRequest_twice_hasTheSameBitsAndFingerprintButAnotherId() {
    String request = Examples.slides("{\"batchSize\": 1, \"seed\": 7, \"epochs\": 50}");
    JsonNode first = service.train(request).expect(201).json();
    JsonNode second = service.train(request).expect(201).json();

    for (String field : new String[] {"W", "b", "loss", "lossHistory", "fingerprint", "dataset"}) {
      assertThat(second.get(field)).as(field).isEqualTo(first.get(field));
    }
    assertThat(second.get("modelId")).isNotEqualTo(first.get("modelId"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "crossEntropy"})
  void breastCancer_standardized_isLearnedAndPredictedFromRawRows(String loss) {
    Examples.Table table = Examples.breastCancer();
    JsonNode model =
        service
            .train(
                "{\"dataset\": %s, \"hyperparameters\": {\"standardize\": true, \"loss\": \"%s\"}}"
                    .formatted(table.datasetJson(), loss))
            .expect(201)
            .json();
    double accuracy = model.get("accuracy").doubleValue();
    assertThat(accuracy).isBetween(0.98, 1.0);
    assertThat(model.get("dataset").get("rows").intValue()).isEqualTo(569);
    assertThat(model.get("dataset").get("features").intValue()).isEqualTo(30);

    String id = model.get("modelId").stringValue();
    JsonNode answer =
        service
            .predict("{\"modelId\": \"%s\", \"x\": %s}".formatted(id, table.xJson()))
            .expect(200)
            .json();
    long right =
        IntStream.range(0, 569)
            .filter(i -> answer.get("labels").get(i).intValue() == table.y().get(i))
            .count();
    assertThat(right / 569.0).isEqualTo(accuracy);
  }
}
