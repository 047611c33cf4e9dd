package dev.neuron.training;

import dev.neuron.core.Matrix;
import dev.neuron.model.ModelResponse;
import dev.neuron.model.ModelSnapshot;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /train}. */
@Tag(name = "Training")
@RestController
class TrainingController {

  private static final String SLIDES =
      """
      {
        "name": "first-column",
        "dataset": {
          "x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]],
          "y": [0, 1, 1, 0],
          "featureNames": ["x1", "x2", "x3"]
        },
        "hyperparameters": {"learningRate": 0.5, "epochs": 1000},
        "lossHistoryPoints": 10
      }""";

  private final Trainer trainer;
  private final TableTrainer tableTrainer;

  TrainingController(Trainer trainer) {
    this.trainer = trainer;
    tableTrainer = new TableTrainer(trainer);
  }

  @Operation(
      operationId = "train",
      summary = "Train a neuron",
      description =
          "Trains by gradient descent and answers W, b and the loss history; the model is kept for"
              + " /predict. The example is the slides' table.")
  @RequestBody(
      required = true,
      content = @Content(examples = @ExampleObject(name = "slides", value = SLIDES)))
  @ApiResponse(responseCode = "201", description = "Trained; Location names the model")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @ApiResponse(responseCode = "507", ref = "Problem507")
  @PostMapping(path = "/train", consumes = "application/json", produces = "application/json")
  ResponseEntity<ModelResponse> train(
      @org.springframework.web.bind.annotation.RequestBody TrainingRequest request) {
    return created(trainer.train(request));
  }

  @PostMapping(
      path = "/train",
      consumes = {"text/csv", "application/x-npy"},
      produces = "application/json")
  ResponseEntity<ModelResponse> trainTable(
      @ParameterObject TableQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @org.springframework.web.bind.annotation.RequestBody Matrix table) {
    return created(tableTrainer.train(table, query, hyperparameters));
  }

  private static ResponseEntity<ModelResponse> created(ModelSnapshot snapshot) {
    return ResponseEntity.created(URI.create("/models/" + snapshot.id()))
        .body(ModelResponse.of(snapshot));
  }
}
