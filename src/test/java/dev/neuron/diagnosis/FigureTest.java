package dev.neuron.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in sentences keep the digits that make them a statement. */
class FigureTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, from 0 to 1",
    "100000001, 100000003, from 100000001 to 100000003",
    "1, 1.004, from 1 to 1.004",
    "0.995, 1, from 0.995 to 1",
    "11.512345, 12, from 11.5 to 12",
    "-3, 12345.678, from -3 to 12300",
    "0.001234567, 1000, from 0.00123 to 1000",
    "1, 1.0000000000000002, from 1 to 1.0000000000000002",
    "1e-200, 1.0001e-200, from 1e-200 to 1.0001e-200",
    "-1.7976931348623157e308, 1.7976931348623157e308, from -1.8e308 to 1.8e308",
  })
  void range_showsThatItsEndsDiffer(double a, double b, String range) {
    assertThat(Figure.range(a, b)).isEqualTo(range);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "1, 100 %",
    "0.5, 50 %",
    "0.1, 10 %",
    "0.9, 90 %",
    "0.123456, 12.3 %",
    "0.9997, 99.97 %",
    "0.999999, 99.9999 %",
    "0.099996, 9.9996 %",
    "0.900001, 90.0001 %",
    "0.00000000001234, 1.23e-9 %",
  })
  void percent_isRoundedToNoMarkThatItIsNotAt(double share, String percent) {
    assertThat(Figure.percent(share)).isEqualTo(percent);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-0.0, 0",
    "100000001, 100000001",
    "12345.678, 12345.678",
    "0.3333333333333333, 0.3333333333333333",
    "1e12, 1e12",
    "1e-200, 1e-200",
  })
  void exact_keepsAllDigits(double value, String exact) {
    assertThat(Figure.exact(value)).isEqualTo(exact);
  }
}
