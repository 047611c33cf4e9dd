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

/** {@code POST /train}. */
@Tag(name = "Training")
@RestController
class TrainingController {

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private final TrainingFormats formats;

  TrainingController(TrainingFormats formats) {
    this.formats = formats;
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
    return formats.json(query.call(request, response), training);
  }

  @Hidden // @TrainOperation describes it: for clients it is the same operation
  @PostMapping(
      path = "/train",
      consumes = "text/csv",
      produces = {JSON, EVENTS})
  @Nullable ResponseEntity<?> trainCsv(
      @ParameterObject TableQuery table,
      @ParameterObject TableOptions columns,
      @ParameterObject TrainingQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @ParameterObject CsvOptions options,
      @RequestBody CsvSource csv,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return formats.csv(
        query.call(request, response),
        new TableRequest(table, columns, hyperparameters),
        options,
        csv);
  }

  @Hidden
  @PostMapping(
      path = "/train",
      consumes = {"application/x-npy", "application/vnd.apache.parquet"},
      produces = {JSON, EVENTS})
  @Nullable ResponseEntity<?> trainTable(
      @ParameterObject TableQuery table,
      @ParameterObject TableOptions columns,
      @ParameterObject TrainingQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @RequestBody Table rows,
      HttpServletRequest request,
      HttpServletResponse response) {
    return formats.table(
        query.call(request, response), new TableRequest(table, columns, hyperparameters), rows);
  }
}
