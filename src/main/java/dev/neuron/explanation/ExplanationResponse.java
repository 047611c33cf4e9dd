package dev.neuron.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.neuron.core.explanation.ChainRule;
import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.explanation.GradientCheck;
import dev.neuron.explanation.ExplanationRequest.Scale;
import dev.neuron.explanation.ExplanationRequest.Velocity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every factor of the chain rule, the step it leads to, and verdicts on what was claimed. */
@Schema(
    name = "Explanation",
    requiredProperties = {"loss", "dh_db", "dLoss_dW", "dLoss_db"},
    description =
        "The quantities of the derivation; of several rows those that each row has for itself are in"
            + " rows, and the others are means")
record ExplanationResponse(
    @Schema(description = "Id of the model; absent if W and b came with the request")
        @Nullable String modelId,
    @JsonUnwrapped Quantities quantities,
    @Schema(description = "Of several rows, the quantities of each")
        @Nullable List<@Nullable Row> rows,
    @Schema(description = "λ Σ Wⱼ², a part of the loss; only if l2 was sent")
        @Nullable Double penalty,
    @Schema(
            description =
                "The velocity after the step, on the scale of the step, for the next step's velocity;"
                    + " only if momentum was sent")
        @Nullable Velocity velocity,
    @Schema(description = "Newton's step, on the scale of the step; only with solver newton")
        @Nullable NewtonResponse newton,
    @Schema(
            description =
                "Only if features are scaled; dh_dW, dLoss_dW and dLoss_db are then on this scale")
        @Nullable OnScale standardized,
    @Schema(description = "The same gradient by central differences, without the chain rule")
        Check gradientCheck,
    @Schema(description = "The whole derivation with its numbers, in LaTeX") String latex,
    @Schema(description = "One for each number in claims") List<Verdict> verdicts) {

  /** The factors of one of several rows. */
  @Schema(name = "RowExplanation", description = "The factors of one row")
  record Row(
      double h,
      double yHat,
      double loss,
      @JsonProperty("dLoss_dyHat") @Nullable Double lossByPrediction,
      @JsonProperty("dyHat_dh") double predictionByLogit,
      @JsonProperty("dLoss_dh") double lossByLogit,
      @Schema(description = "d²L/dh², for Newton's step") @Nullable Double curvature,
      @JsonProperty("dh_dW") double[] logitByWeights,
      @JsonProperty("dh_db") double logitByBias,
      @JsonProperty("dLoss_dW") double[] lossByWeights,
      @JsonProperty("dLoss_db") double lossByBias) {}

  /** The scale of the step, and what it makes of the rows and of the neuron. */
  @Schema(
      name = "StandardizedStep",
      description = "The scale of the step, and what it makes of the rows and of the neuron")
  record OnScale(
      Scale scale,
      @Schema(description = "The rows on the scale") double[][] x,
      @JsonProperty("W") @Schema(description = "W · deviation") double[] weights,
      @JsonProperty("b") @Schema(description = "b + Σ Wⱼ meanⱼ") double bias,
      @Schema(description = "W and b on the scale after the step; absent if there is none")
          @Nullable Scaled step) {

    /** W and b on the scale. */
    @Schema(name = "StandardizedParameters")
    record Scaled(@JsonProperty("W") double[] weights, @JsonProperty("b") double bias) {}

    static @Nullable OnScale of(Derivation derivation) {
      ChainRule.OnScale on = derivation.chain().onScale();
      return on == null
          ? null
          : new OnScale(
              Scale.of(on.scale()),
              IntStream.range(0, on.rows().rows())
                  .mapToObj(derivation::row)
                  .toArray(double[][]::new),
              on.start().weights(),
              on.start().bias(),
              derivation.hasStep() ? new Scaled(on.step().weights(), on.step().bias()) : null);
    }
  }

  /** The gradient by differences. */
  @Schema(name = "GradientCheck")
  record Check(
      @JsonProperty("dLoss_dW") double[] lossByWeights,
      @JsonProperty("dLoss_db") double lossByBias,
      @Schema(
              description =
                  "The largest difference from the analytic gradient, relative to the larger of the"
                      + " two or, where both are smaller, to 0.001 (times the feature's largest value"
                      + " if that is above 1)")
          double maxRelativeError) {

    static Check of(GradientCheck check) {
      return new Check(check.weightGradient(), check.biasGradient(), check.maxRelativeError());
    }
  }

  static ExplanationResponse of(
      @Nullable String modelId,
      ExplanationRequest request,
      Derivation derivation,
      List<Verdict> verdicts) {
    ChainRule chain = derivation.chain();
    return new ExplanationResponse(
        modelId,
        derivation.truth(),
        derivation.isOfOneRow() ? null : rows(derivation),
        request.l2() == null ? null : chain.penalty(),
        request.momentum() == null ? null : Velocity.of(chain.velocity()),
        NewtonResponse.of(chain.newton()),
        OnScale.of(derivation),
        Check.of(chain.check()),
        new Latex(derivation).text(),
        verdicts);
  }

  private static List<@Nullable Row> rows(Derivation derivation) {
    List<@Nullable Row> rows = new ArrayList<>();
    for (int i = 0; i < derivation.rows().rows(); i++) {
      rows.add(derivation.rows().weight(i) == 0 ? null : row(derivation, i));
    }
    return rows;
  }

  private static Row row(Derivation derivation, int i) {
    Factors row = derivation.chain().rows().get(i);
    double[] x = derivation.row(i);
    double[] gradient = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      gradient[j] = 0 + row.lossByLogit() * x[j]; // 0 + for −0 would puzzle
    }
    return new Row(
        row.h(),
        row.yHat(),
        row.loss(),
        Double.isFinite(row.lossByPrediction()) ? row.lossByPrediction() : null,
        row.predictionByLogit(),
        row.lossByLogit(),
        derivation.curvature(i),
        x,
        1,
        gradient,
        row.lossByLogit());
  }
}
