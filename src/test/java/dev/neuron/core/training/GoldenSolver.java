package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.math.RandomStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training and the minimum of its loss: {@code golden/solvers.json}, written by
 * generate_solvers.py, which explains the fields and how datasets are generated.
 */
record GoldenSolver(String name, JsonNode request, JsonNode expected) {

  private static final JsonNode FILE = read();

  private static JsonNode read() {
    InputStream json = GoldenSolver.class.getResourceAsStream("/golden/solvers.json");
    return JsonMapper.shared().readTree(requireNonNull(json));
  }

  static List<GoldenSolver> all() {
    return FILE.get("cases")
        .valueStream()
        .map(
            node ->
                new GoldenSolver(
                    node.get("name").asString(), node.get("request"), node.get("expected")))
        .toList();
  }

  HyperparametersBuilder hyperparameters() {
    HyperparametersBuilder builder = Hyperparameters.builder();
    request
        .path("hyperparameters")
        .properties()
        .forEach(e -> GoldenTraining.set(builder, e.getKey(), e.getValue()));
    return builder;
  }

  String datasetName() {
    return request.get("dataset").asString();
  }

  Dataset dataset() {
    return dataset(datasetName());
  }

  /** A dataset of the file by its name. */
  static Dataset dataset(String name) {
    JsonNode recipe = FILE.get("datasets").get(name);
    if (recipe.has("file")) {
      return Examples.table(recipe.get("file").asString());
    }
    if (recipe.has("x")) {
      return Dataset.of(
          Matrix.of(
              recipe.get("x").valueStream().map(GoldenTraining::numbers).toArray(double[][]::new)),
          GoldenTraining.numbers(recipe.get("y")));
    }
    Dataset generated = new Recipe(recipe).dataset();
    String sha256 = HexFormat.of().formatHex(Fingerprint.of(generated));
    if (!sha256.equals(recipe.get("sha256").asString())) {
      throw new IllegalStateException(name + " is not what the generator made: " + sha256);
    }
    return generated;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A set of random rows, with the bits of the generator. */
  private static final class Recipe {

    private static final int SUMMANDS = 12;
    private static final double RARE = -0.8;

    private final JsonNode recipe;
    private final RandomStream stream;
    private final int n;
    private final int d;

    Recipe(JsonNode recipe) {
      this.recipe = recipe;
      stream = new RandomStream(recipe.get("seed").asLong(), RandomStream.Purpose.INITIALIZATION);
      n = recipe.get("rows").asInt();
      d = recipe.get("features").asInt();
    }

    Dataset dataset() {
      double[] v = normals();
      double strength = recipe.get("strength").asDouble();
      Arrays.setAll(v, j -> strength * v[j]);
      double[] scales = recipe.has("scales") ? GoldenTraining.numbers(recipe.get("scales")) : null;
      double[] offsets = scales == null ? new double[d] : normals();
      double[] x = new double[n * d];
      double[] y = new double[n];
      double[] weights = recipe.has("weighted") ? new double[n] : null;
      for (int i = 0; i < n; i++) {
        double[] u = features();
        double h = recipe.get("intercept").asDouble();
        for (int j = 0; j < d; j++) {
          x[i * d + j] = scales == null ? u[j] : scales[j] * (offsets[j] + u[j]);
          h += v[j] * u[j];
        }
        y[i] = target(h + recipe.get("noise").asDouble() * normal());
        if (weights != null) {
          double r = stream.nextSigned();
          weights[i] = r < RARE ? 0 : r + 1;
        }
      }
      return Dataset.of(new Matrix(x, n, d), y, weights, null);
    }

    private double[] features() {
      double common = recipe.has("common") ? recipe.get("common").asDouble() * normal() : 0;
      double[] u = normals();
      if (recipe.has("common")) {
        double own = recipe.get("own").asDouble();
        Arrays.setAll(u, j -> common + own * u[j]);
      }
      return u;
    }

    private double target(double t) {
      if (recipe.has("soft")) {
        return Math.min(1, Math.max(0, 0.5 + recipe.get("soft").asDouble() * t));
      }
      return t > 0 ? 1 : 0;
    }

    private double[] normals() {
      double[] normals = new double[d];
      for (int j = 0; j < d; j++) {
        normals[j] = normal();
      }
      return normals;
    }

    private double normal() {
      double sum = stream.nextSigned();
      for (int k = 1; k < SUMMANDS; k++) {
        sum += stream.nextSigned();
      }
      return 0.5 * sum;
    }
  }

  /** A number of the expected values; null if it is absent. */
  @Nullable Double number(String field) {
    return expected.has(field) ? expected.get(field).asDouble() : null;
  }
}
