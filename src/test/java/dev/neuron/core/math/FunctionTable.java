package dev.neuron.core.math;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The exact values of a function in {@code golden/*.csv}; generate_functions.py wrote them. */
public final class FunctionTable {

  /**
   * f(x) = hi + lo.
   *
   * @param hi the double nearest to f(x)
   */
  public record Point(double x, double hi, double lo) {

    double errorInUlps(double computed) {
      return Math.abs((computed - hi) - lo) / Math.ulp(hi);
    }

    /** Half a step of the subnormal numbers, which is how far lo may be off: see the generator. */
    double slackInUlps() {
      return 0.5 * (Double.MIN_VALUE / Math.ulp(hi));
    }
  }

  private FunctionTable() {}

  /** The largest error in ulps over the table, less what is the table's own. */
  public static double maxErrorInUlps(String function, DoubleUnaryOperator ours) {
    return of(function).stream()
        .mapToDouble(
            point -> point.errorInUlps(ours.applyAsDouble(point.x())) - point.slackInUlps())
        .max()
        .orElseThrow();
  }

  public static List<Point> of(String function) {
    InputStream resource = FunctionTable.class.getResourceAsStream("/golden/" + function + ".csv");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(requireNonNull(resource), StandardCharsets.US_ASCII))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(FunctionTable::point)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Point point(String line) {
    List<String> cells = List.of(line.split(",", -1));
    return new Point(
        Double.parseDouble(cells.get(0)),
        Double.parseDouble(cells.get(1)),
        Double.parseDouble(cells.get(2)));
  }
}
