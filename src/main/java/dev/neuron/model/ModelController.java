package dev.neuron.model;

import dev.neuron.admission.BodyMemory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /models}: list, get, import, delete. */
@Tag(name = "Models")
@RestController
@RequestMapping("/models")
class ModelController {

  private static final String NEURON =
      """
      {"name": "brought", "W": [5.8, -0.1], "b": -2.8, "featureNames": ["x1", "x2"]}""";

  private final ModelStore store;
  private final BodyMemory memory;

  ModelController(ModelStore store, BodyMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  @Operation(
      operationId = "listModels",
      summary = "List the models, the newest first",
      description =
          "In pages; what a page gives as next is passed as after to get the one behind it.")
  @ApiResponse(responseCode = "200", description = "One page of models")
  @ApiResponse(responseCode = "400", ref = "Problem400")
  @ApiResponse(responseCode = "503", ref = "Problem503")
  @GetMapping(produces = "application/json")
  ModelList list(
      HttpServletRequest call,
      @Parameter(
              description = "The most models to list",
              example = "100",
              schema =
                  @Schema(type = "integer", defaultValue = "100", minimum = "1", maximum = "1000"))
          @RequestParam(defaultValue = "100")
          int limit,
      @Parameter(
              description = "What the page before gave as next",
              schema = @Schema(type = "string", pattern = ListPage.SCHEMA_PATTERN))
          @RequestParam
          @Nullable Long after) {
    ListPage asked = ListPage.of(limit, after);
    Owner owner = Owner.of(call);
    ModelStore.Page page = store.list(owner, asked.limit(), asked.before());
    return new ModelList(
        page.models(),
        page.next() == null ? null : ListPage.next(page.next()),
        store.count(owner),
        store.capacity());
  }

  @Operation(
      operationId = "getModel",
      summary = "Get a model",
      description = "By id, or the newest by name. The ETag changes only when a name moves on.")
  @ApiResponse(
      responseCode = "200",
      description = "The whole snapshot",
      headers = @Header(name = "ETag", ref = "#/components/headers/ETag"))
  @ApiResponse(
      responseCode = "304",
      description = "If-None-Match names this model",
      headers = @Header(name = "ETag", ref = "#/components/headers/ETag"),
      content = @Content)
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @ApiResponse(responseCode = "500", ref = "Problem500")
  @GetMapping(path = "/{idOrName}", produces = "application/json")
  ResponseEntity<ModelResponse> get(
      HttpServletRequest call,
      @Parameter(description = "Id or name", example = "first-column") @PathVariable
          String idOrName) {
    ModelSnapshot snapshot =
        store.get(
            Owner.of(call),
            idOrName,
            bytes -> memory.resize(call, Math.min(bytes, memory.total())));
    return ResponseEntity.ok().eTag(snapshot.id()).body(ModelResponse.of(snapshot));
  }

  @Operation(
      operationId = "importModel",
      summary = "Import a neuron",
      description =
          "Keeps W and b, trained elsewhere, under a new id, and under a name if one is given.")
  @RequestBody(
      required = true,
      content = @Content(examples = @ExampleObject(name = "a neuron", value = NEURON)))
  @ApiResponse(
      responseCode = "201",
      description = "The model",
      headers = @Header(name = "Location", ref = "#/components/headers/ModelLocation"))
  @ApiResponse(responseCode = "507", ref = "Problem507")
  @PostMapping(consumes = "application/json", produces = "application/json")
  ResponseEntity<ModelResponse> add(
      HttpServletRequest call,
      @org.springframework.web.bind.annotation.RequestBody ModelImport request) {
    ModelSnapshot snapshot = store.put(request.toContent(Owner.of(call)));
    return ResponseEntity.created(URI.create(call.getContextPath() + "/models/" + snapshot.id()))
        .body(ModelResponse.of(snapshot));
  }

  @Operation(
      operationId = "deleteModel",
      summary = "Delete a model",
      description = "By id alone. A name that pointed at it then means the model before it.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @DeleteMapping("/{idOrName}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      HttpServletRequest call,
      @Parameter(description = "Id, not name") @PathVariable String idOrName) {
    Owner owner = Owner.of(call);
    String id = store.versions(owner, idOrName, 1).getFirst().modelId();
    if (!id.equals(idOrName)) { // a repeated request would delete the model before it
      throw ModelStoreException.deletedById(id);
    }
    store.delete(owner, id);
  }
}
