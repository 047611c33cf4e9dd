package dev.neuron.training;

import dev.neuron.training.job.JobResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of {@code POST /trainings}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "startTraining",
    summary = "Begin a training in the background",
    description =
        "Returns at once; Location and id say where to look. The request is that of /train, and may"
            + " cost more than one that is waited for.")
@TrainingBody
@TableParameters
@IdempotencyKeyParameter
@Parameter(
    name = "Prefer",
    in = ParameterIn.HEADER,
    description = "respond-async, which is not needed here, is confirmed by Preference-Applied",
    schema = @Schema(type = "string"))
@ApiResponse(
    responseCode = "202",
    description = "The training, queued or running",
    headers = {
      @Header(name = "Location", ref = "#/components/headers/TrainingLocation"),
      @Header(name = "Preference-Applied", ref = "#/components/headers/PreferenceApplied"),
      @Header(name = "Idempotent-Replayed", ref = "#/components/headers/IdempotentReplayed")
    },
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
@interface JobStartOperation {}
