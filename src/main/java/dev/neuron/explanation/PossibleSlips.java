package dev.neuron.explanation;

import dev.neuron.core.neuron.LossFunction;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The slips that can be made in each quantity of a derivation, the likeliest first. */
final class PossibleSlips {

  private final Derivation derivation;

  PossibleSlips(Derivation derivation) {
    this.derivation = derivation;
  }

  List<Slip> ofLogit() {
    return List.of(Slip.BIAS_LEFT_OUT);
  }

  List<Slip> ofPrediction() {
    return List.of(Slip.SIGMOID_LEFT_OUT, Slip.SIGN_LOST, Slip.BIAS_LEFT_OUT);
  }

  List<Slip> ofLoss() {
    return possible(
        Slip.SQUARE_LEFT_OUT,
        Slip.ABSOLUTE_ERROR,
        Slip.HALF_LOSS,
        Slip.OTHER_LOSS,
        Slip.SUM_INSTEAD_OF_MEAN,
        Slip.PENALTY_LEFT_OUT);
  }

  List<Slip> ofLossByPrediction() {
    return possible(Slip.SIGN_LOST, Slip.TWO_LOST);
  }

  List<Slip> ofDerivative() {
    return List.of(
        Slip.YHAT_FOR_DERIVATIVE, Slip.COMPLEMENT_FOR_DERIVATIVE, Slip.DERIVATIVE_AT_YHAT);
  }

  List<Slip> ofLossByLogit() {
    return possible(
        Slip.SIGN_LOST,
        Slip.TWO_LOST,
        Slip.DERIVATIVE_LEFT_OUT,
        Slip.YHAT_FOR_DERIVATIVE,
        Slip.COMPLEMENT_FOR_DERIVATIVE,
        Slip.DERIVATIVE_AT_YHAT);
  }

  List<Slip> ofWeight() {
    return and(
        List.of(Slip.X_LEFT_OUT, Slip.WEIGHT_FOR_INPUT),
        ofLossByLogit(),
        possible(Slip.SUM_INSTEAD_OF_MEAN, Slip.PENALTY_LEFT_OUT));
  }

  List<Slip> ofBias() {
    return and(List.of(Slip.INPUT_FOR_BIAS), ofLossByLogit(), possible(Slip.SUM_INSTEAD_OF_MEAN));
  }

  List<Slip> ofStepOfWeight() {
    return ofStep(ofWeight());
  }

  List<Slip> ofStepOfBias() {
    return ofStep(ofBias());
  }

  private List<Slip> ofStep(List<Slip> ofGradient) {
    List<Slip> ofStep =
        possible(
            Slip.UPDATE_ADDED,
            Slip.RATE_LEFT_OUT,
            Slip.RATE_TWICE,
            Slip.CHANGE_FOR_STEP,
            Slip.VELOCITY_LEFT_OUT);
    return and(ofStep, ofGradient);
  }

  List<Slip> ofLossAfter() {
    return possible(Slip.STEP_NOT_TAKEN, Slip.HALF_LOSS);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only the stream reads the array
  private static List<Slip> and(List<Slip>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }

  private List<Slip> possible(Slip... slips) {
    return Stream.of(slips).filter(possible()).toList();
  }

  /** True if a slip can be made with this loss, these rows and these settings. */
  private Predicate<Slip> possible() {
    boolean isSquare = derivation.loss() == LossFunction.MSE;
    return slip ->
        switch (slip) {
          case SQUARE_LEFT_OUT, HALF_LOSS, TWO_LOST -> isSquare;
          case ABSOLUTE_ERROR -> !isSquare;
          case SUM_INSTEAD_OF_MEAN -> !derivation.isOfOneRow();
          case PENALTY_LEFT_OUT -> derivation.settings().l2() != 0;
          case VELOCITY_LEFT_OUT -> derivation.settings().momentum() != 0;
          default -> true;
        };
  }
}
