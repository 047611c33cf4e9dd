package dev.neuron.explanation;

import dev.neuron.core.neuron.LossFunction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A learner who works a derivation out without a slip, in plain doubles, by the formulas of the
 * slides, rounds every number, and goes on with what the {@link Habit} says.
 */
final class Learner {

  /** What a learner goes on with. */
  enum Habit {
    /** The calculator's digits. */
    UNROUNDED,
    /** What was written down. */
    WRITTEN,
    /** Now this, now that. */
    MIXED
  }

  /**
   * How numbers are rounded.
   *
   * @param places decimals, or significant digits
   */
  record Rounding(int places, boolean isOfDecimals) {}

  private final Exercise exercise;
  private final Rounding rounding;
  private final Habit habit;
  private final boolean asText;
  private final boolean writesByLogit;
  private final Random random;
  private final HomeworkBuilder homework = new HomeworkBuilder();
  private final Map<String, double[]> known = new LinkedHashMap<>();

  Learner(Exercise exercise, Rounding rounding, Habit habit, Random random) {
    this.exercise = exercise;
    this.rounding = rounding;
    this.habit = habit;
    this.random = random;
    asText = random.nextBoolean();
    writesByLogit = random.nextBoolean();
  }

  Homework work() {
    if (exercise.x().length == 1) {
      forward();
      gradient();
    } else {
      means();
    }
    step();
    return homework.build();
  }

  private void forward() {
    double[] x = exercise.x()[0];
    double y = exercise.y()[0];
    write("h", exercise.logit(x));
    write("yHat", sigmoid(goOn("h")));
    double yHat = goOn("yHat");
    if (Double.isFinite(exercise.loss(y, yHat))) {
      write("loss", exercise.loss(y, yHat) + exercise.penalty());
    }
    double prediction = usable(y);
    write("dLoss_dyHat", exercise.byPrediction(y, prediction));
    yHat = goOn("yHat");
    write("dyHat_dh", yHat * (1 - yHat));
  }

  /** ŷ as it can be divided by. */
  private double usable(double y) {
    double yHat = goOn("yHat");
    return Double.isFinite(exercise.byPrediction(y, yHat))
        ? yHat
        : Objects.requireNonNull(known.get("yHat"))[0];
  }

  private void gradient() {
    double[] x = exercise.x()[0];
    double y = exercise.y()[0];
    boolean isShort = exercise.loss() == LossFunction.CROSS_ENTROPY && random.nextBoolean();
    double byLogit = isShort ? goOn("yHat") - y : goOn("dLoss_dyHat") * goOn("dyHat_dh");
    if (writesByLogit) {
      write("dLoss_dh", byLogit);
    } else {
      known.put("dLoss_dh", new double[] {byLogit, round(byLogit).doubleValue()});
    }
    for (int j = 0; j < x.length; j++) {
      write("dLoss_dW/" + j, goOn("dLoss_dh") * x[j] + exercise.penaltyGradient(j));
    }
    write("dLoss_db", goOn("dLoss_dh"));
  }

  private void means() {
    int n = exercise.x().length;
    int d = exercise.weights().length;
    double loss = 0;
    double[] gradient = new double[d + 1];
    for (int i = 0; i < n; i++) {
      double yHat = sigmoid(exercise.logit(exercise.x()[i]));
      loss += exercise.loss(exercise.y()[i], yHat) / n;
      double byLogit = exercise.byPrediction(exercise.y()[i], yHat) * yHat * (1 - yHat) / n;
      for (int j = 0; j <= d; j++) {
        gradient[j] += byLogit * (j < d ? exercise.x()[i][j] : 1);
      }
    }
    write("loss", loss + exercise.penalty());
    for (int j = 0; j < d; j++) {
      write("dLoss_dW/" + j, gradient[j] + exercise.penaltyGradient(j));
    }
    write("dLoss_db", gradient[d]);
  }

  private void step() {
    int d = exercise.weights().length;
    double[] after = new double[d];
    for (int j = 0; j < d; j++) {
      write("step/W/" + j, exercise.rawWeight(j, moved(j, exercise.weights()[j], "dLoss_dW/" + j)));
      after[j] = goOn("step/W/" + j);
    }
    write("step/b", exercise.rawBias(moved(d, exercise.bias(), "dLoss_db"), after));
    double loss = exercise.lossAt(after, goOn("step/b"));
    if (Double.isFinite(loss)) {
      write("step/loss", loss);
    }
  }

  private double moved(int j, double from, String gradient) {
    double kept = exercise.momentum() * exercise.velocity()[j];
    return from + kept - exercise.learningRate() * goOn(gradient);
  }

  private void write(String field, double value) {
    BigDecimal rounded = round(value);
    known.put(field, new double[] {value, rounded.doubleValue()});
    WrittenNumber written =
        asText
            ? WrittenNumber.of(rounded.toPlainString())
            : WrittenNumber.of(rounded.doubleValue());
    homework.with(field, Objects.requireNonNull(written));
  }

  private double goOn(String field) {
    boolean asWritten = habit == Habit.WRITTEN || (habit == Habit.MIXED && random.nextBoolean());
    return Objects.requireNonNull(known.get(field))[asWritten ? 1 : 0];
  }

  /** The number rounded; a tie goes either way. */
  private BigDecimal round(double value) {
    RoundingMode tie = random.nextBoolean() ? RoundingMode.HALF_UP : RoundingMode.HALF_DOWN;
    BigDecimal exact = BigDecimal.valueOf(value);
    if (rounding.isOfDecimals()) {
      return exact.setScale(rounding.places(), tie);
    }
    BigDecimal rounded = exact.round(new MathContext(rounding.places(), tie));
    int missing = rounding.places() - rounded.precision();
    return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.setScale(rounded.scale() + missing);
  }

  private static double sigmoid(double h) {
    return 1 / (1 + Math.exp(-h));
  }
}
