package dev.neuron.explanation;

import dev.neuron.http.json.JsonReading;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A number with the digits with which it was written, of which at least two count: 2 is 2.0.
 *
 * <p>A JSON number has lost its trailing zeros; text keeps those behind the point. Zeros at the end
 * of a whole number may stand for digits that were rounded away: 1200 is 1.2 · 10³.
 *
 * @param value the number
 * @param digits how many significant digits were written; 0 for a zero
 * @param decimals how many digits behind the point were written; negative where whole digits are
 *     rounded
 * @param halfUnit half a unit of the last place that counts, 0 for a zero
 */
@Schema(
    name = "WrittenNumber",
    description =
        "A number, or text that is one. A JSON number loses the zeros at its end; text keeps them:"
            + " \"0.50\"")
@JsonDeserialize(using = WrittenNumber.Deserializer.class)
record WrittenNumber(double value, int digits, int decimals, double halfUnit) {

  /** The digits that a number needs: 0.01 may stand for 0.0051 and 0.0149. */
  static final int MIN_DIGITS = 2;

  private static final String NUMBER =
      "[+-]?([0-9]{1,40}([.,][0-9]{0,40})?|[.,][0-9]{1,40})([eE][+-]?[0-9]{1,3})?";
  private static final Pattern TEXT = Pattern.compile(NUMBER);

  /** The text as the OpenAPI document describes it: with a minus sign as it is typeset, too. */
  static final String SCHEMA_PATTERN = "^\\s*" + NUMBER.replace("+-", "+−-") + "\\s*$";

  /** A JSON number, which has lost its trailing zeros. */
  static WrittenNumber of(double value) {
    return of(BigDecimal.valueOf(value).stripTrailingZeros());
  }

  /** Text such as 0.50, with a point or a comma; null unless it is a finite number. */
  static @Nullable WrittenNumber of(String text) {
    String plain = text.strip().replace('−', '-');
    if (!TEXT.matcher(plain).matches()) {
      return null;
    }
    BigDecimal written = new BigDecimal(plain.replace(',', '.'));
    WrittenNumber number = of(written.scale() > 0 ? written : written.stripTrailingZeros());
    return Double.isFinite(number.value) ? number : null;
  }

  private static WrittenNumber of(BigDecimal written) {
    int digits = written.signum() == 0 ? 0 : written.precision();
    int missing = Math.max(0, MIN_DIGITS - digits);
    double halfUnit = digits == 0 ? 0 : half(written.scale() + missing);
    return new WrittenNumber(written.doubleValue(), digits, written.scale(), halfUnit);
  }

  /** Half a unit of a decimal place. */
  static double half(int decimals) {
    return 0.5 * Math.pow(10, -decimals);
  }

  boolean hasFewDigits() {
    return digits < MIN_DIGITS;
  }

  /** The number as part of a homework whose numbers have a common count of decimals. */
  WrittenNumber inHomeworkOf(int places) {
    double half = half(Math.max(places, decimals));
    return hasFewDigits()
        ? new WrittenNumber(value, digits, decimals, Math.max(halfUnit, half))
        : this;
  }

  /** All numbers that are written like this one. */
  Range range() {
    return Range.of(value).wider(halfUnit);
  }

  /**
   * True if a number of the range may be written like this one; a tie may be rounded either way.
   *
   * @param noise the error of the range, because doubles round
   */
  boolean agrees(Range range, double noise) {
    double allowed = halfUnit + noise + Numbers.ROUNDING * Math.max(range.magnitude(), halfUnit);
    return range.isFinite() && range.low() - value <= allowed && value - range.high() <= allowed;
  }

  /** True if this is a number of one digit, or 0, that may be the truth rounded too much. */
  boolean mayMean(double truth) {
    int places = digits == 0 ? Math.max(decimals, MIN_DIGITS) : decimals;
    return hasFewDigits() && Math.abs(value - truth) <= half(places);
  }

  /** Reads a number, or text that is one. */
  static final class Deserializer extends ValueDeserializer<WrittenNumber> {
    @Override
    public WrittenNumber deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken().isNumeric()) {
        return of(JsonReading.number(parser));
      }
      boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
      WrittenNumber number = isText ? of(parser.getString()) : null;
      if (number == null) {
        throw JsonReading.wrongType(parser, "a number, or one as text such as \"0.50\"");
      }
      return number;
    }
  }
}
