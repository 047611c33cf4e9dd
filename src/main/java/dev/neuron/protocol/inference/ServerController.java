package dev.neuron.protocol.inference;

import dev.neuron.protocol.InferenceAnswers;
import dev.neuron.protocol.Probes;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2} and its probes: the server itself in the Open Inference Protocol. */
@Tag(name = "Open Inference Protocol v2")
@InferenceAnswers
@RestController
class ServerController {

  private final Probes probes;
  private final String version;

  ServerController(Probes probes, @Value("${spring.application.version}") String version) {
    this.probes = probes;
    this.version = version;
  }

  /** The server's metadata. */
  @Schema(name = "InferenceServer")
  record Server(String name, String version, List<String> extensions) {}

  /** The liveness of the server. */
  @Schema(name = "InferenceServerLive")
  record Live(boolean live) {}

  /** The readiness of the server or of a model. */
  @Schema(name = "InferenceReady")
  record Ready(boolean ready) {}

  @Operation(
      operationId = "inferenceServer",
      summary = "Server metadata",
      description = "Name and version of this service, and the extensions that it has.")
  @GetMapping(path = "/v2", produces = "application/json")
  Server server() {
    return new Server("neuron", version, List.of(RepositoryController.EXTENSION));
  }

  @Hidden
  @GetMapping(path = "/v2/", produces = "application/json")
  Server serverWithSlash() {
    return server();
  }

  @Operation(
      operationId = "inferenceServerLive",
      summary = "Server liveness",
      description = "True as long as the process works.")
  @ApiResponse(responseCode = "503", description = "It does not", useReturnTypeSchema = true)
  @SecurityRequirements // needs no token
  @GetMapping(path = "/v2/health/live", produces = "application/json")
  ResponseEntity<Live> live() {
    boolean isLive = probes.isLive();
    return respond(isLive, new Live(isLive));
  }

  @Operation(
      operationId = "inferenceServerReady",
      summary = "Server readiness",
      description = "False while the service starts or stops, or cannot reach its store.")
  @ApiResponse(responseCode = "503", description = "It does not", useReturnTypeSchema = true)
  @SecurityRequirements // needs no token
  @GetMapping(path = "/v2/health/ready", produces = "application/json")
  ResponseEntity<Ready> ready() {
    boolean isReady = probes.isReady();
    return respond(isReady, new Ready(isReady));
  }

  private static <T> ResponseEntity<T> respond(boolean isFine, T body) {
    return ResponseEntity.status(isFine ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(body);
  }
}
