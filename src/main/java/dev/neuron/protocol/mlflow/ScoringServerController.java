package dev.neuron.protocol.mlflow;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The probes of MLflow's scoring server. */
@Hidden
@RestController
class ScoringServerController {

  private final ApplicationAvailability availability;
  private final String version;

  ScoringServerController(
      ApplicationAvailability availability, @Value("${neuron.version}") String version) {
    this.availability = availability;
    this.version = version;
  }

  @GetMapping({"/ping", "/health"})
  ResponseEntity<String> ping() {
    boolean isReady = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    return isReady
        ? text(HttpStatus.OK, "ready\n")
        : text(HttpStatus.SERVICE_UNAVAILABLE, "not ready\n");
  }

  /** The version of the service; there is no MLflow in it. */
  @GetMapping("/version")
  ResponseEntity<String> version() {
    return text(HttpStatus.OK, version + "\n");
  }

  private static ResponseEntity<String> text(HttpStatus status, String body) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(body);
  }
}
