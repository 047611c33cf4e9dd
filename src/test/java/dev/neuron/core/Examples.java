package dev.neuron.core;

import static java.util.Objects.requireNonNull;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Datasets that several tests train on. */
public final class Examples {

  private Examples() {}

  /** The table of the slides: the target is the first column. */
  public static Dataset slides() {
    return Dataset.of(slidesRows(), new double[] {0, 1, 1, 0});
  }

  static Matrix slidesRows() {
    return Matrix.of(
        new double[] {0, 0, 1},
        new double[] {1, 1, 1},
        new double[] {1, 0, 1},
        new double[] {0, 1, 1});
  }

  /** Features in [−2, 2) and labels that a hidden neuron and some noise decide. */
  public static Dataset labelled(long seed, int rows, int features) {
    Random random = new Random(seed);
    double[] hidden = uniform(random, features);
    double[][] x = new double[rows][];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = uniform(random, features);
      double h = random.nextDouble(-1, 1);
      for (int j = 0; j < features; j++) {
        h += hidden[j] * x[i][j];
      }
      y[i] = h > 0 ? 1 : 0;
    }
    return Dataset.of(Matrix.of(x), y);
  }

  /** Features in [−2, 2), targets anywhere in [0, 1), weights in [0, 2) or none. */
  public static Dataset soft(long seed, int rows, int features, boolean weighted) {
    Random random = new Random(seed);
    double[][] x = new double[rows][];
    Arrays.setAll(x, i -> uniform(random, features));
    double[] y = random.doubles(rows).toArray();
    double[] s = weighted ? random.doubles(rows, 0, 2).toArray() : null;
    return Dataset.of(Matrix.of(x), y, s, null);
  }

  /** The same rows with other weights. */
  public static Dataset weighted(Dataset dataset, double... sampleWeights) {
    return Dataset.of(dataset.x(), dataset.y(), sampleWeights, null);
  }

  /** 569 × 30: see static/data/SOURCES.md. */
  public static Dataset breastCancer() {
    return table("breast-cancer.csv");
  }

  /** A table of the page's examples, whose last column is the target. */
  public static Dataset table(String file) {
    InputStream csv = Examples.class.getResourceAsStream("/static/data/" + file);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(requireNonNull(csv), StandardCharsets.UTF_8))) {
      double[][] table = reader.lines().skip(1).map(Examples::numbers).toArray(double[][]::new);
      int d = table[0].length - 1;
      double[][] x = new double[table.length][];
      Arrays.setAll(x, i -> Arrays.copyOf(table[i], d));
      return Dataset.of(Matrix.of(x), Arrays.stream(table).mapToDouble(row -> row[d]).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] uniform(Random random, int length) {
    return random.doubles(length, -2, 2).toArray();
  }
}
