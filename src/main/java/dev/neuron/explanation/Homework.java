package dev.neuron.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers that a learner worked out, as they were written, under the names of the response. */
@Schema(
    name = "Claims",
    description =
        "Any of the quantities of the answer, as a learner worked them out. Each is a number, or text"
            + " that is one: a JSON number loses the zeros at its end, text (\"0.50\") keeps them. What is"
            + " absent or null is not claimed")
record Homework(
    @Schema(description = "h = x·W + b") @Nullable WrittenNumber h,
    @Schema(description = "ŷ = σ(h)") @Nullable WrittenNumber yHat,
    @Schema(description = "L, of several rows their mean") @Nullable WrittenNumber loss,
    @JsonProperty("dLoss_dyHat") @Schema(description = "dL/dŷ")
        @Nullable WrittenNumber lossByPrediction,
    @JsonProperty("dyHat_dh") @Schema(description = "dŷ/dh = ŷ(1 − ŷ)")
        @Nullable WrittenNumber predictionByLogit,
    @JsonProperty("dLoss_dh") @Schema(description = "dL/dh = dL/dŷ · dŷ/dh")
        @Nullable WrittenNumber lossByLogit,
    @JsonProperty("dh_dW")
        @JsonSetter(contentNulls = Nulls.SET)
        @ArraySchema(arraySchema = @Schema(description = "dh/dW = x"))
        @Nullable List<@Nullable WrittenNumber> logitByWeights,
    @JsonProperty("dh_db") @Schema(description = "dh/db = 1") @Nullable WrittenNumber logitByBias,
    @JsonProperty("dLoss_dW")
        @JsonSetter(contentNulls = Nulls.SET)
        @ArraySchema(arraySchema = @Schema(description = "dL/dW, of several rows their mean"))
        @Nullable List<@Nullable WrittenNumber> lossByWeights,
    @JsonProperty("dLoss_db") @Schema(description = "dL/db, of several rows their mean")
        @Nullable WrittenNumber lossByBias,
    @Schema(description = "After the step") @Nullable Step step) {

  static final Homework NONE =
      new Homework(null, null, null, null, null, null, null, null, null, null, null);

  /** W and b after one step, and the loss there. */
  @Schema(name = "ClaimedStep")
  record Step(
      @JsonProperty("W")
          @JsonSetter(contentNulls = Nulls.SET)
          @ArraySchema(arraySchema = @Schema(description = "W − α · dL/dW"))
          @Nullable List<@Nullable WrittenNumber> weights,
      @JsonProperty("b") @Schema(description = "b − α · dL/db") @Nullable WrittenNumber bias,
      @Schema(description = "L after the step") @Nullable WrittenNumber loss) {

    static final Step NONE = new Step(null, null, null);
  }

  Step stepOrNone() {
    return step == null ? Step.NONE : step;
  }

  /** Every number under its path, in the order in which they follow from each other. */
  Map<String, WrittenNumber> numbers() {
    Map<String, WrittenNumber> numbers = new LinkedHashMap<>();
    put(numbers, "h", h);
    put(numbers, "yHat", yHat);
    put(numbers, "loss", loss);
    put(numbers, "dLoss_dyHat", lossByPrediction);
    put(numbers, "dyHat_dh", predictionByLogit);
    put(numbers, "dLoss_dh", lossByLogit);
    putAll(numbers, "dh_dW", logitByWeights);
    put(numbers, "dh_db", logitByBias);
    putAll(numbers, "dLoss_dW", lossByWeights);
    put(numbers, "dLoss_db", lossByBias);
    putAll(numbers, "step/W", stepOrNone().weights());
    put(numbers, "step/b", stepOrNone().bias());
    put(numbers, "step/loss", stepOrNone().loss());
    return numbers;
  }

  private static void put(
      Map<String, WrittenNumber> numbers, String field, @Nullable WrittenNumber number) {
    if (number != null) {
      numbers.put(field, number);
    }
  }

  private static void putAll(
      Map<String, WrittenNumber> numbers,
      String field,
      @Nullable List<@Nullable WrittenNumber> values) {
    for (int j = 0; values != null && j < values.size(); j++) {
      put(numbers, field + "/" + j, values.get(j));
    }
  }
}
