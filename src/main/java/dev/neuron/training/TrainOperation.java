package dev.neuron.training;

import dev.neuron.model.ModelResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
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
        "Trains by gradient descent and returns W, b and the loss history; the model is kept for"
            + " /predict. The example is the slides' table. A table is a whole body in CSV or as a"
            + " NumPy array; the parameters then say what JSON says beside the dataset, and with JSON"
            + " they are refused. startFrom puts weights where their features' names are, and by"
            + " position where the model's or the dataset's have none.\n\n"
            + "Other ways to train are operations of their own, so that each has one kind of response:"
            + " /train/dry-run, /train/events, /train/lines and POST /trainings. Clients that know"
            + " /train alone get the same responses from it: with dryRun=true, with Accept:"
            + " text/event-stream (and progressPoints), with a body of application/x-ndjson, or with"
            + " Prefer: respond-async.")
@TrainingBody
@TableParameters
@IdempotencyKeyParameter
@ApiResponse(
    responseCode = "201",
    description = "The trained model",
    headers = {
      @Header(name = "Location", ref = "#/components/headers/ModelLocation"),
      @Header(name = "Idempotent-Replayed", ref = "#/components/headers/IdempotentReplayed")
    },
    content =
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ModelResponse.class)))
@ApiResponse(responseCode = "404", ref = "Problem404")
@ApiResponse(responseCode = "408", ref = "Problem408")
@ApiResponse(responseCode = "409", ref = "Problem409")
@ApiResponse(responseCode = "410", ref = "Problem410")
@ApiResponse(responseCode = "429", ref = "Problem429")
@ApiResponse(responseCode = "503", ref = "Problem503")
@ApiResponse(responseCode = "507", ref = "Problem507")
@interface TrainOperation {}
