package dev.neuron.protocol;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The responses of every operation under {@code /v1} and {@code /v2}: its own, or an error. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
@ApiResponse(
    responseCode = "4XX",
    description = "What is wrong, and where",
    content = @Content(schema = @Schema(implementation = InferenceError.class)))
public @interface InferenceAnswers {}
