package dev.neuron.training.upload;

import dev.neuron.model.ModelName;
import dev.neuron.training.HyperparametersRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of {@code POST /trainings/upload}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "uploadTraining",
    summary = "Train on a table of any length",
    description =
        "The body may be larger than the memory of one service: its rows are spread over all"
            + " replicas as they come, and each trains on those that it has. The answer comes when"
            + " the last row has: the training is then under /trainings. It has the bits that /train"
            + " would give, in full batches: without batchSize, shuffle and validationFraction. A"
            + " row has at most 2048 values.")
@RequestBody(
    required = true,
    content = {
      @Content(
          mediaType = "text/csv",
          schema =
              @Schema(
                  type = "string",
                  description =
                      "A table of numbers; the first line names the columns, unless it holds"
                          + " numbers alone: then it is the first row"),
          examples =
              @ExampleObject(name = "slides as a table", value = UploadOperation.SLIDES_TABLE)),
      @Content(
          mediaType = "application/x-ndjson",
          schema =
              @Schema(
                  type = "string",
                  description = "A row a line, as an array or as an object by column name")),
      @Content(
          mediaType = "application/x-npy",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description =
                      "What numpy.save writes of an n × (d + 1) float64 or float32 array in C"
                          + " order"))
    })
@Parameter(
    name = "name",
    in = ParameterIn.QUERY,
    description = "A name for the model",
    schema = @Schema(type = "string", pattern = ModelName.SCHEMA_PATTERN))
@Parameter(
    name = "target",
    in = ParameterIn.QUERY,
    description =
        "The column of the target, by name or, if columns have no names, by index; by default the"
            + " last",
    schema = @Schema(type = "string"))
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
    name = "lossHistoryPoints",
    in = ParameterIn.QUERY,
    description = "The most points that the loss history may have",
    schema = @Schema(type = "integer", minimum = "1", maximum = "1000000"))
@Parameter(
    name = "hyperparameters",
    in = ParameterIn.QUERY,
    description = "Each hyperparameter is a parameter of its own, initial as a JSON object",
    // Without allOf, generated Java clients split the object into parameters, and fail on null.
    schema = @Schema(allOf = HyperparametersRequest.class),
    style = ParameterStyle.FORM,
    explode = Explode.TRUE,
    example = "{}")
@ApiResponse(responseCode = "202", description = "Taken; Location names the training")
@ApiResponse(responseCode = "404", ref = "Problem404")
@ApiResponse(responseCode = "408", ref = "Problem408")
@ApiResponse(responseCode = "410", ref = "Problem410")
@ApiResponse(responseCode = "429", ref = "Problem429")
@ApiResponse(responseCode = "503", ref = "Problem503")
@ApiResponse(responseCode = "507", ref = "Problem507")
@interface UploadOperation {

  String SLIDES_TABLE =
      """
      x1,x2,x3,y
      0,0,1,0
      1,1,1,1
      1,0,1,1
      0,1,1,0
      """;
}
