package dev.neuron.training.upload;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.chunk.ChunkBuilder;
import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.data.CsvOptions;
import dev.neuron.core.data.CsvSource;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.TableStream;
import dev.neuron.diagnosis.Finding;
import dev.neuron.diagnosis.TableFindings;
import dev.neuron.model.ModelIds;
import dev.neuron.model.ModelName;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.replica.Replicas;
import dev.neuron.training.FirstLineHint;
import dev.neuron.training.HyperparametersRequest;
import dev.neuron.training.Requester;
import dev.neuron.training.ResponseMode;
import dev.neuron.training.TableTrainer;
import dev.neuron.training.Trainer;
import dev.neuron.training.TrainingRequest;
import dev.neuron.training.TrainingResponder;
import dev.neuron.training.idempotency.IdempotencyKey;
import dev.neuron.training.job.JobResponse;
import dev.neuron.training.run.PreparedTraining;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /trainings/upload}. */
@Tag(name = "Training")
@RestController
class UploadController {

  private static final String SLIDES_TABLE =
      """
      x1,x2,x3,y
      0,0,1,0
      1,1,1,1
      1,0,1,1
      0,1,1,0
      """;

  private final Trainer trainer;
  private final TrainingResponder answers;
  private final TrainingPool pool;
  private final BodyMemory bodyMemory;
  private final UploadMemory uploadMemory;
  private final Replicas replicas;
  private final ModelIds ids = new ModelIds();

  UploadController(
      Trainer trainer,
      TrainingResponder answers,
      TrainingPool pool,
      BodyMemory bodyMemory,
      UploadMemory uploadMemory,
      Replicas replicas) {
    this.trainer = trainer;
    this.answers = answers;
    this.pool = pool;
    this.bodyMemory = bodyMemory;
    this.uploadMemory = uploadMemory;
    this.replicas = replicas;
  }

