package dev.neuron.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Matrices;
import dev.neuron.core.data.Matrix;
import dev.neuron.table.Table;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonReadingTest {

  private static final JsonMapper MAPPER = StrictMapper.create();

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0, -0.0",
    "-0.0, -0.0",
    "-0e3, -0.0",
    "-0E-3, -0.0",
    "0.0, 0.0",
    "0e3, 0.0",
    "-1, -1.0",
    "10, 10.0",
    "-1e-400, -0.0",
  })
  void number_hasItsSign(String token, double expected) {
    double[] numbers = MAPPER.readValue("[" + token + ", 1]", double[].class);
    Double number = MAPPER.readValue(token, Double.class);

    assertThat(numbers).containsExactly(expected, 1);
    assertThat(number).isEqualTo(expected);
  }

  /** Signs do not depend on how many characters the parser buffers. */
  @Test
  void rows_ofManyZeros_haveTheirSigns() {
    int count = 20_000;
    String row = "0, -0, -0.0, 12, ".repeat(count) + "-0";
    byte[] json = ("[[" + row + "]]").getBytes(StandardCharsets.UTF_8);

    Matrix x = MAPPER.readValue(new ByteArrayInputStream(json), Table.class).numbers();

    double[] values = Matrices.values(x);
    for (int i = 0; i < 4 * count; i += 4) {
      assertThat(new double[] {values[i], values[i + 1], values[i + 2], values[i + 3]})
          .containsExactly(0.0, -0.0, -0.0, 12.0);
    }
    assertThat(values[4 * count]).isEqualTo(-0.0);
  }
}
