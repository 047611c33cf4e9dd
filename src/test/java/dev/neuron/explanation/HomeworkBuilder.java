package dev.neuron.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a homework from numbers under their paths. */
final class HomeworkBuilder {

  private final Map<String, WrittenNumber> numbers = new LinkedHashMap<>();

  /** The homework of one number. */
  static Homework of(String field, WrittenNumber number) {
    return new HomeworkBuilder().with(field, number).build();
  }

  /** The homework of all true numbers, with all their digits. */
  static Homework of(Quantities truth) {
    HomeworkBuilder builder = new HomeworkBuilder();
    builder.with("h", truth.h());
    builder.with("yHat", truth.yHat());
    builder.with("loss", truth.loss());
    builder.with("dLoss_dyHat", truth.lossByPrediction());
    builder.with("dyHat_dh", truth.predictionByLogit());
    builder.with("dLoss_dh", truth.lossByLogit());
    builder.withAll("dh_dW", truth.logitByWeights());
    builder.with("dh_db", truth.logitByBias());
    builder.withAll("dLoss_dW", truth.lossByWeights());
    builder.with("dLoss_db", truth.lossByBias());
    Quantities.Step step = truth.step();
    if (step != null) {
      builder.withAll("step/W", step.weights());
      builder.with("step/b", step.bias());
      builder.with("step/loss", step.loss());
    }
    return builder.build();
  }

  HomeworkBuilder with(String field, WrittenNumber number) {
    numbers.put(field, number);
    return this;
  }

  HomeworkBuilder with(String field, @Nullable Double value) {
    return value == null ? this : with(field, WrittenNumber.of(value));
  }

  HomeworkBuilder with(String field, int value) {
    return with(field, WrittenNumber.of(value));
  }

  private void withAll(String field, @Nullable List<@Nullable Double> values) {
    for (int j = 0; values != null && j < values.size(); j++) {
      with(field + "/" + j, values.get(j));
    }
  }

  Homework build() {
    return new Homework(
        numbers.get("h"),
        numbers.get("yHat"),
        numbers.get("loss"),
        numbers.get("dLoss_dyHat"),
        numbers.get("dyHat_dh"),
        numbers.get("dLoss_dh"),
        list("dh_dW"),
        numbers.get("dh_db"),
        list("dLoss_dW"),
        numbers.get("dLoss_db"),
        new Homework.Step(list("step/W"), numbers.get("step/b"), numbers.get("step/loss")));
  }

  private @Nullable List<@Nullable WrittenNumber> list(String field) {
    int size = 0;
    for (String name : numbers.keySet()) {
      if (name.startsWith(field + "/")) {
        size = Math.max(size, 1 + Integer.parseInt(name.substring(field.length() + 1)));
      }
    }
    List<@Nullable WrittenNumber> list = new ArrayList<>();
    for (int j = 0; j < size; j++) {
      list.add(numbers.get(field + "/" + j));
    }
    return size == 0 ? null : list;
  }
}
