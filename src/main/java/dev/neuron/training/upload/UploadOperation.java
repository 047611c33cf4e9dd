package dev.neuron.training.upload;

import dev.neuron.training.TableParameters;
import dev.neuron.training.job.JobResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of {@code POST /trainings/upload}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "uploadTraining",
    summary = "Train on a table of any length",
    description =
        "The body may be larger than the memory of one service: its rows are spread over all"
            + " replicas as they arrive, and each trains on those that it has. The response comes"
            + " after the last row: the training is then under /trainings. It has the bits that /train"
            + " would give, in full batches: batchSize, shuffle, validationFraction and split are refused. A"
            + " row has at most 2048 cells, fewer in a small heap.")
@RequestBody(
    required = true,
    content = {
      @Content(
          mediaType = "text/csv",
          schema =
              @Schema(
                  type = "string",
                  description =
                      "A table; the first line names the columns, unless it holds numbers alone: then"
                          + " it is the first row"),
          examples =
              @ExampleObject(name = "slides as a table", value = UploadOperation.SLIDES_TABLE)),
      @Content(
          mediaType = "application/x-ndjson",
          schema =
              @Schema(
                  type = "string",
                  description =
                      "A row a line, as an array or as an object by column name; the first object"
                          + " names all columns")),
      @Content(
          mediaType = "application/x-npy",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description =
                      "What numpy.save writes of an n × (d + 1) array of numbers in C order"))
    })
@TableParameters(without = {"batchSize", "shuffle", "validationFraction", "split"})
@ApiResponse(
    responseCode = "202",
    description = "The training, queued or running",
    headers = @Header(name = "Location", ref = "#/components/headers/TrainingLocation"),
    content =
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = JobResponse.class)))
@ApiResponse(responseCode = "404", ref = "Problem404")
@ApiResponse(responseCode = "408", ref = "Problem408")
@ApiResponse(responseCode = "410", ref = "Problem410")
@ApiResponse(responseCode = "429", ref = "Problem429")
@ApiResponse(responseCode = "503", ref = "Problem503")
@ApiResponse(responseCode = "507", ref = "Problem507")
@interface UploadOperation {

  String SLIDES_TABLE =
      """
      x1,x2,x3,y
      0,0,1,0
      1,1,1,1
      1,0,1,1
      0,1,1,0
      """;
}
