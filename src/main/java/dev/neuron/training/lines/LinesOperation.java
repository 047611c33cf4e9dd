package dev.neuron.training.lines;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of {@code POST /train/lines}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "trainLines",
    summary = "Train many neurons in one request",
    description =
        "A training a line, and a line of response for each, in the same order: the model, or line and"
            + " problem. A line at fault fails no other. Swagger UI shows the example as one JSON string:"
            + " replace it by lines.")
@RequestBody(
    required = true,
    content =
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description =
                        "Any number of lines, each with the JSON of one training, of at most 1048576"
                            + " bytes"),
            examples = @ExampleObject(name = "two trainings", value = LinesOperation.SLIDES)))
@ApiResponse(
    responseCode = "200",
    description = "A line for each that is not blank",
    content =
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(type = "string", description = "A model, or line and problem")))
@ApiResponse(responseCode = "408", ref = "Problem408")
@ApiResponse(responseCode = "429", ref = "Problem429")
@ApiResponse(responseCode = "503", ref = "Problem503")
@interface LinesOperation {

  String SLIDES =
      """
      {"dataset": {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 0]}}
      {"dataset": {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 1]}}
      """;
}
