package dev.neuron.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.LongTest;
import dev.neuron.explanation.Learner.Habit;
import dev.neuron.explanation.Learner.Rounding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten thousand homeworks without a slip get no wrong verdict.
 *
 * <p>The exercises: one row, or of a fifth two to four; up to three features; x, W and b of 0 to 2
 * decimals or as many as a double has, with W up to 4, so that ŷ is saturated; both losses; α from
 * 0.1 to 2; of a third also a penalty, momentum with a velocity, and half of those on a scale.
 *
 * <p>The homeworks: every number rounded to 2, 3 or 4 decimals or significant digits, ties up or
 * down, sent as JSON numbers or as text; a third goes on with the calculator's digits, a third with
 * what was written, a third now with this and now with that. dL/dh is written or only rounded on
 * the way; with cross-entropy it is the product or ŷ − y. With decimals, numbers become 0.01 and
 * 0.00. What no field holds, such as ŷ after the step, is not rounded.
 */
@LongTest
class RightHomeworkTest {

  private static final int EXERCISES = 10_000;
  private static final int ROUNDINGS = 6;

  @ParameterizedTest
  @CsvSource({"2, true", "3, true", "4, true", "2, false", "3, false", "4, false"})
  void rightHomework_roundedAndCarriedOn_hasNoWrongVerdict(int places, boolean isOfDecimals) {
    Random random = new Random(18 + places);
    Rounding rounding = new Rounding(places, isOfDecimals);
    List<Habit> habits = List.of(Habit.values());
    for (int k = 0; k <= EXERCISES / ROUNDINGS; k++) {
      int rows = random.nextInt(5) == 0 ? 2 + random.nextInt(3) : 1;
      Exercise exercise = Exercise.random(random, rows, random.nextInt(3) > 0);
      Habit habit = habits.get(k % habits.size());
      Homework homework = new Learner(exercise, rounding, habit, random).work();
      List<Verdict> verdicts = Claims.verdicts(exercise.derivation(), homework);
      assertThat(verdicts)
          .as("%s of %s: %s", habit, exercise, homework)
          .hasSameSizeAs(homework.numbers().keySet())
          .allMatch(Verdict::right);
    }
  }
}
