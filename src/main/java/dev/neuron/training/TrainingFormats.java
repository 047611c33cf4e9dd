package dev.neuron.training;

import dev.neuron.admission.BodyMemory;
import dev.neuron.model.Owner;
import dev.neuron.table.CsvNotation;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.RawDataset;
import dev.neuron.table.Table;
import dev.neuron.training.TableTrainer.TableRequest;
import dev.neuron.training.idempotency.IdempotencyKey;
import dev.neuron.training.run.PreparedTraining;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Trainings in each format of a request. All methods return null if the response has already been
 * written.
 */
@Component
class TrainingFormats {

  private final Trainer trainer;
  private final TableTrainer tableTrainer;
  private final TrainingResponder responder;
  private final PreviewResponder previews;
  private final BodyMemory memory;

  TrainingFormats(Trainer trainer, TrainingResponder responder, BodyMemory memory) {
    this.trainer = trainer;
    previews = new PreviewResponder(responder);
    this.memory = memory;
    this.responder = responder;
    tableTrainer = new TableTrainer(trainer);
  }

  /** Responds to a training in JSON. */
  @Nullable ResponseEntity<?> json(TrainingCall call, TrainingRequest training) {
    return respond(
        call,
        requester(call),
        training.dataset(),
        null,
        requester -> trainer.prepare(requester, training));
  }

  /**
   * Responds to a training on a CSV table.
   *
   * @throws IOException if the table does not arrive
   */
  @Nullable ResponseEntity<?> csv(
      TrainingCall call, TableRequest table, CsvOptions options, CsvSource csv) throws IOException {
    Requester caller = requester(call);
    TableTrainer.CsvRead read = TableTrainer.read(csv, options, table);
    return respond(
        call,
        caller,
        RawDataset.ofTable(read.table(), table.options()),
        read.notation(),
        requester -> tableTrainer.prepare(requester, read.table(), options, table));
  }

  /** Responds to a training on a table that needs no options to be read. */
  @Nullable ResponseEntity<?> table(TrainingCall call, TableRequest table, Table rows) {
    return respond(
        call,
        requester(call),
        RawDataset.ofTable(rows, table.options()),
        null,
        requester -> tableTrainer.prepare(requester, rows, table));
  }

  /** Responds, with a preview of the table if the call asks for one. */
  private @Nullable ResponseEntity<?> respond(
      TrainingCall call,
      Requester requester,
      @Nullable RawDataset table,
      @Nullable CsvNotation notation,
      Function<Requester, PreparedTraining> training) {
    return call.previewRows() == null || table == null
        ? responder.respond(call.mode(), training.apply(requester), call.request(), call.response())
        : previews.respond(call, requester, table, notation, training);
  }

  /**
   * Returns the requester. Only a stream has its own progress points, since any number of clients
   * may watch a job.
   */
  private Requester requester(TrainingCall call) {
    boolean isStream = call.mode() == ResponseMode.STREAM;
    if (isStream) {
      IdempotencyKey.requireNone(
          call.request(),
          "An Idempotency-Key goes with a training whose answer comes whole; send the header"
              + " Prefer: respond-async for one that can be watched.");
    }
    return new Requester(
        Owner.of(call.request()),
        call.mode(),
        isStream ? call.progressPoints() : 0,
        bytes -> memory.resize(call.request(), bytes));
  }
}
