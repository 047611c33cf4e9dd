package dev.neuron.prediction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of {@code POST /predict}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
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
          mediaType = "application/json",
          schema = @Schema(implementation = PredictionRequest.class),
          examples = {
            @ExampleObject(name = "by name", value = PredictOperation.BY_NAME),
            @ExampleObject(name = "by feature name", value = PredictOperation.BY_FEATURE_NAME),
            @ExampleObject(name = "with W and b", value = PredictOperation.WITH_PARAMETERS)
          }),
      @Content(
          mediaType = "text/csv",
          schema =
              @Schema(
                  type = "string",
                  description =
                      "The first line names the columns; if it holds numbers alone, it is the"
                          + " first row and columns go by position"),
          examples = @ExampleObject(name = "a table", value = PredictOperation.TABLE)),
      @Content(
          mediaType = "application/x-ndjson",
          schema = @Schema(type = "string", description = "A row a line, an array or an object"),
          examples = @ExampleObject(name = "lines", value = PredictOperation.LINES)),
      @Content(
          mediaType = "application/x-npy",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description = "What numpy.save writes of an n × d array of numbers")),
      @Content(
          mediaType = "application/vnd.apache.parquet",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description = "A Parquet file whose columns have the names of the model's"))
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
        "Unless the body is JSON: predictions of at least this get the label of the positive class; 0.5"
            + " if absent",
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
@Parameter(
    name = "delimiter",
    in = ParameterIn.QUERY,
    description = "Of CSV: the character between cells; by default it is found",
    schema =
        @Schema(
            type = "string",
            allowableValues = {"comma", "semicolon", "tab", "pipe"}))
@Parameter(
    name = "decimal",
    in = ParameterIn.QUERY,
    description = "Of CSV: the character before the fraction of a number; by default it is found",
    schema =
        @Schema(
            type = "string",
            allowableValues = {"point", "comma"}))
@Parameter(
    name = "unknownCategories",
    in = ParameterIn.QUERY,
    description =
        "Unless the body is JSON: what becomes of levels that the training has not seen; refuse if"
            + " absent",
    schema =
        @Schema(
            type = "string",
            allowableValues = {"refuse", "reference"}))
@ApiResponse(
    responseCode = "200",
    description = "One prediction and one label a row",
    content = {
      @Content(
          mediaType = "application/json",
          schema = @Schema(implementation = PredictionResponse.class)),
      @Content(
          mediaType = "text/csv",
          schema = @Schema(type = "string", description = "prediction,label")),
      @Content(
          mediaType = "application/x-ndjson",
          schema =
              @Schema(type = "string", description = "An object a line: prediction and label")),
      @Content(
          mediaType = "application/x-npy",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description = "The n predictions as float64, without the labels"))
    })
@ApiResponse(responseCode = "404", ref = "Problem404")
@ApiResponse(responseCode = "410", ref = "Problem410")
@interface PredictOperation {

  String BY_NAME =
      """
      {"modelId": "first-column", "x": [[1, 0, 1], [0, 0, 1]]}""";

  String BY_FEATURE_NAME =
      """
      {"modelId": "first-column", "x": [{"x1": 1, "x2": 0, "x3": 1}]}""";

  String WITH_PARAMETERS =
      """
      {"W": [5.8, -0.1, -1.4], "b": -1.4, "x": [1, 0, 1], "threshold": 0.5}""";

  String TABLE =
      """
      x1,x2,x3
      1,0,1
      0,0,1
      """;

  String LINES =
      """
      [1, 0, 1]
      [0, 0, 1]
      """;
}
