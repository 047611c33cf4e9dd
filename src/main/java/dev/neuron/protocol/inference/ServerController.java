package dev.neuron.protocol.inference;

import dev.neuron.protocol.InferenceError;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2} and its probes: the server itself in the Open Inference Protocol. */
@Tag(name = "Open Inference Protocol v2")
@ApiResponse(
    responseCode = "4XX",
    description = "What is wrong, and where",
    content = @Content(schema = @Schema(implementation = InferenceError.class)))
@RestController
class ServerController {

  private final ApplicationAvailability availability;
  private final String version;

  ServerController(
      ApplicationAvailability availability, @Value("${neuron.version}") String version) {
    this.availability = availability;
    this.version = version;
  }

  /** What the server is. */
  @Schema(name = "InferenceServer")
  record Server(String name, String version, List<String> extensions) {}

  /** Whether it lives. */
  @Schema(name = "InferenceServerLive")
  record Live(boolean live) {}

  /** Whether it, or a model, is ready. */
  @Schema(name = "InferenceReady")
  record Ready(boolean ready) {}

  @Operation(operationId = "inferenceServer", summary = "What the server is")
  @ApiResponse(responseCode = "200", description = "OK")
  @GetMapping(path = "/v2", produces = "application/json")
  Server server() {
    return new Server("neuron", version, List.of());
  }

  @Hidden
  @GetMapping(path = "/v2/", produces = "application/json")
  Server serverWithSlash() {
    return server();
  }

  @Operation(operationId = "inferenceServerLive", summary = "Whether the server lives")
  @ApiResponse(responseCode = "200", description = "It does")
  @ApiResponse(responseCode = "503", description = "It does not", useReturnTypeSchema = true)
  @GetMapping(path = "/v2/health/live", produces = "application/json")
  ResponseEntity<Live> live() {
    boolean lives = availability.getLivenessState() == LivenessState.CORRECT;
    return ResponseEntity.status(status(lives)).body(new Live(lives));
  }

  @Operation(operationId = "inferenceServerReady", summary = "Whether the server takes requests")
  @ApiResponse(responseCode = "200", description = "It does")
  @ApiResponse(responseCode = "503", description = "It does not", useReturnTypeSchema = true)
  @GetMapping(path = "/v2/health/ready", produces = "application/json")
  ResponseEntity<Ready> ready() {
    boolean isReady = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    return ResponseEntity.status(status(isReady)).body(new Ready(isReady));
  }

  private static HttpStatus status(boolean isFine) {
    return isFine ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
  }
}