  @Operation(
      operationId = "uploadTraining",
      summary = "Train on a table of any length",
      description =
          "The body may be larger than the memory of one service: its rows are spread over all"
              + " replicas as they come, and each trains on those that it has. The answer comes when"
              + " the last row has: the training is then under /trainings. It has the bits that /train"
              + " would give, in full batches: without batchSize, shuffle and validationFraction. A"
              + " row has at most 2048 values.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema =
                @Schema(
                    type = "string",
                    description =
                        "A table of numbers; the first line names the columns, unless it holds"
                            + " numbers alone: then it is the first row"),
            examples = @ExampleObject(name = "slides as a table", value = SLIDES_TABLE)),
        @Content(
            mediaType = "application/x-ndjson",
            schema =
                @Schema(
                    type = "string",
                    description = "A row a line, as an array or as an object by column name")),
        @Content(
            mediaType = "application/x-npy",
            schema =
                @Schema(
                    type = "string",
                    format = "binary",
                    description =
                        "What numpy.save writes of an n × (d + 1) float64 or float32 array in C"
                            + " order"))
      })
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "A name for the model",
      schema = @Schema(type = "string", pattern = ModelName.SCHEMA_PATTERN))
  @Parameter(
      name = "target",
      in = ParameterIn.QUERY,
      description =
          "The column of the target, by name or, if columns have no names, by index; by default the"
              + " last",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "header",
      in = ParameterIn.QUERY,
      description =
          "Of CSV: whether the first line names the columns; auto, the default: unless it holds"
              + " numbers alone",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"auto", "true", "false"}))
  @Parameter(
      name = "lossHistoryPoints",
      in = ParameterIn.QUERY,
      description = "The most points that the loss history may have",
      schema = @Schema(type = "integer", minimum = "1", maximum = "1000000"))
  @Parameter(
      name = "hyperparameters",
      in = ParameterIn.QUERY,
      description = "Each hyperparameter is a parameter of its own, initial as a JSON object",
      // Bare, the generator of Java clients takes it apart and asks even null for its parts.
      schema = @Schema(allOf = HyperparametersRequest.class),
      style = ParameterStyle.FORM,
      explode = Explode.TRUE,
      example = "{}")
  @ApiResponse(responseCode = "202", description = "Taken; Location names the training")
  @ApiResponse(responseCode = "404", ref = "Problem404")
  @ApiResponse(responseCode = "408", ref = "Problem408")
  @ApiResponse(responseCode = "410", ref = "Problem410")
  @ApiResponse(responseCode = "429", ref = "Problem429")
  @ApiResponse(responseCode = "503", ref = "Problem503")
  @ApiResponse(responseCode = "507", ref = "Problem507")
  @PostMapping(
      path = "/trainings/upload",
      consumes = {"application/x-ndjson", "application/x-npy"},
      produces = "application/json")
  ResponseEntity<JobResponse> uploadRows(
      @Parameter(hidden = true) @ParameterObject UploadQuery query, // described above, one by one
      @Parameter(hidden = true) @ParameterObject HyperparametersRequest hyperparameters,
      @org.springframework.web.bind.annotation.RequestBody TableStream table,
      HttpServletRequest request)
      throws IOException {
    return upload(query, hyperparameters, table, null, request);
  }

  @Hidden // described above: to a caller it is the same operation
  @PostMapping(path = "/trainings/upload", consumes = "text/csv", produces = "application/json")
  ResponseEntity<JobResponse> uploadCsv(
      @ParameterObject UploadQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @ParameterObject CsvOptions options,
      @org.springframework.web.bind.annotation.RequestBody CsvSource csv,
      HttpServletRequest request)
      throws IOException {
    return upload(query, hyperparameters, rows -> csv.readInto(rows, options), options, request);
  }

  private ResponseEntity<JobResponse> upload(
      UploadQuery query,
      HyperparametersRequest hyperparameters,
      TableStream table,
      @Nullable CsvOptions options,
      HttpServletRequest request)
      throws IOException {
    IdempotencyKey.requireNone(
        request,
        "An Idempotency-Key cannot be used with an upload, whose rows are not kept for comparison;"
            + " look under /trainings whether it has begun.");
    TrainingRequest training =
        new TrainingRequest(query.name(), null, hyperparameters, query.lossHistoryPoints());
    Requester requester =
        new Requester(
            Owner.of(request), ResponseMode.JOB, bytes -> bodyMemory.resize(request, bytes));
    pool.requireRoom(Caller.of(request));
    try {
      trainer.check(training);
    } catch (InvalidInputException e) {
      throw TableTrainer.inQuery(e);
    }
    Upload upload =
        new Upload(
            replicas,
            ids.next(),
            uploadMemory.begin(),
            (features, names) -> check(requester, training, features, names),
            requester.memory());
    return begin(upload, table, options, query.target(), requester, training, request);
  }

  /** The first row has come: refuses what can be refused now. */
  private void check(
      Requester requester,
      TrainingRequest training,
      int features,
      @Nullable List<String> featureNames) {
    try {
      trainer.check(requester, training, features, featureNames);
    } catch (InvalidInputException e) {
      throw TableTrainer.inQuery(e);
    } catch (ModelStoreException e) {
      throw e.atParameter("startFrom");
    }
  }

  private ResponseEntity<JobResponse> begin(
      Upload upload,
      TableStream table,
      @Nullable CsvOptions options,
      @Nullable String target,
      Requester requester,
      TrainingRequest training,
      HttpServletRequest request)
      throws IOException {
    boolean begun = false;
    ChunkBuilder rows =
        new ChunkBuilder((columns, names) -> TableTrainer.target(columns, names, target), upload);
    try {
      ChunkedDataset dataset = upload.read(table, rows);
      PreparedTraining prepared =
          trainer
              .prepare(requester, training, dataset)
              .withFindings(findings(options, dataset))
              .withFaults(
                  e -> e instanceof InvalidInputException invalid ? placed(invalid, rows) : e);
      ResponseEntity<JobResponse> answer = answers.begin(prepared, request, upload::close);
      begun = true;
      return answer;
    } catch (InvalidInputException e) {
      throw FirstLineHint.addTo(placed(e, rows), options);
    } catch (ModelStoreException e) {
      throw e.atParameter("startFrom");
    } finally {
      if (!begun) {
        upload.close();
      }
    }
  }

  private static List<Finding> findings(@Nullable CsvOptions options, ChunkedDataset dataset) {
    return options == null
        ? List.of()
        : TableFindings.of(options, dataset.first().featureNames(), dataset.first().features());
  }

  private static InvalidInputException placed(InvalidInputException e, ChunkBuilder rows) {
    return rows.placed(TableTrainer.inQuery(e));
  }
}
