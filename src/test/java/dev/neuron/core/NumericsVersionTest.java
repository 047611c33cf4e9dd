package dev.neuron.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Pins every bit of many answers. If it fails because the numerics were changed on purpose, raise
 * {@link Fingerprint#NUMERICS_VERSION} and write the new digest down; if not, or on one machine
 * only, the promise of equal bits is broken.
 */
class NumericsVersionTest {

  @Test
  void numericsVersion_bitsOfManyTrainings_areThoseOfTheVersion() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (LossFunction loss : LossFunction.values()) {
      add(digest, Examples.slides(), builder(loss).epochs(1000));
      add(digest, Examples.soft(91, 9001, 11, true), builder(loss).standardize(true));
      add(digest, Examples.soft(92, 500, 30, true), builder(loss).batchSize(3).momentum(0.5));
      add(digest, Examples.labelled(93, 77, 4), builder(loss).l2(0.01).validationFraction(0.3));
      add(digest, Examples.breastCancer(), builder(loss).standardize(true).epochs(100));
    }
    assertThat(Fingerprint.NUMERICS_VERSION).isEqualTo(1);
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("7ba39b6820aba433cde7cc0ecbc2ca96915df32d46e574106935ddc82d37efa0");
  }

  private static HyperparametersBuilder builder(LossFunction loss) {
    return Hyperparameters.builder()
        .loss(loss)
        .epochs(10)
        .initialization(Initialization.UNIFORM)
        .seed(94L);
  }

  private static void add(
      MessageDigest digest, Dataset dataset, HyperparametersBuilder hyperparameters) {
    TrainingResult result = Trainings.train(dataset, hyperparameters);
    add(digest, Trainings.parameters(result));
    add(digest, result.loss());
    add(digest, result.lossHistory());
    add(digest, result.validationLossHistory());
  }

  private static void add(MessageDigest digest, double... values) {
    for (double value : values) {
      digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip());
    }
  }
}
