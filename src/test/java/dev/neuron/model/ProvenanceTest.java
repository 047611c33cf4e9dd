package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.TrainingResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small datasets stay with the model, and count in what it takes. */
class ProvenanceTest {

  private static Provenance trainedOn(int rows, int features) {
    double[][] x = new double[rows][features];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i][i % features] = i;
      y[i] = i % 2;
    }
    Dataset dataset = Dataset.of(Matrix.of(x), y);
    TrainingResult result =
        new NeuronService().train(dataset, Hyperparameters.builder().epochs(1).build());
    return Provenance.of(result, null, List.of(), null, dataset);
  }

  private static long bytes(Provenance origin) {
    return new ModelSnapshot.Content(
            Owner.ANONYMOUS, null, origin.result().parameters(), null, origin)
        .estimatedBytes();
  }

  @Test
  void dataset_ofUpTo4096Numbers_isKept() {
    assertThat(trainedOn(1024, 2).dataset()).isNotNull();
    assertThat(trainedOn(1, 4094).dataset()).isNotNull();
    assertThat(trainedOn(1025, 2).dataset()).isNull();
    assertThat(trainedOn(1, 4095).dataset()).isNull();
  }

  @Test
  void dataset_thatIsKept_countsInTheEstimate() {
    Provenance kept = trainedOn(1000, 2);
    Provenance without = new Provenance(kept.result(), null, List.of(), null, null);

    assertThat(bytes(kept) - bytes(without)).isEqualTo(1000L * (2 + 2) * Double.BYTES);
  }
}
