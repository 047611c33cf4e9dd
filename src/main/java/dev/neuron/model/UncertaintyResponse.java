package dev.neuron.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.Uncertainty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How uncertain W and b are if the rows are a sample, or why that cannot be said. */
@Schema(
    name = "Uncertainty",
    description =
        "How uncertain W and b are if the rows are a sample of many more, as logistic regression states"
            + " it: standard errors and the rest, or unavailable with the reason; only with newton and"
            + " lbfgs")
record UncertaintyResponse(
    @Nullable StandardErrors standardErrors,
    @Schema(
            description =
                "For each feature, the factor by which the odds of class 1 grow when it grows by 1")
        @Nullable List<OddsRatio> oddsRatios,
    @Schema(description = "−2 log of the likelihood") @Nullable Double deviance,
    @Schema(description = "The deviance of a neuron that has b alone")
        @Nullable Double nullDeviance,
    @Schema(description = "Why there is nothing else here", example = "l2 is above 0, …")
        @Nullable String unavailable) {

  /** The quantile of the normal distribution for limits of 95 %. */
  private static final double LIMIT = 1.959963984540054;

  /** Standard errors of W and b. */
  @Schema(name = "StandardErrors")
  record StandardErrors(@JsonProperty("W") double[] weights, @JsonProperty("b") double bias) {}

  /** An odds ratio with its limits; what is beyond the range of numbers is null. */
  @Schema(
      name = "OddsRatio",
      description =
          "e^Wⱼ with the limits between which it lies with 95 % confidence; a number that is too large"
              + " is absent")
  record OddsRatio(
      @Schema(description = "x1, x2, … if the features have no names") String feature,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high) {

    static OddsRatio of(String feature, double weight, double error) {
      return new OddsRatio(
          feature,
          finite(Math.exp(weight)),
          finite(Math.exp(weight - LIMIT * error)),
          finite(Math.exp(weight + LIMIT * error)));
    }

    private static @Nullable Double finite(double value) {
      return value <= Double.MAX_VALUE ? value : null;
    }
  }

  static @Nullable UncertaintyResponse of(Provenance origin, @Nullable List<String> names) {
    TrainingResult result = origin.result();
    Uncertainty uncertainty = result.uncertainty();
    if (uncertainty == null) {
      return null;
    }
    NeuronParameters errors = uncertainty.standardErrors();
    if (errors == null) {
      return unavailable(uncertainty.unavailable());
    }
    if (origin.classWeights() != null) {
      return unavailable("classWeights change how much a row counts, so rows are not cases.");
    }
    NeuronParameters parameters = result.parameters();
    List<OddsRatio> ratios =
        IntStream.range(0, errors.features())
            .mapToObj(
                j ->
                    OddsRatio.of(
                        names == null ? "x" + (j + 1) : names.get(j),
                        parameters.weight(j),
                        errors.weight(j)))
            .toList();
    return new UncertaintyResponse(
        new StandardErrors(errors.weights(), errors.bias()),
        ratios,
        uncertainty.deviance(),
        uncertainty.nullDeviance(),
        null);
  }

  private static UncertaintyResponse unavailable(@Nullable String why) {
    return new UncertaintyResponse(null, null, null, null, why);
  }
}
