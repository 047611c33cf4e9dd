package dev.neuron.export;

import dev.neuron.model.ModelImport;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.Owner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code GET /models/{idOrName}/export}. */
@Tag(name = "Models")
@RestController
class ExportController {

  private final ModelStore store;
  private final Exporter exporter;

  ExportController(ModelStore store, Exporter exporter) {
    this.store = store;
    this.exporter = exporter;
  }

  @Operation(
      operationId = "exportModel",
      summary = "Export a model",
      description =
          "json is what POST /models takes; onnx and pmml are read by many runtimes; python,"
              + " javascript, java and c define predict of one row; sql is one expression over the"
              + " columns, excel one formula for row 2, latex one to read; numpy is the training as a"
              + " script, with its data if they were not too many. Where the table had other columns than"
              + " numbers, all but latex and numpy take the cells of these columns.")
  @ApiResponse(
      responseCode = "200",
      description = "A file in the format",
      headers =
          @Header(name = "Content-Disposition", ref = "#/components/headers/ContentDisposition"),
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ModelImport.class)),
        @Content(
            mediaType = "application/octet-stream",
            schema = @Schema(type = "string", format = "binary", description = "onnx")),
        @Content(
            mediaType = "application/xml",
            schema = @Schema(type = "string", description = "pmml")),
        @Content(
            mediaType = "text/x-python",
            schema = @Schema(type = "string", description = "python and numpy")),
        @Content(
            mediaType = "text/javascript",
            schema = @Schema(type = "string", description = "javascript")),
        @Content(
            mediaType = "text/x-java-source",
            schema = @Schema(type = "string", description = "java")),
        @Content(mediaType = "text/x-c", schema = @Schema(type = "string", description = "c")),
        @Content(
            mediaType = "application/sql",
            schema = @Schema(type = "string", description = "sql")),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = "string", description = "excel")),
        @Content(mediaType = "text/x-tex", schema = @Schema(type = "string", description = "latex"))
      })
  @ApiResponse(responseCode = "400", ref = "Problem400")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @ApiResponse(responseCode = "422", ref = "Problem422")
  @GetMapping("/models/{idOrName}/export")
  ResponseEntity<byte[]> export(
      HttpServletRequest call,
      @Parameter(description = "Id or name", example = "first-column") @PathVariable
          String idOrName,
      @Parameter(
              description = "The format of the file",
              example = "python",
              schema =
                  @Schema(
                      type = "string",
                      defaultValue = "json",
                      allowableValues = {
                        "json",
                        "onnx",
                        "pmml",
                        "python",
                        "javascript",
                        "java",
                        "c",
                        "sql",
                        "excel",
                        "latex",
                        "numpy"
                      }))
          @RequestParam(defaultValue = "json")
          String format) {
    ExportFormat requested =
        ExportFormat.of(format)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "format must be one of " + ExportFormat.words() + "."));
    ModelSnapshot model = store.get(Owner.of(call), idOrName);
    ExportedNeuron neuron = new ExportedNeuron(model);
    ContentDisposition file =
        ContentDisposition.attachment().filename(requested.file(neuron.title())).build();
    return ResponseEntity.ok()
        .contentType(requested.mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
        .body(exporter.write(neuron, requested));
  }
}
