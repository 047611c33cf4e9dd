package dev.neuron.diagnosis;

import static dev.neuron.diagnosis.Diagnosed.clouds;
import static dev.neuron.diagnosis.Diagnosed.gate;
import static dev.neuron.diagnosis.Diagnosed.row;
import static dev.neuron.diagnosis.Diagnosed.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.LongTest;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.Initialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings with which nothing is wrong: every way to train on every kind of data. */
@LongTest
class HealthyTrainingsTest {

  private static Map<String, Dataset> datasets() {
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    datasets.put("and", gate(0, 0, 0, 1));
    datasets.put("or", gate(0, 1, 1, 1));
    datasets.put("nand", gate(1, 1, 1, 0));
    datasets.put(
        "the slides without x3", rows(row(0, 0, 0), row(1, 1, 1), row(1, 0, 1), row(0, 1, 0)));
    datasets.put("breast cancer", csv("/static/data/breast-cancer.csv"));
    for (int seed = 1; seed <= 10; seed++) {
      datasets.put("clouds far apart " + seed, clouds(seed, 40 + 30 * seed, 2, 1.5));
      datasets.put("clouds that touch " + seed, clouds(100 + seed, 100 + 30 * seed, 3, 0.8));
      datasets.put("many features " + seed, clouds(200 + seed, 400, 5 + seed, 0.6));
    }
    return datasets;
  }

  private static Map<String, Supplier<HyperparametersBuilder>> ways() {
    Map<String, Supplier<HyperparametersBuilder>> ways = new LinkedHashMap<>();
    ways.put("2000 epochs", () -> defaults());
    ways.put("cross-entropy", () -> defaults().loss(LossFunction.CROSS_ENTROPY));
    ways.put("momentum", () -> defaults().momentum(0.9).learningRate(0.1));
    ways.put("random start", () -> defaults().initialization(Initialization.UNIFORM).seed(4L));
    ways.put("mini-batches", () -> defaults().batchSize(2).learningRate(0.1).seed(5L));
    ways.put("one row at a time", () -> defaults().batchSize(1).learningRate(0.05).epochs(1000));
    ways.put("a little decay", () -> defaults().l2(1e-4));
    ways.put("until it converges", () -> defaults().tolerance(1e-6));
    return ways;
  }

  private static HyperparametersBuilder defaults() {
    return Hyperparameters.builder().standardize(true).epochs(2000);
  }

  private static Stream<Arguments> trainings() {
    return datasets().entrySet().stream()
        .flatMap(
            dataset ->
                ways().entrySet().stream()
                    .map(
                        way ->
                            Arguments.argumentSet(
                                dataset.getKey() + ", " + way.getKey(),
                                dataset.getValue(),
                                way.getValue().get())));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void training_withNothingWrong_hasNoFindings(
      Dataset dataset, HyperparametersBuilder hyperparameters) {
    assertThat(Diagnosed.after(dataset, hyperparameters)).isEmpty();
  }

  private static Dataset csv(String resource) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(HealthyTrainingsTest.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      return rows(
          lines
              .lines()
              .skip(1)
              .map(
                  line ->
                      Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
