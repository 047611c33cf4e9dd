package dev.neuron.prediction;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /predict}. */
@RestController
class PredictionController {

  private final Predictor predictor;

  PredictionController(Predictor predictor) {
    this.predictor = predictor;
  }

  @PostMapping(path = "/predict", consumes = "application/json", produces = "application/json")
  PredictionResponse predict(@RequestBody PredictionRequest request) {
    return predictor.predict(request);
  }
}
