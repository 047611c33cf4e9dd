package dev.neuron.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenNumberTest {

  private static WrittenNumber text(String text) {
    return Objects.requireNonNull(WrittenNumber.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2.04, 2, true", // 2.0
    "2.06, 2, false",
    "0.125, 0.12, true", // a tie, both ways
    "0.125, 0.13, true",
    "0.495, 0.5, true", // 0.50
    "0.494, 0.5, false",
    "0.0123, 0.01, false", // 0.010
    "0.0104, 0.01, true",
    "104, 100, true", // 1.0e2
    "106, 100, false",
    "1234.5, 1230, true",
    "1236, 1230, false",
    "-0.125, -0.13, true",
    "0.3679, 0.36787944117144233, false",
    "0.36787944117144233, 0.36787944117144233, true"
  })
  void number_agreesWithinHalfAUnitOfItsLastPlace(double truth, double number, boolean agrees) {
    assertThat(WrittenNumber.of(number).agrees(Range.of(truth), 0)).isEqualTo(agrees);
  }

  @ParameterizedTest
  @CsvSource({
    "0.495, 0.50, true",
    "0.496, 0.500, false", // text keeps its zeros
    "0.4996, '0,500', true",
    "0.5, .5, true",
    "-0.25, −0.250, true",
    "104, 100, true", // zeros of a whole number may stand for any digit
    "104, 100.0, false",
    "0.00012, 1.2e-4, true",
    "2, ' 2.0 ', true"
  })
  void text_keepsItsDigits(double truth, String text, boolean agrees) {
    assertThat(text(text).agrees(Range.of(truth), 0)).isEqualTo(agrees);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "half", "1/2", "0x1", "1e999", "1e9999999", "NaN", "1.2.3", "--1"})
  void text_thatIsNoNumber_isNone(String text) {
    assertThat(WrittenNumber.of(text)).isNull();
  }

  @Test
  void numberOfFewDigits_countsWithTheDecimalsOfTheHomework() {
    Precision precision =
        Precision.of(Stream.of(0.68, -0.64, 0.22, 1.25).map(WrittenNumber::of).toList());

    assertThat(precision.meant(WrittenNumber.of(0.01)).agrees(Range.of(0.0123), 0)).isTrue();
    assertThat(precision.meant(WrittenNumber.of(0)).agrees(Range.of(0.0031), 0)).isTrue();
    assertThat(precision.meant(WrittenNumber.of(0)).agrees(Range.of(0.0062), 0)).isFalse();
    assertThat(precision.meant(WrittenNumber.of(0.012)).agrees(Range.of(0.0131), 0)).isFalse();
  }

  @Test
  void homework_ofTooFewNumbers_showsNoDecimals() {
    WrittenNumber zero = WrittenNumber.of(0);

    assertThat(Precision.of(List.of(zero)).meant(zero).agrees(Range.of(0.001), 0)).isFalse();
    assertThat(Precision.of(List.of(zero, zero, zero)).meant(zero).agrees(Range.of(0.001), 0))
        .isTrue();
  }
}
