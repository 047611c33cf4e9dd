package dev.neuron.protocol.mlflow;

import dev.neuron.protocol.Probes;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The probes of MLflow's scoring server. */
@Hidden
@RestController
class ScoringServerController {

  private final Probes probes;
  private final String version;

  ScoringServerController(Probes probes, @Value("${spring.application.version}") String version) {
    this.probes = probes;
    this.version = version;
  }

  @GetMapping({"/ping", "/health"})
  ResponseEntity<String> ping() {
    return probes.isReady()
        ? text(HttpStatus.OK, "ready\n")
        : text(HttpStatus.SERVICE_UNAVAILABLE, "not ready\n");
  }

  /** Returns the version of the service, since there is no MLflow version. */
  @GetMapping("/version")
  ResponseEntity<String> version() {
    return text(HttpStatus.OK, version + "\n");
  }

  private static ResponseEntity<String> text(HttpStatus status, String body) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(body);
  }
}
