package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss of an epoch is its number here. */
class LossHistoryTest {

  @ParameterizedTest
  @CsvSource({
    "1,1,1,1",
    "1,2,2,1",
    "1,100,128,1",
    "2,2,1,2",
    "2,3,2,2",
    "2,5,4,2",
    "3,4,2,2",
    "3,6,2,3",
    "3,7,4,2",
    "7,7,1,7",
    "7,8,2,4",
    "16,16,1,16",
    "17,17,1,17",
    "1000,1000,1,1000",
    "1000,1001,2,501",
    "1000,10000,16,625"
  })
  void add_epochs_keepsEveryStrideThOne(int limit, int epochs, int stride, int size) {
    LossHistory history = after(limit, epochs);
    assertThat(history.stride()).isEqualTo(stride);
    assertThat(history.losses()).hasSize(size);
    for (int i = 0; i < size; i++) {
      assertThat(history.losses()[i]).isEqualTo(i * stride);
    }
  }

  @Test
  void add_anyLimit_neverPassesItAndNeverSkips() {
    for (int limit = 1; limit <= 40; limit++) {
      for (int epochs = 1; epochs <= 200; epochs++) {
        LossHistory history = after(limit, epochs);
        long stride = history.stride();
        assertThat(history.losses())
            .hasSizeBetween(1, limit)
            .containsExactly(
                IntStream.range(0, epochs)
                    .filter(epoch -> epoch % stride == 0)
                    .asDoubleStream()
                    .toArray());
        assertThat(stride).isLessThanOrEqualTo(2L * Math.ceilDiv(epochs, limit));
      }
    }
  }

  @Test
  void losses_calledTwice_areCopies() {
    LossHistory history = after(4, 2);
    history.losses()[0] = 42;
    assertThat(history.losses()).containsExactly(0, 1);
  }

  @Test
  void losses_noEpochs_areEmpty() {
    assertThat(after(5, 0).losses()).isEmpty();
  }

  private static LossHistory after(int limit, int epochs) {
    LossHistory history = new LossHistory(limit);
    for (int epoch = 0; epoch < epochs; epoch++) {
      history.add(epoch, epoch);
    }
    return history;
  }
}
