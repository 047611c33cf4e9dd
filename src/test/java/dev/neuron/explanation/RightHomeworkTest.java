package dev.neuron.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.explanation.Learner.Habit;
import dev.neuron.explanation.Learner.Rounding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightHomeworkTest {

  private static final int EXERCISES = 10_000;

  @ParameterizedTest
  @CsvSource({"2, true", "3, true", "4, true", "2, false", "3, false", "4, false"})
  void rightHomework_roundedAndCarriedOn_hasNoWrongVerdict(int places, boolean decimals) {
    Random random = new Random(18 + places);
    int wrong = 0, n = 0;
    for (int k = 0; k < EXERCISES / 6 + 1; k++) {
      int rows = random.nextInt(5) == 0 ? 2 + random.nextInt(3) : 1;
      Exercise exercise = Exercise.random(random, rows, random.nextInt(3) > 0);
      Habit habit = Habit.values()[k % 3];
      Learner learner = new Learner(exercise, new Rounding(places, decimals), habit, random);
      Homework homework = learner.work();
      List<Verdict> verdicts = Claims.verdicts(exercise.derivation(), homework);
      for (Verdict v : verdicts) {
        n++;
        if (!v.right()) {
          wrong++;
          if (wrong < 6)
            System.out.println(
                habit
                    + " "
                    + v
                    + "\n   "
                    + exercise.loss()
                    + " "
                    + java.util.Arrays.toString(exercise.weights())
                    + exercise.bias()
                    + java.util.Arrays.deepToString(exercise.x())
                    + java.util.Arrays.toString(exercise.y())
                    + " a"
                    + exercise.learningRate()
                    + " l2 "
                    + exercise.l2()
                    + " "
                    + homework.numbers().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue().value())
                        .toList());
        }
      }
    }
    System.out.println(places + " " + decimals + " wrong " + wrong + " of " + n);
    assertThat(wrong).isZero();
  }
}
