package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static final int NEVER = -1;

  @Test
  void shouldStop_noTolerance_never() {
    assertThat(stopsAt(null, 1, 1, 1, 1, 2, 3)).isEqualTo(NEVER);
  }

  @Test
  void shouldStop_patienceOne_atTheFirstEpochWithoutImprovement() {
    assertThat(stopsAt(0.0, 1, 5, 4, 3, 3)).isEqualTo(3);
  }

  @Test
  void shouldStop_patienceThree_waitsForThreeInARow() {
    assertThat(stopsAt(0.0, 3, 5, 6, 6, 4, 6, 6, 6, 1)).isEqualTo(6);
  }

  @Test
  void shouldStop_firstEpoch_alwaysImproves() {
    assertThat(stopsAt(10.0, 1, 1e300, 1)).isEqualTo(NEVER);
  }

  @Test
  void shouldStop_improvementByTheTolerance_doesNotCount() {
    assertThat(stopsAt(0.5, 1, 3, 2.5)).isEqualTo(1);
    assertThat(stopsAt(0.5, 1, 3, Math.nextDown(2.5))).isEqualTo(NEVER);
  }

  /** Each step is below the tolerance, two together are not. */
  @Test
  void shouldStop_smallSteps_addUp() {
    assertThat(stopsAt(0.5, 2, 3, 2.75, 2.25, 2, 1.5, 1.25, 0.75)).isEqualTo(NEVER);
    assertThat(stopsAt(0.5, 2, 3, 2.75, 2.5)).isEqualTo(2);
  }

  @Test
  void shouldStop_stillWorse_saysSoAgain() {
    EarlyStopping stopping = new EarlyStopping(0.0, 1);
    assertThat(stopping.shouldStop(1)).isFalse();
    assertThat(stopping.shouldStop(1)).isTrue();
    assertThat(stopping.shouldStop(1)).isTrue();
  }

  private static int stopsAt(@Nullable Double tolerance, int patience, double... losses) {
    EarlyStopping stopping = new EarlyStopping(tolerance, patience);
    for (int epoch = 0; epoch < losses.length; epoch++) {
      if (stopping.shouldStop(losses[epoch])) {
        return epoch;
      }
    }
    return NEVER;
  }
}
