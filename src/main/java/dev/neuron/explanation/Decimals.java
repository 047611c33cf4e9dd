package dev.neuron.explanation;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Arithmetic with {@value #DIGITS} digits and nearly any exponent, so that a derivation holds where
 * doubles have rounded to 0, 1 or infinity.
 */
final class Decimals {

  private static final int DIGITS = 40;
  static final MathContext CONTEXT = new MathContext(DIGITS);

  /**
   * The logit beyond which σ counts as 0 or 1: its exponent would have more digits than are read.
   */
  static final BigDecimal LARGEST_LOGIT = BigDecimal.valueOf(1_000_000);

  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final int HALVINGS = 8;

  /** (ln 10 / 2 / 2^8)^18 / 18! is below 10^−58. */
  private static final int TERMS = 18;

  /** ln 10, for arguments up to {@link #LARGEST_LOGIT} with the digits that these lose. */
  private static final BigDecimal LN_10 =
      new BigDecimal(
          "2.302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298341967784");

  private Decimals() {}

  /** The decimal that a double is written as, so 0.1 for the double next to 0.1. */
  static BigDecimal of(double value) {
    return new BigDecimal(Double.toString(value));
  }

  static BigDecimal times(BigDecimal a, BigDecimal b) {
    return a.multiply(b, CONTEXT);
  }

  static BigDecimal plus(BigDecimal a, BigDecimal b) {
    return a.add(b, CONTEXT);
  }

  static BigDecimal minus(BigDecimal a, BigDecimal b) {
    return a.subtract(b, CONTEXT);
  }

  static BigDecimal over(BigDecimal a, BigDecimal b) {
    return a.divide(b, CONTEXT);
  }

  /** σ(h) = 1 / (1 + e^(−h)); 0 or 1 beyond {@link #LARGEST_LOGIT}. */
  static BigDecimal sigmoid(BigDecimal h) {
    if (h.abs().compareTo(LARGEST_LOGIT) > 0) {
      return h.signum() < 0 ? BigDecimal.ZERO : BigDecimal.ONE;
    }
    BigDecimal power = exp(h.abs().negate());
    return over(h.signum() < 0 ? power : BigDecimal.ONE, plus(BigDecimal.ONE, power));
  }

  /** e^x as 10^k · (e^(r / 2^8))^(2^8) with |r| ≤ ln 10 / 2, by its series. */
  static BigDecimal exp(BigDecimal x) {
    MathContext working = new MathContext(DIGITS + 10);
    int k = x.divide(LN_10, MathContext.DECIMAL64).intValue();
    BigDecimal r = x.subtract(LN_10.multiply(BigDecimal.valueOf(k)));
    BigDecimal small = r.divide(TWO.pow(HALVINGS), working);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n <= TERMS; n++) {
      term = term.multiply(small, working).divide(BigDecimal.valueOf(n), working);
      sum = sum.add(term, working);
    }
    for (int n = 0; n < HALVINGS; n++) {
      sum = sum.multiply(sum, working);
    }
    return sum.scaleByPowerOfTen(k).round(CONTEXT);
  }

  /** ln x for x > 0. */
  static BigDecimal ln(BigDecimal x) {
    int k = x.precision() - x.scale();
    BigDecimal fraction = x.scaleByPowerOfTen(-k); // in [0.1, 1)
    BigDecimal y = of(Math.log(fraction.doubleValue()));
    for (int n = 0; n < 2; n++) { // each step triples the digits
      BigDecimal power = exp(y);
      y = plus(y, over(times(TWO, minus(fraction, power)), plus(fraction, power)));
    }
    return plus(y, LN_10.multiply(BigDecimal.valueOf(k)));
  }

  /** ln(1 − c), with its digits where c is small. */
  static BigDecimal lnOneMinus(BigDecimal c) {
    if (c.compareTo(new BigDecimal("1e-4")) >= 0) {
      return ln(minus(BigDecimal.ONE, c));
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = BigDecimal.ONE;
    for (int n = 1; n <= 15; n++) {
      power = times(power, c);
      sum = minus(sum, over(power, BigDecimal.valueOf(n)));
    }
    return sum;
  }
}
