package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTrajectoryTest {

  private static final double[] START = {0.5, -1};

  /** Adds losses, with the number of the epoch as every parameter. */
  private static TrainingTrajectory course(int planned, double... losses) {
    TrainingTrajectory course = new TrainingTrajectory(planned, START);
    for (int i = 0; i < losses.length; i++) {
      course.add(losses[i], new double[] {i + 1, i + 1});
    }
    return course;
  }

  @Test
  void rises_areCountedAndAddedUp() {
    TrainingTrajectory course = course(6, 4, 2, 3, 3, 1, 1.5);
    assertThat(course.first()).isEqualTo(4);
    assertThat(course.rises()).isEqualTo(2);
    assertThat(course.risen()).isEqualTo(1.5);
    assertThat(course.isComplete()).isTrue();
  }

  @Test
  void rises_byRounding_areNotCounted() {
    assertThat(course(3, 1, 1.0009, 1).rises()).isZero();
    assertThat(course(3, 1, 1.0011, 1).rises()).isEqualTo(1);
  }

  @Test
  void means_areOfTenthsOfTheEpochs() {
    double[] losses = new double[20];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = 20 - i;
    }
    TrainingTrajectory course = course(20, losses);
    assertThat(course.mean(0)).isEqualTo(19.5);
    assertThat(course.mean(8)).isEqualTo(3.5);
    assertThat(course.mean(9)).isEqualTo(1.5);
  }

  @Test
  void means_ofEpochsThatTenDoesNotDivide_areOfEachEpochOnce() {
    TrainingTrajectory course = course(13, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    assertThat(course.mean(0)).isEqualTo(13);
    assertThat(course.mean(3)).isEqualTo((10 + 9) / 2.0);
    assertThat(course.mean(9)).isEqualTo((2 + 1) / 2.0);
  }

  @Test
  void means_ofFewerEpochsThanTen_areNone() {
    assertThat(course(1, 3).mean(9)).isZero();
    assertThat(course(3, 3, 2, 1).mean(9)).isZero();
  }

  @Test
  void checkpoints_areAtThePowersOfTwo() {
    TrainingTrajectory course = course(9, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(course.checkpoints())
        .extracting(TrainingTrajectory.Checkpoint::epoch)
        .containsExactly(0, 1, 2, 4, 8);
    assertThat(course.checkpoints().get(3).parameters()).containsExactly(4, 4);
    assertThat(course.checkpoints().getFirst().parameters()).containsExactly(START);
    assertThat(TrainingTrajectory.checkpoints(9)).isEqualTo(5);
    assertThat(TrainingTrajectory.checkpoints(1)).isEqualTo(2);
    assertThat(TrainingTrajectory.checkpoints(1024)).isEqualTo(12);
  }

  @Test
  void training_keepsWhatATrainingOfThatManyEpochsAnswers() {
    NeuronService neurons = new NeuronService();
    Training training =
        neurons.begin(Examples.slides(), Hyperparameters.builder().epochs(100).build());
    var _ = requireNonNull(training.run(TrainingListener.NONE));
    List<TrainingTrajectory.Checkpoint> kept = training.course().checkpoints();
    assertThat(kept).hasSize(TrainingTrajectory.checkpoints(100));
    for (TrainingTrajectory.Checkpoint checkpoint : kept.subList(1, kept.size())) {
      TrainingResult shorter =
          neurons.train(
              Examples.slides(), Hyperparameters.builder().epochs(checkpoint.epoch()).build());
      assertThat(checkpoint.parameters()).containsExactly(shorter.parameters().toArray());
    }
  }
}
