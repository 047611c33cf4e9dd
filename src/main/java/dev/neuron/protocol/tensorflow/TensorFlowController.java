package dev.neuron.protocol.tensorflow;

import dev.neuron.model.ModelSummary;
import dev.neuron.protocol.InferenceAnswers;
import dev.neuron.protocol.ModelPath;
import dev.neuron.protocol.ServedModels;
import dev.neuron.protocol.VersionPath;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/models}: the models in the protocols of TensorFlow Serving and KServe v1. */
@Tag(name = "TensorFlow Serving")
@InferenceAnswers
@RestController
@RequestMapping(path = "/v1/models", produces = "application/json")
class TensorFlowController {

  private static final String MODEL = "/{model}";
  private static final String MODEL_VERSION = "/{model}/versions/{version}";
  private static final String INSTANCES =
      """
      {"instances": [[1, 0, 1], [0, 0, 1]]}""";
  private static final String INPUTS =
      """
      {"signature_name": "serving_default",
       "inputs": {"x1": [1, 0], "x2": [0, 0], "x3": [1, 1]}}""";
  private static final String LISTS =
      """
      {"instances": [{"x1": [1], "x2": [0], "x3": [1]}, {"x3": 1, "x1": false, "x2": 0}]}""";

  private final ServedModels models;
  private final Prediction prediction;

  TensorFlowController(ServedModels models, Prediction prediction) {
    this.models = models;
    this.prediction = prediction;
  }

  /** The names of the models. */
  @Schema(name = "TensorFlowModels")
  record Models(List<String> models) {}

  @Operation(
      operationId = "servedModels",
      summary = "List the names of the newest models",
      description = "Up to a thousand; /models lists them all. As KServe v1 answers it.")
  @GetMapping
  Models list(HttpServletRequest call) {
    return new Models(models.names(call));
  }

  @Operation(
      operationId = "servedModelStatus",
      summary = "The versions of a model",
      description = "All versions are AVAILABLE, the newest first.")
  @GetMapping(MODEL)
  ModelStatus status(HttpServletRequest call, @ModelPath @PathVariable String model) {
    return ModelStatus.of(model, models.versions(call, model));
  }

  @Operation(
      operationId = "servedModelVersionStatus",
      summary = "One version of a model",
      description = "A version that exists is AVAILABLE.")
  @GetMapping(MODEL_VERSION)
  ModelStatus status(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @VersionPath @PathVariable String version) {
    return ModelStatus.of(model, List.of(ModelSummary.of(models.find(call, model, version))));
  }

  @Operation(
      operationId = "servedModelMetadata",
      summary = "The signature of a model",
      description =
          "Names, types and shapes of inputs and outputs: one input of rows or, if a column is no"
              + " number, one a column.")
  @GetMapping(MODEL + "/metadata")
  ModelMetadata metadata(HttpServletRequest call, @ModelPath @PathVariable String model) {
    return ModelMetadata.of(model, models.find(call, model, null));
  }

  @Operation(
      operationId = "servedModelVersionMetadata",
      summary = "The signature of a version of a model",
      description =
          "Names, types and shapes of inputs and outputs: one input of rows or, if a column is no"
              + " number, one a column.")
  @GetMapping(MODEL_VERSION + "/metadata")
  ModelMetadata metadata(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @VersionPath @PathVariable String version) {
    return ModelMetadata.of(model, models.find(call, model, version));
  }

  @Operation(
      operationId = "servedModelPredict",
      summary = "Predict by instances or inputs",
      description =
          "Instances are answered in the row format, as predictions; inputs in the column format,"
              + " as outputs. Cells are as in the table that was trained on: numbers, texts, true,"
              + " false, or null for a missing one.")
  @RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(name = "instances", value = INSTANCES),
                @ExampleObject(name = "inputs by column name", value = INPUTS),
                @ExampleObject(name = "instances by column name", value = LISTS)
              }))
  @PostMapping(path = MODEL + ":predict", consumes = "application/json")
  PredictResponse predict(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @org.springframework.web.bind.annotation.RequestBody PredictRequest request) {
    return prediction.predict(models.find(call, model, null), request);
  }

  @Operation(
      operationId = "servedModelVersionPredict",
      summary = "Predict by instances or inputs with a version of a model",
      description = "As with the newest version.")
  @RequestBody(
      required = true,
      content = @Content(examples = @ExampleObject(name = "instances", value = INSTANCES)))
  @PostMapping(path = MODEL_VERSION + ":predict", consumes = "application/json")
  PredictResponse predict(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @VersionPath @PathVariable String version,
      @org.springframework.web.bind.annotation.RequestBody PredictRequest request) {
    return prediction.predict(models.find(call, model, version), request);
  }
}
