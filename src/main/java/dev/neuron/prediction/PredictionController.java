package dev.neuron.prediction;

import dev.neuron.model.Owner;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.Table;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /predict}. */
@Tag(name = "Prediction")
@RestController
class PredictionController {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String NDJSON = "application/x-ndjson";
  private static final String NPY = "application/x-npy";

  private static final String PARQUET = "application/vnd.apache.parquet";

  private final Predictor predictor;

  PredictionController(Predictor predictor) {
    this.predictor = predictor;
  }

  @PredictOperation
  @PostMapping(
      path = "/predict",
      consumes = JSON,
      produces = {JSON, CSV, NDJSON, NPY})
  PredictionResponse predict(HttpServletRequest call, @RequestBody PredictionRequest request) {
    return predictor.predict(Owner.of(call), request);
  }

  // For clients these are one operation, which @PredictOperation describes. Each lists the format
  // of its request first among the formats of its response, except Parquet, which is not written.

  @Hidden
  @PostMapping(
      path = "/predict",
      consumes = CSV,
      produces = {CSV, JSON, NDJSON, NPY})
  PredictionResponse predictCsv(
      HttpServletRequest call,
      @ParameterObject PredictionQuery query,
      @ParameterObject CsvOptions options,
      @RequestBody CsvSource x)
      throws IOException {
    return predictor.predictCsv(Owner.of(call), query, x.read(options), options);
  }

  @Hidden
  @PostMapping(
      path = "/predict",
      consumes = NPY,
      produces = {NPY, JSON, CSV, NDJSON})
  PredictionResponse predictNpy(
      HttpServletRequest call, @ParameterObject PredictionQuery query, @RequestBody Table x) {
    return predictor.predictTable(Owner.of(call), query, x);
  }

  @Hidden
  @PostMapping(
      path = "/predict",
      consumes = PARQUET,
      produces = {JSON, CSV, NDJSON, NPY})
  PredictionResponse predictParquet(
      HttpServletRequest call, @ParameterObject PredictionQuery query, @RequestBody Table x) {
    return predictor.predictTable(Owner.of(call), query, x);
  }

  @Hidden
  @PostMapping(
      path = "/predict",
      consumes = NDJSON,
      produces = {NDJSON, JSON, CSV, NPY})
  PredictionResponse predictNdjson(
      HttpServletRequest call, @ParameterObject PredictionQuery query, @RequestBody Table x) {
    return predictor.predictLines(Owner.of(call), query, x);
  }
}
