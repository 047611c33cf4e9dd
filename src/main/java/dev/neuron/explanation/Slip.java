package dev.neuron.explanation;

/** The most common slips in calculations by hand. */
enum Slip {
  CARRIED_OVER(
      "it follows from an earlier number of yours that is wrong; this step itself is right"),
  BIAS_LEFT_OUT("the bias b was left out"),
  SIGMOID_LEFT_OUT("this is h; the sigmoid σ was not applied"),
  SQUARE_LEFT_OUT("the error y − ŷ was not squared"),
  ABSOLUTE_ERROR("this is the absolute error |y − ŷ|, not the cross-entropy"),
  HALF_LOSS("this is half of it; this loss has no factor ½"),
  OTHER_LOSS("this is the value of the other loss function"),
  SIGN_LOST("the minus sign was lost"),
  TWO_LOST("the 2 of the square's derivative was lost"),
  DERIVATIVE_LEFT_OUT("the sigmoid's derivative ŷ(1 − ŷ) was left out"),
  DERIVATIVE_AT_YHAT("σ′ was evaluated at ŷ instead of h"),
  YHAT_FOR_DERIVATIVE("ŷ stands where the sigmoid's derivative ŷ(1 − ŷ) belongs"),
  COMPLEMENT_FOR_DERIVATIVE("1 − ŷ stands where the sigmoid's derivative ŷ(1 − ŷ) belongs"),
  WEIGHT_FOR_INPUT("the weight stands where the input x belongs; h changes with W by x"),
  X_LEFT_OUT("the input x was left out"),
  INPUT_FOR_BIAS("it was multiplied by an input x; h changes with b by 1"),
  PENALTY_LEFT_OUT("the penalty λ on the weights was left out"),
  SUM_INSTEAD_OF_MEAN("this is the sum over the rows; it was not divided by their number"),
  UPDATE_ADDED("the step was added instead of subtracted"),
  RATE_LEFT_OUT("the learning rate α was left out"),
  RATE_TWICE("the learning rate α was applied twice"),
  VELOCITY_LEFT_OUT("the velocity before the step was left out"),
  CHANGE_FOR_STEP("this is the change alone; it was not applied to the value before the step"),
  STEP_NOT_TAKEN("this is the value before the step");

  private final String meaning;

  Slip(String meaning) {
    this.meaning = meaning;
  }

  /** The slip as half a sentence. */
  String meaning() {
    return meaning;
  }
}
