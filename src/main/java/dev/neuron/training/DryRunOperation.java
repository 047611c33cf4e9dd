package dev.neuron.training;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of {@code POST /train/dry-run}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "dryRun",
    summary = "Check a training without running it",
    description =
        "Returns what the training would cost, whether it would be taken, the findings that need no"
            + " training, and the effective hyperparameters. The request is that of /train. With preview,"
            + " the response has the table as it was read, and so has the problem of a table that is"
            + " refused.")
@TrainingBody
@TableParameters
@ApiResponse(
    responseCode = "200",
    description = "Cost, findings and hyperparameters",
    content =
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = DryRunResponse.class)))
@ApiResponse(responseCode = "404", ref = "Problem404")
@ApiResponse(responseCode = "408", ref = "Problem408")
@ApiResponse(responseCode = "410", ref = "Problem410")
@ApiResponse(responseCode = "429", ref = "Problem429")
@ApiResponse(responseCode = "503", ref = "Problem503")
@interface DryRunOperation {}
