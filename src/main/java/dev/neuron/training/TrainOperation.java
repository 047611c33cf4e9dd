package dev.neuron.training;

import dev.neuron.model.ModelName;
import dev.neuron.model.ModelResponse;
import dev.neuron.training.job.JobResponse;
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

/** The OpenAPI description of {@code POST /train}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "train",
    summary = "Train a neuron",
    description =
        "Trains by gradient descent and answers W, b and the loss history; the model is kept for"
            + " /predict. The example is the slides' table. A table is a whole body in CSV or as a"
            + " NumPy array; the parameters then say what JSON says beside the dataset. With Accept:"
            + " text/event-stream the answer comes as events while the training goes on: progress (at"
            + " most 20 a second, the first and the last always; the loss is what its epoch found, in"
            + " the last one that of the answer), then done with the model or failed with the problem;"
            + " who goes away cancels it. With Prefer: respond-async the answer"
            + " comes at once and says where to look. startFrom puts weights where their features'"
            + " names are, and by position where the model's or the dataset's have none. A body of NDJSON holds many trainings, each"
            + " answered by a line in its order: the model, or line and problem.")
@RequestBody(
    required = true,
    content = {
      @Content(
          mediaType = "application/json",
          schema = @Schema(implementation = TrainingRequest.class),
          examples = @ExampleObject(name = "slides", value = TrainOperation.SLIDES)),
      @Content(
          mediaType = "text/csv",
          schema =
              @Schema(
                  type = "string",
                  description =
                      "A table of numbers; the first line names the columns, unless it holds"
                          + " numbers alone: then it is the first row"),
          examples =
              @ExampleObject(name = "slides as a table", value = TrainOperation.SLIDES_TABLE)),
      @Content(
          mediaType = "application/x-npy",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description =
                      "What numpy.save writes of an n × (d + 1) float64 or float32 array")),
      @Content(
          mediaType = "application/x-ndjson",
          schema =
              @Schema(
                  type = "string",
                  description =
                      "Many trainings: the JSON of one on each line, of at most 1048576 bytes; as many"
                          + " lines as you like"),
          examples = @ExampleObject(name = "two trainings", value = TrainOperation.SLIDES_LINES))
    })
@Parameter(
    name = "name",
    in = ParameterIn.QUERY,
    description = "Of a table: a name for the model",
    schema = @Schema(type = "string", pattern = ModelName.SCHEMA_PATTERN))
@Parameter(
    name = "target",
    in = ParameterIn.QUERY,
    description =
        "Of a table: the column of the target, by name or, if columns have no names, by index; by"
            + " default the last",
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
    description = "Of a table: the most points that the loss history may have",
    schema = @Schema(type = "integer", minimum = "1", maximum = "1000000"))
@Parameter(
    name = "hyperparameters",
    in = ParameterIn.QUERY,
    description =
        "Of a table: each hyperparameter is a parameter of its own, initial as a JSON object",
    // Without allOf, generated Java clients split the object into parameters, and fail on null.
    schema = @Schema(allOf = HyperparametersRequest.class),
    style = ParameterStyle.FORM,
    explode = Explode.TRUE,
    example = "{}")
@Parameter(
    name = "Idempotency-Key",
    in = ParameterIn.HEADER,
    description =
        "Of one training: the same request with the same key gets the first answer again, another"
            + " request 422, and while the first is being answered 409",
    schema = @Schema(type = "string", minLength = 1, maxLength = 255))
@Parameter(
    name = "Prefer",
    in = ParameterIn.HEADER,
    description = "respond-async: do not wait; the answer says where to look",
    schema = @Schema(type = "string"))
// Client generators use the response with the lowest status code, and most clients want the model.
@ApiResponse(
    responseCode = "2XX",
    description =
        "200: a dry run, or the events of a training as it goes on, or the answers to many lines",
    content = {
      @Content(
          mediaType = "application/json",
          schema = @Schema(implementation = DryRunResponse.class)),
      @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")),
      @Content(
          mediaType = "application/x-ndjson",
          schema =
              @Schema(
                  type = "string",
                  description = "A line for each that is not blank: a model, or line and problem"))
    })
@ApiResponse(
    responseCode = "201",
    description = "Trained; Location names the model",
    content =
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ModelResponse.class)))
@ApiResponse(
    responseCode = "202",
    description = "Taken; Location names the training",
    content =
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = JobResponse.class)))
@ApiResponse(responseCode = "404", ref = "Problem404")
@ApiResponse(responseCode = "408", ref = "Problem408")
@ApiResponse(responseCode = "409", ref = "Problem409")
@ApiResponse(responseCode = "410", ref = "Problem410")
@ApiResponse(responseCode = "429", ref = "Problem429")
@ApiResponse(responseCode = "503", ref = "Problem503")
@ApiResponse(responseCode = "507", ref = "Problem507")
@interface TrainOperation {

  String SLIDES_TABLE =
      """
      x1,x2,x3,y
      0,0,1,0
      1,1,1,1
      1,0,1,1
      0,1,1,0
      """;

  String SLIDES_LINES =
      """
      {"dataset": {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 0]}}
      {"dataset": {"x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], "y": [0, 1, 1, 1]}}
      """;

  String SLIDES =
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
}
