package dev.neuron.protocol.mlflow;

import dev.neuron.protocol.Probes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /ping}, {@code /health} and {@code /version}: the probes of MLflow's scoring server. */
@Tag(name = "MLflow")
@SecurityRequirements // they need no token
@RestController
class ScoringServerController {

  private final Probes probes;
  private final String version;

  ScoringServerController(Probes probes, @Value("${spring.application.version}") String version) {
    this.probes = probes;
    this.version = version;
  }

  @Operation(
      operationId = "mlflowPing",
      summary = "Server readiness",
      description = "The readiness of the service as a line of text.")
  @ReadinessLine
  @GetMapping("/ping")
  ResponseEntity<String> ping() {
    return readiness();
  }

  @Operation(
      operationId = "mlflowHealth",
      summary = "Server readiness, as /ping",
      description = "The readiness of the service as a line of text.")
  @ReadinessLine
  @GetMapping("/health")
  ResponseEntity<String> health() {
    return readiness();
  }

  private ResponseEntity<String> readiness() {
    return probes.isReady()
        ? text(HttpStatus.OK, ReadinessLine.READY)
        : text(HttpStatus.SERVICE_UNAVAILABLE, ReadinessLine.NOT_READY);
  }

  /** Returns the version of the service, since there is no MLflow version. */
  @Operation(
      operationId = "mlflowVersion",
      summary = "The version of this service",
      description = "There is no version of MLflow here.")
  @ApiResponse(
      responseCode = "200",
      description = "The version as a line of text",
      content =
          @Content(
              mediaType = "text/plain",
              examples = @ExampleObject(name = "a version", value = "0.1.0\n")))
  @GetMapping("/version")
  ResponseEntity<String> version() {
    return text(HttpStatus.OK, version + "\n");
  }

  private static ResponseEntity<String> text(HttpStatus status, String body) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(body);
  }
}
