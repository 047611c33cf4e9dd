package dev.neuron.training;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.MemoryShare;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.problem.ExceptionProblems;
import dev.neuron.table.CsvNotation;
import dev.neuron.table.RawDataset;
import dev.neuron.table.TablePreview;
import dev.neuron.table.TablePreviewer;
import dev.neuron.training.run.PreparedTraining;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/** Responds to dry runs with a preview of the table, whether it can be trained on or not. */
final class PreviewResponder {

  private static final String PREVIEW = "preview";

  private final TrainingResponder responder;

  PreviewResponder(TrainingResponder responder) {
    this.responder = responder;
  }

  /**
   * Responds to a dry run.
   *
   * @param notation how the table was written; null if it was not CSV
   * @param training prepares the training
   * @throws ErrorResponseException with the preview if the table cannot be trained on
   */
  ResponseEntity<?> respond(
      TrainingCall call,
      Requester requester,
      RawDataset table,
      @Nullable CsvNotation notation,
      Function<Requester, PreparedTraining> training) {
    int rows = Objects.requireNonNull(call.previewRows());
    long bytes = TablePreview.estimatedBytes(table, rows);
    reserve(call, requester, table, bytes);
    TablePreview preview = TablePreviewer.of(table, rows, notation);
    try {
      PreparedTraining prepared = training.apply(requester.withMemoryBeside(bytes));
      return responder.dryRun(prepared, preview == null ? null : shown(preview, prepared));
    } catch (InvalidInputException e) {
      throw preview == null ? e : refused(e, preview);
    }
  }

  /** Reserves the memory of the preview beside that of the body. */
  private static void reserve(
      TrainingCall call, Requester requester, RawDataset table, long bytes) {
    MemoryShare share = BodyMemory.of(call.request());
    try {
      requester.memory().accept((share == null ? 0 : share.bytes()) + bytes);
    } catch (InvalidInputException e) {
      throw table.field() == null ? e.moved(_ -> ErrorLocation.NOWHERE) : e;
    }
  }

  private static PreviewResponse shown(TablePreview preview, PreparedTraining training) {
    return PreviewResponse.of(
        preview,
        preview.encoded(training.training().dataset(), training.encoding().featureNames()));
  }

  private static ErrorResponseException refused(InvalidInputException e, TablePreview preview) {
    ProblemDetail problem = ExceptionProblems.of(e);
    problem.setProperty(PREVIEW, PreviewResponse.of(preview, null));
    return new ErrorResponseException(HttpStatusCode.valueOf(problem.getStatus()), problem, e);
  }
}
