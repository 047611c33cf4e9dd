package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 rows",
    "1, 1 row",
    "2, 2 rows",
    "-1, -1 rows",
    "1000000000000, 1000000000000 rows"
  })
  void of_aNumber_hasTheNounInItsForm(long count, String text) {
    assertThat(Count.of(count, "row")).isEqualTo(text);
  }
}
