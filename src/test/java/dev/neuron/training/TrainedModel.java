package dev.neuron.training;

import static dev.neuron.model.Owner.ANONYMOUS;

import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Finding;
import dev.neuron.diagnosis.SuggestedChange;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A trained model with known values, and the response for it. */
final class TrainedModel {

  private static final Hyperparameters HYPERPARAMETERS =
      Hyperparameters.builder()
          .batchSize(2)
          .shuffle(true)
          .seed(-7L)
          .tolerance(1e-6)
          .loss(LossFunction.CROSS_ENTROPY)
          .validationFraction(0.25)
          .build();
  private static final TrainingResult RESULT =
      new TrainingResult(
          new NeuronParameters(new double[] {1.5, -0.0}, 2e-7),
          0.125,
          1.0,
          0.125,
          0.5,
          0.75,
          new double[] {0.25, 0.2},
          new double[] {0.3, 0.1},
          2,
          3,
          StopReason.EARLY_STOPPED,
          4,
          2,
          "abc",
          HYPERPARAMETERS,
          "def",
          1_234_567,
          null,
          null);
  private static final Finding FINDING =
      new Finding(
          Finding.Code.CONSTANT_FEATURE,
          "q",
          1,
          0.5,
          "m",
          "s",
          new SuggestedChange(null, Map.of("ignore", List.of("q"))),
          null);
  static final ModelSnapshot SNAPSHOT =
      new ModelSnapshot(
          "id-1",
          Instant.parse("2026-11-23T12:00:00Z"),
          new Content(
              ANONYMOUS,
              "n",
              RESULT.parameters(),
              List.of("p", "q"),
              new Provenance(RESULT, null, List.of(FINDING), null, null)));
  static final String WHOLE =
      """
      {"modelId": "id-1", "name": "n", "W": [1.5, -0.0], "b": 2.0E-7, "loss": 0.125,
       "accuracy": 1.0, "validationLoss": 0.5, "validationAccuracy": 0.75,
       "lossHistory": [0.25, 0.2], "lossHistoryStride": 2, "validationLossHistory": [0.3, 0.1],
       "epochsRun": 3, "stopReason": "EARLY_STOPPED",
       "findings": [{"code": "CONSTANT_FEATURE", "feature": "q", "featureIndex": 1, "value": 0.5,
         "message": "m", "suggestion": "s", "cure": {"dataset": {"ignore": ["q"]}}}],
       "dataset": {"rows": 4, "features": 2, "sha256": "abc"}, "fingerprint": "def",
       "hyperparameters": {"solver": "gradientDescent", "learningRate": 0.5, "epochs": 1000,
         "batchSize": 2, "shuffle": true,
         "seed": -7, "momentum": 0.0, "l2": 0.0, "loss": "crossEntropy", "initialization": "zeros",
         "standardize": false, "tolerance": 1.0E-6, "patience": 5, "validationFraction": 0.25,
         "split": "classes"},
       "trainingMillis": 1.235, "featureNames": ["p", "q"],
       "columns": [{"name": "p", "kind": "number", "features": [0]},
        {"name": "q", "kind": "number", "features": [1]}], "createdAt": "2026-11-23T12:00:00Z"}""";

  private TrainedModel() {}
}
