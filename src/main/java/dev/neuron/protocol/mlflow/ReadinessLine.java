package dev.neuron.protocol.mlflow;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of readiness as a line of text. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    responseCode = "200",
    description = "It does",
    content =
        @Content(
            mediaType = "text/plain",
            examples = @ExampleObject(name = "ready", value = ReadinessLine.READY)))
@ApiResponse(
    responseCode = "503",
    description = "It does not",
    content =
        @Content(
            mediaType = "text/plain",
            examples = @ExampleObject(name = "not ready", value = ReadinessLine.NOT_READY)))
@interface ReadinessLine {

  String READY = "ready\n";
  String NOT_READY = "not ready\n";
}
