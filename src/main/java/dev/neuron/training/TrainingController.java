package dev.neuron.training;

import dev.neuron.admission.BodyMemory;
import dev.neuron.core.data.CsvOptions;
import dev.neuron.core.data.CsvSource;
import dev.neuron.core.data.Matrix;
import dev.neuron.model.Owner;
import dev.neuron.training.idempotency.IdempotencyKey;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /train}. */
@Tag(name = "Training")
@RestController
class TrainingController {

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private final Trainer trainer;
  private final TableTrainer tableTrainer;
  private final TrainingResponder responder;
  private final BodyMemory memory;

  TrainingController(Trainer trainer, TrainingResponder responder, BodyMemory memory) {
    this.trainer = trainer;
    this.memory = memory;
    this.responder = responder;
    tableTrainer = new TableTrainer(trainer);
  }

  @TrainOperation
  @PostMapping(
      path = "/train",
      consumes = JSON,
      produces = {JSON, EVENTS})
  @Nullable ResponseEntity<?> train(
      @ParameterObject TrainingQuery query,
      @RequestBody TrainingRequest training,
      HttpServletRequest request,
      HttpServletResponse response) {
    ResponseMode mode = mode(query.dryRun(), request);
    return responder.respond(
        mode,
        trainer.prepare(requester(request, mode, query.progressPoints()), training),
        request,
        response);
  }

  @Hidden // @TrainOperation describes it: for clients it is the same operation
  @PostMapping(
      path = "/train",
      consumes = "text/csv",
      produces = {JSON, EVENTS})
  @Nullable ResponseEntity<?> trainCsv(
      @ParameterObject TableQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @ParameterObject CsvOptions options,
      @RequestBody CsvSource csv,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ResponseMode mode = mode(query.dryRun(), request);
    return responder.respond(
        mode,
        tableTrainer.prepare(
            requester(request, mode, query.progressPoints()), csv, options, query, hyperparameters),
        request,
        response);
  }

  @Hidden
  @PostMapping(
      path = "/train",
      consumes = "application/x-npy",
      produces = {JSON, EVENTS})
  @Nullable ResponseEntity<?> trainArray(
      @ParameterObject TableQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @RequestBody Matrix table,
      HttpServletRequest request,
      HttpServletResponse response) {
    ResponseMode mode = mode(query.dryRun(), request);
    return responder.respond(
        mode,
        tableTrainer.prepare(
            requester(request, mode, query.progressPoints()), table, query, hyperparameters),
        request,
        response);
  }

  private static ResponseMode mode(@Nullable Boolean dryRun, HttpServletRequest request) {
    ResponseMode mode = ResponseMode.of(dryRun, request);
    if (mode == ResponseMode.STREAM) {
      IdempotencyKey.requireNone(
          request,
          "An Idempotency-Key goes with a training whose answer comes whole; send the header"
              + " Prefer: respond-async for one that can be watched.");
    }
    return mode;
  }

  /**
   * Returns the requester. Only a stream has its own progress points, since any number of clients
   * may watch a job.
   */
  private Requester requester(
      HttpServletRequest request, ResponseMode mode, @Nullable Integer progressPoints) {
    return new Requester(
        Owner.of(request),
        mode,
        mode == ResponseMode.STREAM && progressPoints != null ? progressPoints : 0,
        bytes -> memory.resize(request, bytes));
  }
}
