package dev.neuron.explanation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the numbers of a line of LaTeX and works them out, as a reader with a calculator does. */
final class LatexArithmetic {

  private static final MathContext CONTEXT = new MathContext(80);
  private static final Pattern RESULT =
      Pattern.compile("(?:1 - )?-?[0-9.]+(?: \\\\cdot 10\\^\\{-?\\d+})?");
  private static final Pattern NUMERIC =
      Pattern.compile("(?:[-0-9. +(),^{}]|\\\\cdot|\\\\frac|\\\\ln|e\\^)+");

  private final String text;
  private int at;

  private LatexArithmetic(String text) {
    this.text = text.replace("\\cdot", "*").replace(" ", "");
  }

  /** Whether there are nothing but numbers in it. */
  static boolean isNumeric(String side) {
    return NUMERIC.matcher(side).matches();
  }

  /** Whether it is a number, or a vector of numbers, that is not to be worked out any more. */
  static boolean isResult(String side) {
    return components(side).stream().allMatch(part -> RESULT.matcher(part).matches());
  }

  /** The value, of a vector the components. */
  static List<BigDecimal> values(String side) {
    LatexArithmetic reader = new LatexArithmetic(side);
    List<BigDecimal> values = reader.sum();
    if (reader.at != reader.text.length()) {
      throw new IllegalArgumentException("left over in " + side + ": " + reader.rest());
    }
    return values;
  }

  /** Half a unit of the last digit that is shown, and at least of the fourth, of each component. */
  static List<BigDecimal> halfUnits(String side) {
    return components(side).stream().map(LatexArithmetic::halfUnit).toList();
  }

  private static BigDecimal halfUnit(String number) {
    String small = number.startsWith("1 - ") ? number.substring(4) : number;
    Matcher power = Pattern.compile("(.*) \\\\cdot 10\\^\\{(-?\\d+)}").matcher(small);
    BigDecimal mantissa = new BigDecimal(power.matches() ? power.group(1) : small);
    int exponent = power.matches() ? Integer.parseInt(power.group(2)) : 0;
    if (mantissa.signum() == 0) {
      return new BigDecimal("5e-4");
    }
    int ofFourth = mantissa.precision() - mantissa.scale() - 4;
    int last = Math.min(ofFourth, -mantissa.scale());
    return new BigDecimal("0.5").scaleByPowerOfTen(last + exponent);
  }

  private static List<String> components(String side) {
    boolean isVector = side.startsWith("(") && side.endsWith(")") && !side.contains("\\frac");
    return isVector ? List.of(side.substring(1, side.length() - 1).split(", ", -1)) : List.of(side);
  }

  private List<BigDecimal> sum() {
    List<BigDecimal> sum = product();
    while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      boolean plus = text.charAt(at++) == '+';
      List<BigDecimal> next = product();
      List<BigDecimal> before = sum;
      sum =
          IntStream.range(0, next.size())
              .mapToObj(
                  j ->
                      plus
                          ? before.get(j).add(next.get(j), CONTEXT)
                          : before.get(j).subtract(next.get(j), CONTEXT))
              .toList();
    }
    return sum;
  }

  private List<BigDecimal> product() {
    List<BigDecimal> product = power();
    while (at < text.length() && (text.charAt(at) == '*' || text.charAt(at) == '(')) {
      at += text.charAt(at) == '*' ? 1 : 0;
      product = times(product, power());
    }
    return product;
  }

  private static List<BigDecimal> times(List<BigDecimal> a, List<BigDecimal> b) {
    int size = Math.max(a.size(), b.size());
    return IntStream.range(0, size)
        .mapToObj(j -> a.get(j % a.size()).multiply(b.get(j % b.size()), CONTEXT))
        .toList();
  }

  private List<BigDecimal> power() {
    List<BigDecimal> base = atom();
    if (at < text.length() && text.charAt(at) == '^') {
      at++;
      int exponent;
      if (text.charAt(at) == '{') {
        exponent = Integer.parseInt(braces());
      } else {
        exponent = text.charAt(at++) - '0';
      }
      return base.stream().map(value -> raised(value, exponent)).toList();
    }
    return base;
  }

  private static BigDecimal raised(BigDecimal value, int exponent) {
    return value.compareTo(BigDecimal.TEN) == 0
        ? BigDecimal.ONE.scaleByPowerOfTen(exponent)
        : value.pow(exponent, CONTEXT);
  }

  private List<BigDecimal> atom() {
    if (text.startsWith("-", at)) {
      at++;
      return times(List.of(BigDecimal.ONE.negate()), product());
    }
    if (text.startsWith("(", at)) {
      return vector();
    }
    if (text.startsWith("\\frac", at)) {
      at += "\\frac".length();
      List<BigDecimal> top = values(braces());
      return List.of(top.getFirst().divide(values(braces()).getFirst(), CONTEXT));
    }
    if (text.startsWith("\\ln", at)) {
      at += "\\ln".length();
      BigDecimal argument = power().getFirst();
      boolean isNearOne = argument.compareTo(new BigDecimal("0.9999")) > 0;
      return List.of(
          isNearOne
              ? Decimals.lnOneMinus(BigDecimal.ONE.subtract(argument))
              : Decimals.ln(argument));
    }
    if (text.startsWith("e^", at)) {
      at += "e^".length();
      return List.of(Decimals.exp(values(braces()).getFirst()));
    }
    int from = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return List.of(new BigDecimal(text.substring(from, at)));
  }

  private List<BigDecimal> vector() {
    List<BigDecimal> values = new ArrayList<>();
    do {
      at++;
      values.addAll(sum());
    } while (text.charAt(at) == ',');
    at++;
    return values;
  }

  private String braces() {
    int from = ++at;
    for (int depth = 1; depth > 0; at++) {
      depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
    }
    return text.substring(from, at - 1);
  }

  private String rest() {
    return text.substring(at);
  }
}
