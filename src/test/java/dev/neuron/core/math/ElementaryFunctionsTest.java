package dev.neuron.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Tolerances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementaryFunctionsTest {

  @Test
  void exp_exactValues_errsWithinItsBound() {
    assertThat(FunctionTable.maxErrorInUlps("exp", ElementaryFunctions::exp))
        .isLessThanOrEqualTo(Tolerances.EXP_ULPS);
  }

  /** The table ends at 708; these are of mpmath. */
  @ParameterizedTest
  @CsvSource({"708.5,0x1.1bf058bc994adp1022", "709,0x1.d422d2be5dc9bp1022"})
  void exp_beyondTheTable_errsWithinItsBound(double x, String nearest) {
    double exact = Double.parseDouble(nearest);
    double half = 0.5; // of an ulp, by which the nearest double may be off
    assertThat(Math.abs(ElementaryFunctions.exp(x) - exact) / Math.ulp(exact))
        .isLessThanOrEqualTo(Tolerances.EXP_ULPS + half);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.9999999, 0.75, 0.5, 0.4999, 0.1, 1e-5, 1e-17, 1e-300, 0x1p-1022})
  void log_upToOne_isThatOfThePlatform(double x) {
    double exact = StrictMath.log(x);
    assertThat(ElementaryFunctions.log(x))
        .isCloseTo(exact, within(Math.max(1e-15, Math.ulp(exact))));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-708.0000000000001, -708.4, -710, -733.3, -744.4, -745.2, -746, -1e300, -1 / 0.0})
  void exp_belowNormalNumbers_isWithinAStepOfThem(double x) {
    assertThat(ElementaryFunctions.exp(x))
        .isCloseTo(StrictMath.exp(x), within(2 * Math.ulp(StrictMath.exp(x))));
  }

  @ParameterizedTest
  @ValueSource(doubles = {709.0000000000001, 710, 1e300, Double.POSITIVE_INFINITY})
  void exp_aboveItsRange_countsAs709(double x) {
    assertThat(ElementaryFunctions.exp(x)).isEqualTo(ElementaryFunctions.exp(709)).isFinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-17, -1e-17})
  void exp_zeroOrNearly_isOne(double x) {
    assertThat(ElementaryFunctions.exp(x)).isEqualTo(1);
  }

  @Test
  void exp_neighbours_neverFalls() {
    for (FunctionTable.Point point : FunctionTable.of("exp")) {
      double value = ElementaryFunctions.exp(point.x());
      assertThat(ElementaryFunctions.exp(Math.nextDown(point.x()))).isLessThanOrEqualTo(value);
      assertThat(ElementaryFunctions.exp(Math.nextUp(point.x()))).isGreaterThanOrEqualTo(value);
    }
  }

  @Test
  void exp_nan_isNaN() {
    assertThat(ElementaryFunctions.exp(Double.NaN)).isNaN();
  }

  @Test
  void log1p_exactValues_errsWithinItsBound() {
    assertThat(FunctionTable.maxErrorInUlps("log1p", ElementaryFunctions::log1p))
        .isLessThanOrEqualTo(Tolerances.LOG1P_ULPS);
  }

  /** So small that z² is lost. */
  @ParameterizedTest
  @ValueSource(doubles = {0, Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300, 1e-17})
  void log1p_tiny_isItsArgument(double z) {
    assertThat(ElementaryFunctions.log1p(z)).isEqualTo(z);
  }

  @Test
  void log1p_neighbours_neverFalls() {
    for (FunctionTable.Point point : FunctionTable.of("log1p")) {
      double value = ElementaryFunctions.log1p(point.x());
      double below = ElementaryFunctions.log1p(Math.max(0, Math.nextDown(point.x())));
      double above = ElementaryFunctions.log1p(Math.min(1, Math.nextUp(point.x())));
      assertThat(below).isLessThanOrEqualTo(value);
      assertThat(above).isGreaterThanOrEqualTo(value);
    }
  }

  @Test
  void log1p_nan_isNaN() {
    assertThat(ElementaryFunctions.log1p(Double.NaN)).isNaN();
  }
}
