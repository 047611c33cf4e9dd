package dev.neuron.protocol.mlflow;

import dev.neuron.model.NeuronReference.Found;
import dev.neuron.prediction.Predictor;
import dev.neuron.protocol.MlflowError;
import dev.neuron.protocol.ModelPath;
import dev.neuron.protocol.ServedModels;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.Table;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /models/{model}/invocations}: all models, in the protocol of MLflow's scoring server,
 * which serves one.
 */
@Tag(name = "MLflow")
@ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
@ApiResponse(
    responseCode = "4XX",
    description = "What is wrong, and where",
    content = @Content(schema = @Schema(implementation = MlflowError.class)))
@RestController
class MlflowController {

  private static final String PATH = "/models/{model}/invocations";
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String SPLIT =
      """
      {"dataframe_split": {"columns": ["x3", "x1", "x2"], "data": [[1, 1, 0], [1, 0, 0]]}}""";
  private static final String RECORDS =
      """
      {"dataframe_records": [{"x1": 1, "x2": 0, "x3": 1}], "params": {}}""";
  private static final String INSTANCES =
      """
      {"instances": [[1, 0, 1], [0, 0, 1]]}""";
  private static final String INPUTS =
      """
      {"inputs": {"x1": [1, 0], "x2": [0, 0], "x3": [1, 1]}}""";
  private static final String INPUT_RECORDS =
      """
      {"inputs": [{"x1": 1, "x2": 0, "x3": 1}, {"x1": 0, "x2": 0, "x3": 1}]}""";
  private static final String TABLE =
      """
      x1,x2,x3
      1,0,1
      0,0,1
      """;

  private final ServedModels models;
  private final Invocation invocation;
  private final Predictor predictor;

  MlflowController(ServedModels models, Invocation invocation, Predictor predictor) {
    this.models = models;
    this.invocation = invocation;
    this.predictor = predictor;
  }

  /** The predictions, one a row. */
  @Schema(name = "MlflowPredictions")
  record Predictions(double[] predictions) {}

  @Operation(
      operationId = "invoke",
      summary = "Predict for a dataframe or a tensor",
      description =
          "In one of the four forms that MLflow takes, or as CSV. Columns are in any order, and cells"
              + " as in the table that was trained on; columns that the model does not know are"
              + " passed over. The predictions are probabilities, whatever the classes are called.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = JSON,
            schema = @Schema(implementation = InvocationRequest.class),
            examples = {
              @ExampleObject(name = "split", value = SPLIT),
              @ExampleObject(name = "records", value = RECORDS),
              @ExampleObject(name = "instances", value = INSTANCES),
              @ExampleObject(name = "inputs", value = INPUTS),
              @ExampleObject(name = "inputs as records", value = INPUT_RECORDS)
            }),
        @Content(
            mediaType = CSV,
            schema =
                @Schema(
                    type = "string",
                    description =
                        "The first line names the columns; if it holds numbers alone, it is the"
                            + " first row and columns go by position"),
            examples = @ExampleObject(name = "a table", value = TABLE))
      })
  @Parameter(
      name = "header",
      in = ParameterIn.QUERY,
      description =
          "Of CSV: whether the first line names the columns; auto, the default: unless it holds"
              + " numbers alone",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"auto", "true", "false"}))
  @PostMapping(path = PATH, consumes = JSON, produces = JSON)
  Predictions invoke(
      HttpServletRequest call,
      @ModelPath @PathVariable String model,
      @org.springframework.web.bind.annotation.RequestBody InvocationRequest request) {
    return new Predictions(invocation.predict(Found.of(models.find(call, model, null)), request));
  }

  @Hidden
  @PostMapping(path = PATH, consumes = CSV, produces = JSON)
  Predictions invoke(
      HttpServletRequest call,
      @PathVariable String model,
      @ParameterObject CsvOptions options,
      @org.springframework.web.bind.annotation.RequestBody CsvSource csv)
      throws IOException {
    Table table = csv.read(options);
    Found neuron = Found.of(models.find(call, model, null));
    return new Predictions(predictor.predictCsv(neuron, table, options, Invocation.DEFAULTS));
  }

  @Hidden
  @PostMapping(PATH)
  ResponseEntity<String> refuseFormat() {
    return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
        .contentType(MediaType.TEXT_PLAIN)
        .body("Send application/json or text/csv.\n");
  }
}
