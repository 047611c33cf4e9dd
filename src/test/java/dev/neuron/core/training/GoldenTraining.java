package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.io.InputStream;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request and the response that plain numpy arithmetic gives: {@code golden/trainings.json},
 * written by generate_trainings.py.
 */
record GoldenTraining(String name, JsonNode request, JsonNode expected) {

  static List<GoldenTraining> all() {
    InputStream json = GoldenTraining.class.getResourceAsStream("/golden/trainings.json");
    JsonNode cases = JsonMapper.shared().readTree(requireNonNull(json)).get("cases");
    return cases.valueStream().map(GoldenTraining::of).toList();
  }

  private static GoldenTraining of(JsonNode node) {
    return new GoldenTraining(
        node.get("name").asString(), node.get("request"), node.get("expected"));
  }

  Dataset dataset() {
    JsonNode dataset = request.get("dataset");
    JsonNode s = dataset.path("sampleWeights");
    JsonNode names = dataset.path("featureNames");
    return Dataset.of(
        Matrix.of(
            dataset.get("x").valueStream().map(GoldenTraining::numbers).toArray(double[][]::new)),
        numbers(dataset.get("y")),
        s.isArray() ? numbers(s) : null,
        names.isArray() ? names.valueStream().map(JsonNode::asString).toList() : null);
  }

  Hyperparameters hyperparameters() {
    HyperparametersBuilder builder = Hyperparameters.builder();
    request
        .path("hyperparameters")
        .properties()
        .forEach(e -> set(builder, e.getKey(), e.getValue()));
    if (request.has("lossHistoryPoints")) {
      builder.lossHistoryPoints(request.get("lossHistoryPoints").asInt());
    }
    return builder.build();
  }

  static HyperparametersBuilder set(HyperparametersBuilder builder, String name, JsonNode value) {
    return switch (name) {
      case "learningRate" -> builder.learningRate(value.asDouble());
      case "epochs" -> builder.epochs(value.asInt());
      case "batchSize" -> builder.batchSize(value.asInt());
      case "shuffle" -> builder.shuffle(value.asBoolean());
      case "seed" -> builder.seed(value.asLong());
      case "momentum" -> builder.momentum(value.asDouble());
      case "l2" -> builder.l2(value.asDouble());
      case "loss" -> builder.loss(loss(value.asString()));
      case "initialization" ->
          builder.initialization(
              value.asString().equals("uniform") ? Initialization.UNIFORM : Initialization.ZEROS);
      case "initial" ->
          builder.initial(new NeuronParameters(numbers(value.get("W")), value.get("b").asDouble()));
      case "standardize" -> builder.standardize(value.asBoolean());
      case "tolerance" -> builder.tolerance(value.asDouble());
      case "patience" -> builder.patience(value.asInt());
      case "validationFraction" -> builder.validationFraction(value.asDouble());
      case "split" -> builder.split(value.asString().equals("rows") ? Split.ROWS : Split.CLASSES);
      default -> throw new IllegalStateException("Unknown hyperparameter " + name);
    };
  }

  private static LossFunction loss(String name) {
    return name.equals("crossEntropy") ? LossFunction.CROSS_ENTROPY : LossFunction.MSE;
  }

  static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
