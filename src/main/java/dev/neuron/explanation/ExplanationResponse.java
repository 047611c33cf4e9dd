package dev.neuron.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.neuron.core.ChainRule;
import dev.neuron.core.ChainRule.Factors;
import dev.neuron.core.GradientCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every factor of the chain rule, the step it leads to, and verdicts on what was claimed. */
@Schema(
    name = "Explanation",
    requiredProperties = {"loss", "dh_db", "dLoss_dW", "dLoss_db", "step"},
    description =
        "The quantities of the derivation; of several rows those that each row has for itself are in"
            + " rows, and the others are means")
record ExplanationResponse(
    @Schema(description = "Id of the model; absent if W and b came with the request")
        @Nullable String modelId,
    @JsonUnwrapped Quantities quantities,
    @Schema(description = "Of several rows, the quantities of each") @Nullable List<Row> rows,
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
      @JsonProperty("dh_dW") double[] logitByWeights,
      @JsonProperty("dh_db") double logitByBias,
      @JsonProperty("dLoss_dW") double[] lossByWeights,
      @JsonProperty("dLoss_db") double lossByBias) {}

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
      @Nullable String modelId, Derivation derivation, List<Verdict> verdicts) {
    ChainRule chain = derivation.chain();
    int n = derivation.rows().rows();
    return new ExplanationResponse(
        modelId,
        derivation.truth(),
        n == 1 ? null : IntStream.range(0, n).mapToObj(i -> row(derivation, i)).toList(),
        Check.of(chain.check()),
        new Latex(derivation).text(),
        verdicts);
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
        x,
        1,
        gradient,
        row.lossByLogit());
  }
}
