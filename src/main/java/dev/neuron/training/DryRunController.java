package dev.neuron.training;

import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.Table;
import dev.neuron.table.TableOptions;
import dev.neuron.training.TableTrainer.TableRequest;
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

/** {@code POST /train/dry-run}: checks a training and tells its cost, without running it. */
@Tag(name = "Training")
@RestController
class DryRunController {

  private static final String PATH = "/train/dry-run";
  private static final String RESPONSE = "application/json";

  private final TrainingFormats formats;

  DryRunController(TrainingFormats formats) {
    this.formats = formats;
  }

  @DryRunOperation
  @PostMapping(path = PATH, consumes = "application/json", produces = RESPONSE)
  @Nullable ResponseEntity<?> dryRun(
      @ParameterObject PreviewQuery preview,
      @RequestBody TrainingRequest training,
      HttpServletRequest request,
      HttpServletResponse response) {
    return formats.json(preview.call(request, response), training);
  }

  @Hidden // @DryRunOperation describes it: for clients it is the same operation
  @PostMapping(path = PATH, consumes = "text/csv", produces = RESPONSE)
  @Nullable ResponseEntity<?> dryRunCsv(
      @ParameterObject PreviewQuery preview,
      @ParameterObject TableQuery table,
      @ParameterObject TableOptions columns,
      @ParameterObject HyperparametersRequest hyperparameters,
      @ParameterObject CsvOptions options,
      @RequestBody CsvSource csv,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return formats.csv(
        preview.call(request, response),
        new TableRequest(table, columns, hyperparameters),
        options,
        csv);
  }

  @Hidden
  @PostMapping(
      path = PATH,
      consumes = {"application/x-npy", "application/vnd.apache.parquet"},
      produces = RESPONSE)
  @Nullable ResponseEntity<?> dryRunTable(
      @ParameterObject PreviewQuery preview,
      @ParameterObject TableQuery table,
      @ParameterObject TableOptions columns,
      @ParameterObject HyperparametersRequest hyperparameters,
      @RequestBody Table rows,
      HttpServletRequest request,
      HttpServletResponse response) {
    return formats.table(
        preview.call(request, response), new TableRequest(table, columns, hyperparameters), rows);
  }
}
