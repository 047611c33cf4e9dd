package dev.neuron.prediction;

import dev.neuron.core.data.CsvOptions;
import dev.neuron.core.data.CsvSource;
import dev.neuron.core.data.Matrix;
import dev.neuron.model.Owner;
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

  private static final String TABLE =
      """
      x1,x2,x3
      1,0,1
      0,0,1
      """;
  private static final String LINES =
      """
      [1, 0, 1]
      [0, 0, 1]
      """;

  private final Predictor predictor;

  PredictionController(Predictor predictor) {
    this.predictor = predictor;
  }

  @Operation(
      operationId = "predict",
      summary = "Predict with a neuron",
      description =
          "By the id or name of a model, or with W and b in the request and nothing kept on the"
              + " server. The first example takes the model that the example of /train makes. The"
              + " answer has the format of the request unless Accept asks for another.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = JSON,
            schema = @Schema(implementation = PredictionRequest.class),
            examples = {
              @ExampleObject(name = "by name", value = BY_NAME),
              @ExampleObject(name = "by feature name", value = BY_FEATURE_NAME),
              @ExampleObject(name = "with W and b", value = WITH_PARAMETERS)
            }),
        @Content(
            mediaType = CSV,
            schema =
                @Schema(
                    type = "string",
                    description =
                        "The first line names the columns; if it holds numbers alone, it is the"
                            + " first row and columns go by position"),
            examples = @ExampleObject(name = "a table", value = TABLE)),
        @Content(
            mediaType = NDJSON,
            schema = @Schema(type = "string", description = "A row a line, an array or an object"),
            examples = @ExampleObject(name = "lines", value = LINES)),
        @Content(
            mediaType = NPY,
            schema =
                @Schema(
                    type = "string",
                    format = "binary",
                    description = "What numpy.save writes of n × d float64 or float32"))
      })
  @Parameter(
      name = "model",
      in = ParameterIn.QUERY,
      description = "Id or name of the model; needed unless the body is JSON",
      schema = @Schema(type = "string"),
      example = "first-column")
  @Parameter(
      name = "threshold",
      in = ParameterIn.QUERY,
      description =
          "Unless the body is JSON: predictions of at least this get the label 1; 0.5 if absent",
      schema = @Schema(type = "number", minimum = "0", maximum = "1"))
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
  @ApiResponse(
      responseCode = "200",
      description = "One prediction and one label a row",
      content = {
        @Content(mediaType = JSON, schema = @Schema(implementation = PredictionResponse.class)),
        @Content(
            mediaType = CSV,
            schema = @Schema(type = "string", description = "prediction,label")),
        @Content(
            mediaType = NDJSON,
            schema =
                @Schema(type = "string", description = "An object a line: prediction and label")),
        @Content(
            mediaType = NPY,
            schema =
                @Schema(
                    type = "string",
                    format = "binary",
                    description = "The n predictions as float64, without the labels"))
      })
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @PostMapping(
      path = "/predict",
      consumes = JSON,
      produces = {JSON, CSV, NDJSON, NPY})
  PredictionResponse predict(
      HttpServletRequest call,
      @org.springframework.web.bind.annotation.RequestBody PredictionRequest request) {
    return predictor.predict(Owner.of(call), request);
  }

  // To a caller these are the same operation, which is described above. Each has the format of its
  // request first among those of its answer.

  @Hidden
  @PostMapping(
      path = "/predict",
      consumes = CSV,
      produces = {CSV, JSON, NDJSON, NPY})
  PredictionResponse predictCsv(
      HttpServletRequest call,
      @ParameterObject PredictionQuery query,
      @ParameterObject CsvOptions options,
      @org.springframework.web.bind.annotation.RequestBody CsvSource x)
      throws IOException {
    return predictor.predictCsv(Owner.of(call), query, x.read(options), options);
  }

  @Hidden
  @PostMapping(
      path = "/predict",
      consumes = NPY,
      produces = {NPY, JSON, CSV, NDJSON})
  PredictionResponse predictNpy(
      HttpServletRequest call,
      @ParameterObject PredictionQuery query,
      @org.springframework.web.bind.annotation.RequestBody Matrix x) {
    return predictor.predictTable(Owner.of(call), query, x);
  }

  @Hidden
  @PostMapping(
      path = "/predict",
      consumes = NDJSON,
      produces = {NDJSON, JSON, CSV, NPY})
  PredictionResponse predictNdjson(
      HttpServletRequest call,
      @ParameterObject PredictionQuery query,
      @org.springframework.web.bind.annotation.RequestBody Matrix x) {
    return predictor.predictLines(Owner.of(call), query, x);
  }
}
