package dev.neuron.explanation;

import java.util.function.DoubleUnaryOperator;

/**
 * The possible values of a quantity: one number, or an interval where digits were left out.
 *
 * @param low at most {@code high}
 */
record Range(double low, double high) {

  static Range of(double value) {
    return new Range(value, value);
  }

  /** The smallest range that holds both. */
  Range with(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  Range wider(double byHalf) {
    return new Range(low - byHalf, high + byHalf);
  }

  Range plus(Range other) {
    return new Range(low + other.low, high + other.high);
  }

  Range times(double factor) {
    return factor < 0
        ? new Range(high * factor, low * factor)
        : new Range(low * factor, high * factor);
  }

  Range times(Range other) {
    return times(other.low).with(times(other.high));
  }

  /** The range of a function that has no extremum within. */
  Range map(DoubleUnaryOperator monotone) {
    return of(monotone.applyAsDouble(low)).with(of(monotone.applyAsDouble(high)));
  }

  boolean isFinite() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** The largest magnitude within. */
  double magnitude() {
    return Math.max(Math.abs(low), Math.abs(high));
  }
}
