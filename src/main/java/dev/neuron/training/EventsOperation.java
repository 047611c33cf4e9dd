package dev.neuron.training;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of {@code POST /train/events}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "trainWithEvents",
    summary = "Train a neuron and watch",
    description =
        "Server-sent events while the training runs: progress (at most 20 a second, the first and the"
            + " last always; the loss is what its epoch found, in the last one that of the model), then"
            + " done with the model or failed with the problem. A client that disconnects cancels the"
            + " training. The request is that of /train.")
@TrainingBody
@TableParameters
@Parameter(
    name = "progressPoints",
    in = ParameterIn.QUERY,
    description =
        "At how many epochs, evenly spread, progress is always reported, also if they come faster"
            + " than 20 a second; 0 if absent",
    schema = @Schema(type = "integer", minimum = "0", maximum = "1000"))
@ApiResponse(
    responseCode = "200",
    description = "The events",
    content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
@ApiResponse(responseCode = "404", ref = "Problem404")
@ApiResponse(responseCode = "408", ref = "Problem408")
@ApiResponse(responseCode = "410", ref = "Problem410")
@ApiResponse(responseCode = "429", ref = "Problem429")
@ApiResponse(responseCode = "503", ref = "Problem503")
@ApiResponse(responseCode = "507", ref = "Problem507")
@interface EventsOperation {}
