package dev.neuron.training.upload;

import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.TableOptions;
import dev.neuron.table.TableStream;
import dev.neuron.training.HyperparametersRequest;
import dev.neuron.training.TableQuery;
import dev.neuron.training.job.JobResponse;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /trainings/upload}. */
@Tag(name = "Training")
@RestController
class UploadController {

  static final String PATH = "/trainings/upload";

  private final UploadTrainer trainer;

  UploadController(UploadTrainer trainer) {
    this.trainer = trainer;
  }

  @UploadOperation
  @PostMapping(
      path = PATH,
      consumes = {"application/x-ndjson", "application/x-npy"},
      produces = "application/json")
  ResponseEntity<JobResponse> uploadRows(
      @ParameterObject TableQuery query,
      @ParameterObject TableOptions columns,
      @ParameterObject HyperparametersRequest hyperparameters,
      @RequestBody TableStream table,
      HttpServletRequest request)
      throws IOException {
    return trainer.upload(query, columns, hyperparameters, table, null, request);
  }

  @Hidden // @UploadOperation describes it: for clients it is the same operation
  @PostMapping(path = PATH, consumes = "text/csv", produces = "application/json")
  ResponseEntity<JobResponse> uploadCsv(
      @ParameterObject TableQuery query,
      @ParameterObject TableOptions columns,
      @ParameterObject HyperparametersRequest hyperparameters,
      @ParameterObject CsvOptions options,
      @RequestBody CsvSource csv,
      HttpServletRequest request)
      throws IOException {
    return trainer.upload(
        query, columns, hyperparameters, rows -> csv.readInto(rows, options), options, request);
  }
}
