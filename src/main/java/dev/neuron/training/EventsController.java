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

/** {@code POST /train/events}: a training as a stream of events. */
@Tag(name = "Training")
@RestController
class EventsController {

  private static final String PATH = "/train/events";
  private static final String RESPONSE = "text/event-stream";

  private final TrainingFormats formats;

  EventsController(TrainingFormats formats) {
    this.formats = formats;
  }

  @EventsOperation
  @PostMapping(path = PATH, consumes = "application/json", produces = RESPONSE)
  @Nullable ResponseEntity<?> stream(
      @ParameterObject EventsQuery query,
      @RequestBody TrainingRequest training,
      HttpServletRequest request,
      HttpServletResponse response) {
    return formats.json(
        new TrainingCall(ResponseMode.STREAM, query.points(), request, response), training);
  }

  @Hidden // @EventsOperation describes it: for clients it is the same operation
  @PostMapping(path = PATH, consumes = "text/csv", produces = RESPONSE)
  @Nullable ResponseEntity<?> streamCsv(
      @ParameterObject TableQuery table,
      @ParameterObject TableOptions columns,
      @ParameterObject EventsQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @ParameterObject CsvOptions options,
      @RequestBody CsvSource csv,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return formats.csv(
        new TrainingCall(ResponseMode.STREAM, query.points(), request, response),
        new TableRequest(table, columns, hyperparameters),
        options,
        csv);
  }

  @Hidden
  @PostMapping(
      path = PATH,
      consumes = {"application/x-npy", "application/vnd.apache.parquet"},
      produces = RESPONSE)
  @Nullable ResponseEntity<?> streamTable(
      @ParameterObject TableQuery table,
      @ParameterObject TableOptions columns,
      @ParameterObject EventsQuery query,
      @ParameterObject HyperparametersRequest hyperparameters,
      @RequestBody Table rows,
      HttpServletRequest request,
      HttpServletResponse response) {
    return formats.table(
        new TrainingCall(ResponseMode.STREAM, query.points(), request, response),
        new TableRequest(table, columns, hyperparameters),
        rows);
  }
}
