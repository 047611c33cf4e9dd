package dev.neuron.explanation;

import dev.neuron.core.neuron.LossFunction;
import java.util.ArrayList;
import java.util.List;

/** What each quantity of an exercise of one row becomes with a slip, in plain doubles. */
final class SlippedFormulas {

  private final Exercise exercise;
  private final double[] x;
  private final double y;
  private final double h;
  private final double yHat;

  SlippedFormulas(Exercise exercise) {
    this.exercise = exercise;
    x = exercise.x()[0];
    y = exercise.y()[0];
    h = exercise.logit(x);
    yHat = sigmoid(h);
  }

  private static double sigmoid(double h) {
    return 1 / (1 + Math.exp(-h));
  }

  /** The ways in which a slip can be made in a quantity; none if it cannot. */
  double[] values(String field, Slip slip) {
    int d = x.length;
    return switch (field) {
      case "h" -> slip == Slip.BIAS_LEFT_OUT ? one(h - exercise.bias()) : new double[0];
      case "yHat" -> prediction(slip);
      case "loss" -> loss(slip);
      case "dLoss_dyHat" -> isOfFactor(slip) ? one(byPrediction(slip)) : new double[0];
      case "dyHat_dh" ->
          isOfDerivative(slip) && slip != Slip.DERIVATIVE_LEFT_OUT
              ? one(derivative(slip))
              : new double[0];
      case "dLoss_dh" ->
          isOfFactor(slip) || isOfDerivative(slip) ? one(byLogit(slip)) : new double[0];
      case "dLoss_dW/0" -> isOfGradient(slip, 0) ? one(gradient(0, slip)) : new double[0];
      case "dLoss_db" -> isOfGradient(slip, d) ? gradientOfBias(slip) : new double[0];
      case "step/W/0" -> step(0, exercise.weights()[0], slip);
      case "step/b" -> step(d, exercise.bias(), slip);
      default -> new double[0];
    };
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private double[] prediction(Slip slip) {
    return switch (slip) {
      case SIGMOID_LEFT_OUT -> one(h);
      case SIGN_LOST -> one(sigmoid(-h));
      case BIAS_LEFT_OUT -> one(sigmoid(h - exercise.bias()));
      default -> new double[0];
    };
  }

  private double[] loss(Slip slip) {
    boolean isSquare = exercise.loss() == LossFunction.MSE;
    double penalty = exercise.penalty();
    double error = y - yHat;
    double entropy = -y * Math.log(yHat) - (1 - y) * Math.log(1 - yHat);
    return switch (slip) {
      case SQUARE_LEFT_OUT ->
          isSquare ? new double[] {error + penalty, Math.abs(error) + penalty} : new double[0];
      case ABSOLUTE_ERROR ->
          isSquare ? new double[0] : new double[] {error + penalty, Math.abs(error) + penalty};
      case HALF_LOSS -> isSquare ? one(error * error / 2 + penalty) : new double[0];
      case OTHER_LOSS -> one((isSquare ? entropy : error * error) + penalty);
      case PENALTY_LEFT_OUT -> exercise.l2() == 0 ? new double[0] : one(exercise.loss(y, yHat));
      default -> new double[0];
    };
  }

  private boolean isOfFactor(Slip slip) {
    return slip == Slip.SIGN_LOST || (slip == Slip.TWO_LOST && exercise.loss() == LossFunction.MSE);
  }

  private static boolean isOfDerivative(Slip slip) {
    return switch (slip) {
      case DERIVATIVE_LEFT_OUT,
          DERIVATIVE_AT_YHAT,
          YHAT_FOR_DERIVATIVE,
          COMPLEMENT_FOR_DERIVATIVE ->
          true;
      default -> false;
    };
  }

  private boolean isOfGradient(Slip slip, int j) {
    boolean isOfInput =
        switch (slip) {
          case X_LEFT_OUT, WEIGHT_FOR_INPUT -> j < x.length;
          case PENALTY_LEFT_OUT -> j < x.length && exercise.l2() != 0;
          case INPUT_FOR_BIAS -> j == x.length;
          default -> false;
        };
    return isOfInput || isOfFactor(slip) || isOfDerivative(slip);
  }

  private double byPrediction(Slip slip) {
    double value = exercise.byPrediction(y, yHat);
    return slip == Slip.SIGN_LOST ? -value : slip == Slip.TWO_LOST ? value / 2 : value;
  }

  private double derivative(Slip slip) {
    return switch (slip) {
      case DERIVATIVE_LEFT_OUT -> 1;
      case DERIVATIVE_AT_YHAT -> sigmoid(yHat) * (1 - sigmoid(yHat));
      case YHAT_FOR_DERIVATIVE -> yHat;
      case COMPLEMENT_FOR_DERIVATIVE -> 1 - yHat;
      default -> yHat * (1 - yHat);
    };
  }

  private double byLogit(Slip slip) {
    return byPrediction(slip) * derivative(slip);
  }

  private double gradient(int j, Slip slip) {
    double penalty = slip == Slip.PENALTY_LEFT_OUT ? 0 : exercise.penaltyGradient(j);
    double input =
        switch (slip) {
          case X_LEFT_OUT -> 1;
          case WEIGHT_FOR_INPUT -> exercise.weights()[j];
          default -> x[j];
        };
    return byLogit(slip) * input + penalty;
  }

  private double[] gradientOfBias(Slip slip) {
    if (slip != Slip.INPUT_FOR_BIAS) {
      return one(byLogit(slip));
    }
    double[] values = new double[x.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = byLogit(slip) * x[j];
    }
    return values;
  }

  /** W or b after a step with a slip; where features are not scaled. */
  private double[] step(int j, double before, Slip slip) {
    List<Double> values = new ArrayList<>();
    double rate = exercise.learningRate();
    double kept = exercise.momentum() * exercise.velocity()[j];
    for (double gradient : j < x.length ? one(gradient(j, slip)) : gradientOfBias(slip)) {
      switch (slip) {
        case UPDATE_ADDED -> values.add(before + kept + rate * gradient);
        case RATE_LEFT_OUT -> values.add(before + kept - gradient);
        case RATE_TWICE -> values.add(before + kept - rate * rate * gradient);
        case CHANGE_FOR_STEP -> {
          values.add(kept - rate * gradient);
          values.add(rate * gradient - kept);
        }
        case VELOCITY_LEFT_OUT -> {
          if (exercise.momentum() != 0) {
            values.add(before - rate * gradient);
          }
        }
        default -> {
          if (isOfGradient(slip, j)) {
            values.add(before + kept - rate * gradient);
          }
        }
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The true value. */
  double truth(String field) {
    int d = x.length;
    Slip none = Slip.CARRIED_OVER; // which is none of these formulas' own
    return switch (field) {
      case "h" -> h;
      case "yHat" -> yHat;
      case "loss" -> exercise.loss(y, yHat) + exercise.penalty();
      case "dLoss_dyHat" -> byPrediction(none);
      case "dyHat_dh" -> derivative(none);
      case "dLoss_dh" -> byLogit(none);
      case "dLoss_dW/0" -> gradient(0, none);
      case "dLoss_db" -> byLogit(none);
      case "step/W/0" -> after(0, exercise.weights()[0], gradient(0, none));
      default -> after(d, exercise.bias(), byLogit(none));
    };
  }

  private double after(int j, double before, double gradient) {
    double kept = exercise.momentum() * exercise.velocity()[j];
    return before + kept - exercise.learningRate() * gradient;
  }
}
