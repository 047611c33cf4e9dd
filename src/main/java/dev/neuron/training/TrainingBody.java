package dev.neuron.training;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The OpenAPI description of one training in a request: as JSON, or as a table. */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
    required = true,
    content = {
      @Content(
          mediaType = "application/json",
          schema = @Schema(implementation = TrainingRequest.class),
          examples = @ExampleObject(name = "slides", value = TrainingBody.SLIDES)),
      @Content(
          mediaType = "text/csv",
          schema =
              @Schema(
                  type = "string",
                  description =
                      "A table; the first line names the columns, unless it holds"
                          + " numbers alone: then it is the first row"),
          examples = @ExampleObject(name = "slides as a table", value = TrainingBody.SLIDES_TABLE)),
      @Content(
          mediaType = "application/x-npy",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description = "What numpy.save writes of an n × (d + 1) array of numbers")),
      @Content(
          mediaType = "application/vnd.apache.parquet",
          schema =
              @Schema(
                  type = "string",
                  format = "binary",
                  description =
                      "A Parquet file with columns of numbers, truth values and texts, uncompressed"
                          + " or compressed by Snappy or gzip"))
    })
@interface TrainingBody {

  String SLIDES_TABLE =
      """
      x1,x2,x3,y
      0,0,1,0
      1,1,1,1
      1,0,1,1
      0,1,1,0
      """;

  String SLIDES =
      """
      {
        "name": "first-column",
        "dataset": {
          "x": [[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]],
          "y": [0, 1, 1, 0],
          "featureNames": ["x1", "x2", "x3"]
        },
        "hyperparameters": {"learningRate": 0.5, "epochs": 1000},
        "lossHistoryPoints": 10
      }""";
}
