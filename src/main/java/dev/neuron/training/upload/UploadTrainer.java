package dev.neuron.training.upload;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.Caller;
import dev.neuron.admission.TrainingPool;
import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.RowChunks;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.TableLayout;
import dev.neuron.diagnosis.Finding;
import dev.neuron.diagnosis.TableFindings;
import dev.neuron.model.ModelIds;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.replica.Replicas;
import dev.neuron.table.ChunkEncoding;
import dev.neuron.table.ChunkedTable;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.TableEncoding;
import dev.neuron.table.TableOptions;
import dev.neuron.table.TableStream;
import dev.neuron.training.FirstLineHint;
import dev.neuron.training.HyperparametersRequest;
import dev.neuron.training.Requester;
import dev.neuron.training.ResponseMode;
import dev.neuron.training.TableQuery;
import dev.neuron.training.TableTrainer;
import dev.neuron.training.Trainer;
import dev.neuron.training.TrainingRequest;
import dev.neuron.training.TrainingResponder;
import dev.neuron.training.idempotency.IdempotencyKey;
import dev.neuron.training.job.JobResponse;
import dev.neuron.training.run.PreparedTraining;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Reads an uploaded table into chunks and begins the training on them as a job. */
@Component
final class UploadTrainer {

  private final Trainer trainer;
  private final TrainingResponder responder;
  private final TrainingPool pool;
  private final BodyMemory bodyMemory;
  private final UploadMemory uploadMemory;
  private final Replicas replicas;
  private final ModelIds ids = new ModelIds();

  UploadTrainer(
      Trainer trainer,
      TrainingResponder responder,
      TrainingPool pool,
      BodyMemory bodyMemory,
      UploadMemory uploadMemory,
      Replicas replicas) {
    this.trainer = trainer;
    this.responder = responder;
    this.pool = pool;
    this.bodyMemory = bodyMemory;
    this.uploadMemory = uploadMemory;
    this.replicas = replicas;
  }

  /**
   * Trains on a table.
   *
   * @param columns how columns become features and targets
   * @param options how the table was to be read; null if it is not a CSV
   * @return 202 with the job
   * @throws InvalidInputException if a cell is faulty; names it
   */
  ResponseEntity<JobResponse> upload(
      TableQuery query,
      TableOptions columns,
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
    Call call = new Call(requester, training, start(requester, training));
    Upload upload = new Upload(replicas, ids.next(), uploadMemory.begin(), requester.memory());
    ChunkedTable rows = new ChunkedTable(columns, call.startingEncoding(), RowChunks.ROWS, upload);
    return begin(upload, new Source(table, options), rows, call, request);
  }

  /**
   * An upload without its table.
   *
   * @param start the model to start from, found once: its name may come to mean another; null for
   *     none
   */
  private record Call(
      Requester requester, TrainingRequest training, @Nullable ModelSnapshot start) {

    @Nullable TableEncoding startingEncoding() {
      return start == null ? null : start.content().encoding();
    }
  }

  /**
   * The body of an upload.
   *
   * @param options how it is read; null if it is not a CSV
   */
  private record Source(TableStream table, @Nullable CsvOptions options) {}

  /** Checks all of a request but its table, and returns the model to start from. */
  private @Nullable ModelSnapshot start(Requester requester, TrainingRequest training) {
    try {
      trainer.check(training);
      return trainer.startingModel(requester, training);
    } catch (InvalidInputException e) {
      throw TableTrainer.inQuery(e);
    } catch (ModelStoreException e) {
      throw e.atParameter("startFrom");
    }
  }

  private ResponseEntity<JobResponse> begin(
      Upload upload, Source source, ChunkedTable rows, Call call, HttpServletRequest request)
      throws IOException {
    boolean begun = false;
    try {
      source.table().readInto(rows);
      rows.end();
      PreparedTraining prepared = prepared(upload, source, rows, call);
      ResponseEntity<JobResponse> response = responder.begin(prepared, request, upload::close);
      begun = true;
      return response;
    } catch (InvalidInputException e) {
      throw FirstLineHint.addTo(rows.placed(TableTrainer.inQuery(e)), source.options());
    } catch (ModelStoreException e) {
      throw e.atParameter("startFrom");
    } finally {
      if (!begun) {
        upload.close();
      }
    }
  }

  private PreparedTraining prepared(Upload upload, Source source, ChunkedTable rows, Call call) {
    ChunkEncoding encoding =
        rows.encode(upload::cells, call.training().hyperparametersOrDefaults().classWeights());
    trainer.checkFeatures(encoding.coded().featureCount());
    ChunkedDataset dataset = upload.dataset(encoding, rows.trainingRows());
    return trainer
        .prepare(call.requester(), call.training(), call.start(), dataset, encoding.encoding())
        .withFindings(TableFindings.of(encoding.notes()))
        .withFindings(findings(source.options(), dataset))
        .withFaults(
            e ->
                e instanceof InvalidInputException invalid
                    ? TableLayout.ofArray().placed(TableTrainer.inQuery(invalid))
                    : e);
  }

  private static List<Finding> findings(@Nullable CsvOptions options, ChunkedDataset dataset) {
    return options == null
        ? List.of()
        : TableFindings.of(options, dataset.first().featureNames(), dataset.features());
  }
}
