package dev.neuron.protocol.inference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.neuron.model.ModelSummary;
import dev.neuron.protocol.InferenceAnswers;
import dev.neuron.protocol.ServedModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v2/repository/index}: the list of models, in Triton's model repository extension.
 * Models are neither loaded nor unloaded: each that exists is ready.
 */
@Tag(name = "Open Inference Protocol v2")
@InferenceAnswers
@RestController
class RepositoryController {

  /** The name of the extension in the server's metadata. */
  static final String EXTENSION = "model_repository";

  private static final String READY =
      """
      {"ready": true}""";

  private final ServedModels models;

  RepositoryController(ServedModels models) {
    this.models = models;
  }

  /**
   * The filter of a list.
   *
   * @param ready true to list only models that are ready, as all are
   */
  @Schema(name = "InferenceRepositoryRequest")
  @JsonIgnoreProperties(ignoreUnknown = true)
  record IndexRequest(
      @Schema(description = "Whether to list only models that are ready, as all are")
          @Nullable Boolean ready) {}

  /** The state of one version of a model. */
  @Schema(name = "InferenceRepositoryModel")
  record ModelState(
      @Schema(description = "Its name, or its id if it has none") String name,
      String version,
      @Schema(allowableValues = "READY") String state,
      @Schema(description = "Empty") String reason) {

    static ModelState of(ModelSummary model) {
      return new ModelState(model.title(), model.version(), "READY", "");
    }
  }

  @Operation(
      operationId = "inferenceRepositoryIndex",
      summary = "List models and their versions",
      description =
          "An entry a version, the newest first, up to a thousand; /models lists them all. All are"
              + " READY. As Triton's model repository extension.")
  @RequestBody(
      content = @Content(examples = @ExampleObject(name = "all that are ready", value = READY)))
  @PostMapping(
      path = "/v2/repository/index",
      consumes = "application/json",
      produces = "application/json")
  List<ModelState> index(
      HttpServletRequest call,
      @org.springframework.web.bind.annotation.RequestBody(required = false)
          @Nullable IndexRequest filter) {
    return models.newest(call).stream().map(ModelState::of).toList();
  }
}
