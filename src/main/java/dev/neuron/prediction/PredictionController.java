package dev.neuron.prediction;

import dev.neuron.core.Matrix;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /predict}. */
@Tag(name = "Prediction")
@RestController
class PredictionController {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String NDJSON = "application/x-ndjson";
  private static final String NPY = "application/x-npy";

  private static final String BY_NAME =
      """
      {"modelId": "first-column", "x": [[1, 0, 1], [0, 0, 1]]}""";
  private static final String BY_FEATURE_NAME =
      """
      {"modelId": "first-column", "x": [{"x1": 1, "x2": 0, "x3": 1}]}""";
  private static final String WITH_PARAMETERS =
      """
      {"W": [5.8, -0.1, -1.4], "b": -1.4, "x": [1, 0, 1], "threshold": 0.5}""";

  private final Predictor predictor;

  PredictionController(Predictor predictor) {
    this.predictor = predictor;
  }

  @Operation(
      operationId = "predict",
      summary = "Predict with a neuron",
      description =
          "By the id or name of a model, or with W and b in the request and nothing kept on the"
              + " server. The first example takes the model that the example of /train makes.")
  @RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(name = "by name", value = BY_NAME),
                @ExampleObject(name = "by feature name", value = BY_FEATURE_NAME),
                @ExampleObject(name = "with W and b", value = WITH_PARAMETERS)
              }))
  @ApiResponse(responseCode = "200", description = "One prediction and one label a row")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @PostMapping(
      path = "/predict",
      consumes = JSON,
      produces = {JSON, CSV, NDJSON, NPY})
  PredictionResponse predict(
      @org.springframework.web.bind.annotation.RequestBody PredictionRequest request) {
    return predictor.predict(request);
  }

  @PostMapping(
      path = "/predict",
      consumes = CSV,
      produces = {CSV, JSON, NDJSON, NPY})
  PredictionResponse predictCsv(
      @ParameterObject PredictionQuery query,
      @org.springframework.web.bind.annotation.RequestBody Matrix x) {
    return predictor.predictTable(query, x);
  }

  @PostMapping(
      path = "/predict",
      consumes = NPY,
      produces = {NPY, JSON, CSV, NDJSON})
  PredictionResponse predictNpy(
      @ParameterObject PredictionQuery query,
      @org.springframework.web.bind.annotation.RequestBody Matrix x) {
    return predictor.predictTable(query, x);
  }

  @PostMapping(
      path = "/predict",
      consumes = NDJSON,
      produces = {NDJSON, JSON, CSV, NPY})
  PredictionResponse predictNdjson(
      @ParameterObject PredictionQuery query,
      @org.springframework.web.bind.annotation.RequestBody Matrix x) {
    return predictor.predictLines(query, x);
  }
}
