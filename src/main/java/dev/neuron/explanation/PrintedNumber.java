package dev.neuron.explanation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A number of a derivation as it is printed: rounded to four digits, or to as many more as its
 * equations need to hold with the printed numbers.
 */
final class PrintedNumber {

  private static final int DIGITS = 4;
  private static final int MAX_DIGITS = 30;
  private static final int MAX_LENGTH = 9;

  /** The whole digits up to which a number is printed without a power of ten. */
  private static final int MAX_WHOLE_DIGITS = 5;

  /**
   * The distance from halfway between two roundings below which another digit is printed, in units
   * of the last digit.
   */
  private static final BigDecimal HALFWAY = new BigDecimal("0.05");

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** The calculation of a number, from the exact values of others or from those printed. */
  @FunctionalInterface
  interface Formula {
    BigDecimal of(Function<PrintedNumber, BigDecimal> value);
  }

  private final BigDecimal exact;
  private final List<PrintedNumber> operands;
  private final Formula formula;
  private int digits;
  private int checkedAt;

  private PrintedNumber(BigDecimal exact, List<PrintedNumber> operands, Formula formula) {
    this.exact = exact;
    this.operands = operands;
    this.formula = formula;
    int whole = exponent(exact) + 1;
    digits = whole <= MAX_WHOLE_DIGITS ? Math.max(DIGITS, whole) : DIGITS;
  }

  /** A number without a derivation of its own. */
  static PrintedNumber given(double value) {
    BigDecimal exact = Decimals.of(value);
    return new PrintedNumber(exact, List.of(), _ -> exact);
  }

  /** A number that readers can work out from others. */
  static PrintedNumber workedOut(List<PrintedNumber> operands, Formula formula) {
    PrintedNumber number =
        new PrintedNumber(formula.of(PrintedNumber::exact), List.copyOf(operands), formula);
    int maxDigits = number.digits + 3;
    while (number.digits < maxDigits && number.isHalfway()) {
      number.digits++;
    }
    return number;
  }

  BigDecimal exact() {
    return exact;
  }

  /** The number as it is printed. */
  BigDecimal printed() {
    return exact.round(new MathContext(digits, RoundingMode.HALF_UP));
  }

  boolean isZero() {
    return exact.signum() == 0;
  }

  /** Prints enough digits to show two digits of the change. */
  void showChangeFrom(PrintedNumber before) {
    BigDecimal change = exact.subtract(before.exact, Decimals.CONTEXT);
    if (change.signum() != 0 && !isZero()) {
      digits = Math.clamp((long) exponent(exact) - exponent(change) + 2, digits, 16);
    }
  }

  /**
   * Adds digits to the operands until the printed ones give the printed result to half a unit of
   * its last digit.
   *
   * @return whether any were added
   */
  boolean sharpenOperands() {
    int before = digitsSoFar();
    if (before == checkedAt) {
      return false;
    }
    Map<PrintedNumber, BigDecimal> errors = new HashMap<>();
    while (!holds()) {
      Optional<PrintedNumber> coarsest =
          operands.stream()
              .filter(PrintedNumber::isRounded)
              .max(Comparator.comparing(o -> errors.computeIfAbsent(o, this::errorBy)));
      if (coarsest.isEmpty()) {
        break;
      }
      coarsest.get().digits++;
      errors.remove(coarsest.get());
    }
    checkedAt = digitsSoFar();
    return checkedAt != before;
  }

  /** The digits of all numbers in the equation of this one; they never decrease. */
  private int digitsSoFar() {
    return operands.stream().mapToInt(operand -> operand.digits).sum() + digits;
  }

  private boolean isRounded() {
    return digits < MAX_DIGITS && printed().compareTo(exact) != 0;
  }

  /** The error of the result if only this operand is rounded. */
  private BigDecimal errorBy(PrintedNumber operand) {
    return formula
        .of(number -> number == operand ? number.printed() : number.exact)
        .subtract(exact, Decimals.CONTEXT)
        .abs();
  }

  private boolean holds() {
    BigDecimal off = formula.of(PrintedNumber::printed).subtract(printed(), Decimals.CONTEXT).abs();
    return off.compareTo(HALF.multiply(unit())) <= 0;
  }

  private boolean isHalfway() {
    BigDecimal rest = exact.subtract(printed()).abs().divide(unit(), MathContext.DECIMAL64);
    return HALF.subtract(rest).compareTo(HALFWAY) < 0;
  }

  /** A unit of the last digit; of 0, a thousandth of the largest operand or of 1. */
  private BigDecimal unit() {
    BigDecimal of = isZero() ? largestOperand().min(BigDecimal.ONE) : exact;
    return BigDecimal.ONE.scaleByPowerOfTen(exponent(of) - digits + 1);
  }

  private BigDecimal largestOperand() {
    return operands.stream().map(o -> o.exact.abs()).reduce(BigDecimal.ZERO, BigDecimal::max);
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  /** The number in LaTeX: 0.1966, 1.2 \cdot 10^{-7}. */
  String text() {
    BigDecimal rounded = printed().stripTrailingZeros();
    int exponent = exponent(rounded);
    if (isZero()) {
      return "0";
    }
    boolean isToTheUnit = exponent < digits || printed().compareTo(exact) == 0;
    if (isToTheUnit && Math.abs(exponent) <= MAX_LENGTH) {
      String plain = rounded.toPlainString();
      if (plain.length() <= MAX_LENGTH + Math.max(0, digits - DIGITS)) {
        return plain;
      }
    }
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + " \\cdot 10^{" + exponent + "}";
  }

  /** The number as an operand: in parentheses if it has a sign. */
  String operand() {
    return exact.signum() < 0 ? "(" + text() + ")" : text();
  }

  /** The number as a factor: in parentheses unless it is a single positive number. */
  String factor() {
    return exact.signum() < 0 || text().contains(" ") ? "(" + text() + ")" : text();
  }
}
