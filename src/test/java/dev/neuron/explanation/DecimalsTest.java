package dev.neuron.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values of mpmath. */
class DecimalsTest {

  private static void assertSame(BigDecimal value, String expected) {
    BigDecimal exact = new BigDecimal(expected);
    assertThat(value.subtract(exact).abs()).isLessThan(exact.abs().scaleByPowerOfTen(-34));
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 1.349858807576003103983744313328007330378",
    "1, 2.718281828459045235360287471352662497757",
    "-10, 0.00004539992976248485153559151556055061023792",
    "50, 5184705528587072464087.453322933485384827",
    "-745.5, 1.71184225049357683959408631269207247749e-324",
    "12345.678, 4.5691009592926589942508406944595593209e+5361"
  })
  void exp_hasThirtyFiveDigits(BigDecimal x, String expected) {
    assertSame(Decimals.exp(x), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, -2.302585092994045684017991454684364207601",
    "0.3, -1.203972804325935992622746217761838502954",
    "7, 1.945910149055313305105352743443179729637",
    "1e-22, -50.65687204586900504839581200305601256722",
    "1e300, 690.7755278982137052053974364053092622803"
  })
  void ln_hasThirtyFiveDigits(BigDecimal x, String expected) {
    assertSame(Decimals.ln(x), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, -0.6931471805599453094172321214581765680755",
    "2e-4, -0.0002000200026670667306773351622248188038927",
    "9e-5, -0.00009000405024301640368106858033335098420557",
    "1e-22, -1.00000000000000000000005e-22"
  })
  void lnOneMinus_hasThirtyFiveDigits(BigDecimal c, String expected) {
    assertSame(Decimals.lnOneMinus(c), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "-0.75, 0.3208213008246070268403198842234209787658",
    "2, 0.8807970779778824440597291413023967952064",
    "-50, 1.928749847963917783016970808929410491157e-22",
    "-1000, 5.075958897549456765291809479574336919306e-435",
    "50, 0.9999999999999999999998071250152036082217"
  })
  void sigmoid_hasThirtyFiveDigits(BigDecimal h, String expected) {
    assertSame(Decimals.sigmoid(h), expected);
  }
}
