package dev.neuron.protocol.inference;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSummary;
import dev.neuron.protocol.InferenceAnswers;
import dev.neuron.protocol.ModelPath;
import dev.neuron.protocol.ServedModels;
import dev.neuron.protocol.VersionPath;
import dev.neuron.protocol.inference.ServerController.Ready;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/models}: the models in the Open Inference Protocol. */
@Tag(name = "Open Inference Protocol v2")
@InferenceAnswers
@RestController
@RequestMapping(path = "/v2/models/{model}", produces = "application/json")
class InferenceController {

  private static final String VERSION = "/versions/{version}";
  private static final String ROWS =
      """
      {"id": "1", "inputs": [{"name": "x", "shape": [2, 3], "datatype": "FP64",
       "data": [1, 0, 1, 0, 0, 1]}]}""";
  private static final String COLUMNS =
      """
      {"inputs": [{"name": "x1", "shape": [2], "datatype": "INT8", "data": [1, 0]},
       {"name": "x2", "shape": [2], "datatype": "INT8", "data": [0, 0]},
       {"name": "x3", "shape": [2], "datatype": "INT8", "data": [1, 1]}],
       "outputs": [{"name": "y"}]}""";
  private static final String TRUTH_VALUES =
      """
      {"inputs": [{"name": "x1", "shape": [2], "datatype": "BOOL", "data": [true, false]},
       {"name": "x2", "shape": [2], "datatype": "BOOL", "data": [0, 0]},
       {"name": "x3", "shape": [2], "datatype": "BYTES", "data": ["1", "1"]}],
       "parameters": {"threshold": 0.7}}""";

  private final ServedModels models;
  private final ServerController server;
  private final Inference inference;

  InferenceController(ServedModels models, ServerController server, Inference inference) {
    this.models = models;
    this.server = server;
    this.inference = inference;
  }

  @Operation(
      operationId = "inferenceModel",
      summary = "Model metadata",
      description =
          "The versions of a model, the newest first, and the tensors of the newest: one input of"
              + " rows or, if a column is no number, one a column.")
  @GetMapping
  ModelMetadata metadata(HttpServletRequest call, @ModelPath @PathVariable String model) {
    ModelSnapshot newest = models.find(call, model, null);
    List<String> versions =
        models.versions(call, model).stream().map(ModelSummary::version).toList();
    return ModelMetadata.of(model, versions, newest);
  }

  @Operation(
      operationId = "inferenceModelVersion",
      summary = "Metadata of a version",
      description = "The tensors of a version of a model.")
  @GetMapping(VERSION)
  ModelMetadata metadata(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @VersionPath @PathVariable String version) {
    ModelSnapshot found = models.find(call, model, version);
    return ModelMetadata.of(model, List.of(found.version()), found);
  }

  @Operation(
      operationId = "inferenceModelReady",
      summary = "Model readiness",
      description = "True if the model exists and the server is ready.")
  @GetMapping("/ready")
  ResponseEntity<Ready> ready(HttpServletRequest call, @ModelPath @PathVariable String model) {
    models.find(call, model, null);
    return server.ready();
  }

  @Operation(
      operationId = "inferenceModelVersionReady",
      summary = "Readiness of a version",
      description = "True if the version exists and the server is ready.")
  @GetMapping(VERSION + "/ready")
  ResponseEntity<Ready> ready(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @VersionPath @PathVariable String version) {
    models.find(call, model, version);
    return server.ready();
  }

  @Operation(
      operationId = "infer",
      summary = "Predict by tensors",
      description =
          "One tensor of rows, or one a column by its name: numbers, texts as BYTES, truth values as"
              + " BOOL, null for a missing cell. Gives y, the predictions, and label, the names of"
              + " the classes.")
  @RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(name = "rows", value = ROWS),
                @ExampleObject(name = "by column name", value = COLUMNS),
                @ExampleObject(name = "truth values, texts and a threshold", value = TRUTH_VALUES)
              }))
  @PostMapping(path = "/infer", consumes = "application/json")
  InferenceResponse infer(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @org.springframework.web.bind.annotation.RequestBody InferenceRequest request) {
    return inference.infer(model, models.find(call, model, null), request);
  }

  @Operation(
      operationId = "inferVersion",
      summary = "Predict by tensors with a version of a model",
      description = "As with the newest version.")
  @RequestBody(
      required = true,
      content = @Content(examples = @ExampleObject(name = "rows", value = ROWS)))
  @PostMapping(path = VERSION + "/infer", consumes = "application/json")
  InferenceResponse infer(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @VersionPath @PathVariable String version,
      @org.springframework.web.bind.annotation.RequestBody InferenceRequest request) {
    return inference.infer(model, models.find(call, model, version), request);
  }

  @Hidden
  @PostMapping(
      path = {"/infer", VERSION + "/infer"},
      consumes = "application/octet-stream")
  void inferBinary() {
    throw new InvalidInputException(
        Reason.UNUSABLE_CELL,
        ErrorLocation.NOWHERE,
        "Binary tensors are not read; send the data as JSON, as application/json.");
  }
}
